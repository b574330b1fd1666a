/** What is said of a gradient through time in words, and how its parts are called. */
import { msg, str } from '@lit/localize';
import type { MemoryInfo } from '../../protocol/catalogue.ts';
import type { GradientsThroughTime } from '../../protocol/frames.ts';
import { meanRetained } from './along-memory.ts';
import {
  type By,
  type LagCurve,
  normsOf,
  sourceOf,
  stepsOf,
  type SidedCurve,
} from './lag-curves.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import { grouped } from '../format.ts';
import { amount, share } from './share-words.ts';
import { countedUnits, type Unit, unitNames } from '../words/units.ts';

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

/** @param arrow over a state of a layer that reads both ways */
export function symbolOf(by: By, memory: MemoryInfo | null, arrow = ''): string {
  return { input: 'x', state: `${arrow}a`, memory: arrow + (memory?.symbol ?? 'a') }[by];
}

export function productOf({ share }: MemoryInfo): string {
  return msg(str`gates alone: ∏ ${share}`);
}

/** What the curve over the lag says of the net, where the loss is differentiated by this. */
export function wordsOf(
  gradients: GradientsThroughTime,
  memory: MemoryInfo | null,
  by: By,
  { before, later }: SidedCurve,
  unit: Unit = 'character',
): string {
  const retained = meanRetained(gradients);
  const verdict = later
    ? bothWays(before, later, by, unit)
    : verdictWords(verdictOf(before), by, unit);
  if (retained === null || !memory) return verdict;
  return `${verdict} ${msg(str`Mean ${memory.share} ${short(retained)}.`)}`;
}

/**
 * How much of the gradient reaches a source that is read first.
 * @param gradients as they are walked
 */
export function reachWords(
  gradients: GradientsThroughTime,
  memory: MemoryInfo | null,
  by: By,
): string {
  const norms = normsOf(gradients, by);
  const [steps, source] = [stepsOf(gradients), sourceOf(gradients)];
  const sumAt = (k: (t: number) => number) =>
    Array.from({ length: steps }, (_, t) => norms[k(t) * steps + t]).reduce((a, b) => a + b, 0);
  const now = sumAt((t) => source + t);
  const [near, far] = [source - 1, 0].map((k) => sumAt(() => k) / now);
  if (![near, far].every(Number.isFinite)) return msg('No gradient can be told from 0 here.');
  const things = thingsOf(by);
  const [end, start] = [near, far].map((part) =>
    part < 2 ? msg(str`${share(part)} of`) : msg(str`${amount(part)} times`),
  );
  const reach = msg(
    str`Where the reading of the source ended, the gradient by ${things} is ${end} that at lag 0; where it began, ${start} that.`,
  );
  const retained = meanRetained(gradients);
  if (retained === null || !memory) return reach;
  return `${reach} ${msg(str`Mean ${memory.share} ${short(retained)}.`)}`;
}

function thingsOf(by: By): string {
  return { input: msg('inputs'), state: msg('activations'), memory: msg('memory states') }[by];
}

/** How far the answers of a net see that reads both ways. */
function bothWays(before: LagCurve, later: LagCurve, by: By, unit: Unit): string {
  const [back, ahead] = [before, later].map(verdictOf);
  const things = thingsOf(by);
  if (back.kind === 'unknown') return verdictWords(back, by, unit);
  if (back.kind === 'explodes') return verdictWords(back, by, unit);
  if (ahead.kind === 'explodes') {
    return msg(
      str`The gradient explodes: for ${things} ${countedUnits(unit, ahead.lag)} ahead it is ${amount(ahead.times)} times as large as at lag 0.`,
    );
  }
  const what = by === 'input' ? '' : msg(str`${things} of `);
  const [backward, forward] = [back, ahead].map(reachOf);
  const [ofBefore, ofLater] = [backward, forward].map((count) => countedUnits(unit, count));
  if (backward > 0 && forward > 0) {
    return msg(
      str`The answer depends on ${what}up to ${ofBefore} before it and up to ${ofLater} after it.`,
    );
  }
  if (forward > 0) {
    return msg(
      str`The answer depends on ${what}up to ${ofLater} that follow, and barely on those before it.`,
    );
  }
  return backward > 0
    ? msg(
        str`The answer depends on ${what}up to ${ofBefore} before it, and barely on those that follow.`,
      )
    : msg(str`The answer barely depends on ${what}other ${unitNames(unit)}.`);
}

/** The largest lag at which there is something left. */
function reachOf(verdict: Verdict): number {
  if (verdict.kind === 'vanishes') return verdict.reach;
  return verdict.kind === 'reaches' ? verdict.last : 0;
}

function verdictWords(verdict: Verdict, by: By, unit: Unit): string {
  const characters = (count: number) => countedUnits(unit, count);
  const things = thingsOf(by);
  switch (verdict.kind) {
    case 'unknown':
      return msg('The line is too short to tell.');
    case 'explodes':
      return msg(
        str`The gradient explodes: for ${things} ${characters(verdict.lag)} back it is ${amount(verdict.times)} times as large as at lag 0.`,
      );
    case 'reaches':
      return msg(
        str`The loss still depends on ${things} ${characters(verdict.last)} back, the farthest measured: ${share(verdict.left)} of the gradient is left.`,
      );
    case 'vanishes': {
      const { reach, last, left, peak } = verdict;
      const rest = msg(str`at ${grouped(last)}, ${share(left)} of the gradient is left`);
      if (peak) {
        return msg(
          str`The loss depends most on ${things} ${characters(peak.lag)} back, ${amount(peak.times)} times as much as at lag 0, and barely on those more than ${characters(reach)} back: ${rest}.`,
        );
      }
      return reach === 0
        ? msg(str`The loss barely depends on ${things} before the last: ${rest}.`)
        : msg(
            str`The loss barely depends on ${things} more than ${characters(reach)} back: ${rest}.`,
          );
    }
  }
}

/** Two figures, as people write small numbers. */
export function short(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return String(Number(value.toPrecision(2)));
}

/** An end of the colour scale: 1e-6. */
export function exponent(value: number): string {
  return value.toExponential(0).replace('e+0', 'e0').replace('e+', 'e');
}
