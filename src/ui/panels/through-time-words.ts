/** What is said of a gradient through time in words, and how its parts are called. */
import { msg, str } from '@lit/localize';
import type { GradientsThroughTime } from '../../worker/protocol.ts';
import {
  type By,
  explodesAt,
  type LagCurve,
  meanKept,
  vanishesFrom,
} from '../controllers/lag-curves.ts';

/** A GRU's a is its memory; a plain unit has none. */
export function shownBy(chosen: By, { memory, line }: GradientsThroughTime): By {
  if (chosen === 'input' || memory) return chosen;
  return line ? 'memory' : 'state';
}

/** What the loss can be differentiated by; all of it while nothing is known. */
export function choicesOf(gradients: GradientsThroughTime | null): { value: By; label: string }[] {
  const isGru = gradients?.line && !gradients.memory;
  const isPlain = gradients && !gradients.line;
  const input = { value: 'input', label: msg('input x') } as const;
  const state = { value: 'state', label: msg('state a') } as const;
  const memory = { value: 'memory', label: isGru ? msg('memory c = a') : msg('memory c') } as const;
  if (isGru) return [input, memory];
  return isPlain ? [input, state] : [input, state, memory];
}

/** Which state is the memory, and which gate says how much of it stays. */
export function memoryOf({ memory, line }: GradientsThroughTime) {
  if (memory) return { symbol: 'c', gate: 'Γf', colour: '--gate-forget' };
  return { symbol: line ? 'c' : 'a', gate: '1 − Γu', colour: '--gate-update' };
}

export function productOf(gradients: GradientsThroughTime): string {
  const { gate } = memoryOf(gradients);
  return msg(str`gates alone: ∏ ${gate}`);
}

/** Where the curve over the lag ends up. `symbol`: what the loss is differentiated by. */
export function wordsOf(gradients: GradientsThroughTime, symbol: string, curve: LagCurve): string {
  const sentences: string[] = [];
  const from = vanishesFrom(curve);
  const peak = explodesAt(curve);
  const last = curve.length - 1;
  if (peak !== null) {
    sentences.push(
      msg(str`Explodes: at lag ${peak} it is ${short(curve[peak])} times as large as at lag 0.`),
    );
  }
  if (from !== null) {
    sentences.push(msg(str`Vanishes: from lag ${from} on, less than 0.1 % is left.`));
  } else if (peak === null) {
    sentences.push(
      msg(
        str`Does not vanish: at lag ${last}, the longest measured, ${percent(curve[last])} is left.`,
      ),
    );
  }
  const kept = meanKept(gradients);
  const { gate } = memoryOf(gradients);
  if (kept !== null) sentences.push(msg(str`Mean ${gate} ${short(kept)}.`));
  return `${msg(str`By ${symbol}:`)} ${sentences.join(' ')}`;
}

function percent(share: number | null): string {
  return `${short(share === null ? null : 100 * share)} %`;
}

/** Two figures, as people write small numbers. */
export function short(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return String(Number(value.toPrecision(2)));
}
