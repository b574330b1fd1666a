/** What is said of a gradient through time in words, and how its parts are called. */
import { msg, str } from '@lit/localize';
import type { GradientsThroughTime } from '../../protocol/frames.ts';
import {
  type By,
  type LagCurve,
  meanKept,
  vanished,
  type Verdict,
  verdictOf,
} from '../controllers/lag-curves.ts';
import { grouped } from '../format.ts';

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

/** What the curve over the lag says of the net. `symbol`: what the loss is differentiated by. */
export function wordsOf(gradients: GradientsThroughTime, symbol: string, curve: LagCurve): string {
  const kept = meanKept(gradients);
  const { gate } = memoryOf(gradients);
  const verdict = verdictWords(verdictOf(curve), symbol);
  return kept === null ? verdict : `${verdict} ${msg(str`Mean ${gate} ${short(kept)}.`)}`;
}

function verdictWords(verdict: Verdict, symbol: string): string {
  const things = { x: msg('inputs'), a: msg('activations'), c: msg('memory states') }[symbol];
  switch (verdict.kind) {
    case 'unknown':
      return msg('The line is too short to tell.');
    case 'explodes':
      return msg(
        str`The gradient explodes: by ${things} ${characters(verdict.lag)} back it is ${amount(verdict.times)} times as large as by the last.`,
      );
    case 'reaches':
      return msg(
        str`The loss still sees ${things} ${characters(verdict.last)} back, the farthest measured: ${share(verdict.left)} of the gradient is left.`,
      );
    case 'vanishes': {
      const { reach, last, left, peak } = verdict;
      const rest = msg(str`at ${grouped(last)}, ${share(left)} of the gradient is left`);
      if (peak) {
        return msg(
          str`The loss sees ${things} ${characters(peak.lag)} back best, ${amount(peak.times)} times as well as the last, and barely those more than ${characters(reach)} back: ${rest}.`,
        );
      }
      return reach === 0
        ? msg(str`The loss barely sees ${things} before the last: ${rest}.`)
        : msg(str`The loss barely sees ${things} more than ${characters(reach)} back: ${rest}.`);
    }
  }
}

function characters(count: number): string {
  return count === 1 ? msg('1 character') : msg(str`${grouped(count)} characters`);
}

/** Of the gradient at lag 0. */
export function share(value: number): string {
  if (value >= vanished) return `${amount(100 * value)} %`;
  return value > 0 ? msg(str`1 part in ${amount(1 / value)}`) : msg('nothing');
}

const large = new Intl.NumberFormat('en', {
  notation: 'compact',
  compactDisplay: 'long',
  maximumSignificantDigits: 2,
});

/** Two figures, and a word for the zeros: 24, 2.5 million, 1e18. */
function amount(value: number): string {
  return value < 1e15 ? large.format(value) : value.toExponential(0).replace('e+', 'e');
}

/** Two figures, as people write small numbers. */
export function short(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return String(Number(value.toPrecision(2)));
}
