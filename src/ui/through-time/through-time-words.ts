/** What is said of a gradient through time in words, and how its parts are called. */
import { msg, str } from '@lit/localize';
import type { MemoryInfo } from '../../protocol/catalogue.ts';
import type { GradientsThroughTime } from '../../protocol/frames.ts';
import {
  type By,
  type LagCurve,
  meanKept,
  vanished,
  type Verdict,
  verdictOf,
} from './lag-curves.ts';
import { grouped } from '../format.ts';

/** The activation may be the memory itself; a plain unit has none. */
export function shownBy(chosen: By, memory: MemoryInfo | null): By {
  if (chosen === 'input') return chosen;
  if (!memory) return 'state';
  return memory.isActivation ? 'memory' : chosen;
}

/** What the loss can be differentiated by; all of it while the cell's memory is not known. */
export function choicesOf(memory: MemoryInfo | null | undefined): { value: By; label: string }[] {
  const input = { value: 'input', label: msg('input x') } as const;
  const state = { value: 'state', label: msg('state a') } as const;
  if (memory === null) return [input, state];
  const { symbol, isActivation } = memory ?? { symbol: 'c', isActivation: false };
  const label = isActivation ? msg(str`memory ${symbol} = a`) : msg(str`memory ${symbol}`);
  const remembered = { value: 'memory', label } as const;
  return isActivation ? [input, remembered] : [input, state, remembered];
}

export function symbolOf(by: By, memory: MemoryInfo | null): string {
  return { input: 'x', state: 'a', memory: memory?.symbol ?? 'a' }[by];
}

export function productOf({ share }: MemoryInfo): string {
  return msg(str`gates alone: ∏ ${share}`);
}

/** What the curve over the lag says of the net, where the loss is differentiated by this. */
export function wordsOf(
  gradients: GradientsThroughTime,
  memory: MemoryInfo | null,
  by: By,
  curve: LagCurve,
): string {
  const kept = meanKept(gradients);
  const verdict = verdictWords(verdictOf(curve), by);
  if (kept === null || !memory) return verdict;
  return `${verdict} ${msg(str`Mean ${memory.share} ${short(kept)}.`)}`;
}

function verdictWords(verdict: Verdict, by: By): string {
  const names = { input: msg('inputs'), state: msg('activations'), memory: msg('memory states') };
  const things = names[by];
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
