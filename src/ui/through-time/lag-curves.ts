/**
 * From norms of ∂L_t/∂·⟨k⟩ for every pair of time steps to curves over the lag t − k. A value at a
 * lag is a sum over all t that have it, divided by the same sum at lag 0: one number is 1 at lag 0,
 * and a token whose loss has hardly any gradient counts as little as it has. Where a source of S time
 * steps is read first, loss t stands at S + t, and the lag is S + t − k.
 */
import type { Direction } from '../../protocol/direction.ts';
import type { GradientFrame, GradientsThroughTime } from '../../protocol/frames.ts';

export type By = 'input' | 'state' | 'memory';

/** Below this share of lag 0 a gradient has vanished; above this multiple it explodes. */
export const vanished = 1e-3;
export const exploded = 10;

/** Numbers by lag; null where there is nothing to divide by. */
export type LagCurve = (number | null)[];

/** By lag, what is read before the answer, and what is read later; null where a net reads one way. */
export interface SidedCurve {
  before: LagCurve;
  later: LagCurve | null;
}

/** Losses: T of (S + T) · T entries. */
export function stepsOf({ input, source = 0 }: GradientsThroughTime): number {
  return Math.round((Math.sqrt(source ** 2 + 4 * input.length) - source) / 2);
}

/** Time steps of a source that is read first. */
export const sourceOf = ({ source = 0 }: GradientsThroughTime): number => source;

/** It is asked what comes next: the last of the line is only predicted. */
export function continues({ tokens, gradients }: GradientFrame): boolean {
  return gradients !== null && tokens.length > sourceOf(gradients) + stepsOf(gradients);
}

/** Which of the characters the loss of a time step is about. */
export function answered(frame: GradientFrame, t: number): number {
  const at = (frame.gradients?.source ?? 0) + t;
  return continues(frame) ? at + 1 : at;
}

/** The state where it is the memory, or where there is none. */
export function normsOf(gradients: GradientsThroughTime, by: By): Float32Array {
  return by === 'memory' ? (gradients.memory ?? gradients.state) : gradients[by];
}

/** Relative to lag 0. */
export function lagCurve(gradients: GradientsThroughTime, by: By): LagCurve {
  const norms = normsOf(gradients, by);
  const [steps, source] = [stepsOf(gradients), sourceOf(gradients)];
  return overLags(
    { steps, source },
    (k, t) => norms[k * steps + t],
    (_, t) => norms[(source + t) * steps + t],
  );
}

/** On both sides of lag 0, where layers read both ways. */
function bothSides(gradients: GradientsThroughTime, by: By, directions: 1 | 2): SidedCurve {
  const later = directions === 2 ? lagCurve(mirrored(gradients), by) : null;
  return { before: lagCurve(gradients, by), later };
}

/** Of an answer to the whole line: behind the end of the walk nothing is read. */
export function curveOf(
  { directions, direction, isOnce }: Pick<GradientFrame, 'directions' | 'direction' | 'isOnce'>,
  gradients: GradientsThroughTime,
  by: By,
): SidedCurve {
  if (!isOnce && !gradients.source) return bothSides(gradients, by, directions);
  return { before: lagCurve(asWalked(gradients, direction), by), later: null };
}

/** As a walk meets its time steps: of ← the last one is the first. What answers reads one way. */
export function asWalked(
  gradients: GradientsThroughTime,
  direction: Direction,
): GradientsThroughTime {
  if (gradients.source && direction === 1) return sourceMirrored(gradients, gradients.source);
  return direction === 1 ? mirrored(gradients) : gradients;
}

/** With the time of the source running the other way: its first time step is then the nearest. */
function sourceMirrored(gradients: GradientsThroughTime, source: number): GradientsThroughTime {
  const steps = stepsOf(gradients);
  const turned = (norms: Float32Array<ArrayBuffer>) =>
    norms.map((norm, at) => {
      const k = Math.floor(at / steps);
      return k < source ? norms[(source - 1 - k) * steps + (at % steps)] : norm;
    });
  const { input, state, memory, line } = gradients;
  return {
    source,
    input: turned(input),
    state: turned(state),
    memory: memory && turned(memory),
    line,
  };
}

/** With time running the other way: what is later then stands before. */
function mirrored({ input, state, memory, line }: GradientsThroughTime): GradientsThroughTime {
  const fours = line && line.length / 4 - 1;
  return {
    input: input.toReversed(),
    state: state.toReversed(),
    memory: memory && memory.toReversed(),
    line: line && line.map((_, at) => line[(fours! - (at >> 2)) * 4 + (at & 3)]),
  };
}

/** Σ value / Σ unit over all pairs of one lag, for every lag from `first` on. */
export function overLags(
  { steps, source }: { steps: number; source: number },
  value: (k: number, t: number) => number,
  unit: (k: number, t: number) => number,
  first = 0,
): LagCurve {
  return Array.from({ length: source + steps - first }, (_, index) => {
    const lag = first + index;
    let sum = 0;
    let units = 0;
    for (let t = Math.max(0, lag - source); t < steps; t++) {
      sum += value(source + t - lag, t);
      units += unit(source + t - lag, t);
    }
    return units > 0 && Number.isFinite(sum / units) ? sum / units : null;
  });
}
