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
    sentences.push(msg(str`Explodes: ${short(curve[peak])} times lag 0 at lag ${peak}.`));
  }
  if (from !== null) {
    sentences.push(msg(str`Vanishes: below 1e-3 of lag 0 from lag ${from} on.`));
  } else if (peak === null) {
    sentences.push(
      msg(
        str`Does not vanish: ${short(curve[last])} of lag 0 is left at lag ${last}, the largest.`,
      ),
    );
  }
  const kept = meanKept(gradients);
  const { gate } = memoryOf(gradients);
  if (kept !== null) sentences.push(msg(str`Mean ${gate} ${short(kept)}.`));
  return `${msg(str`By ${symbol}:`)} ${sentences.join(' ')}`;
}

/** Two figures, as people write small numbers. */
export function short(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return String(Number(value.toPrecision(2)));
}
