/** What is measured of one weight by nudging it, and what can be expected of such a measurement. */
import type { Cell } from '../cells/cell.ts';
import type { Slope, WeightCheck } from '../protocol/frames.ts';

/** A weight, and the loss of the net that has it. */
interface Point {
  weight: number;
  loss: number;
}

/** The weights whose losses a slope is measured from, in nudges from w. */
export const nudges = [0, 1, -1, 2, -2] as const;

/** @param points in the order of `nudges` @param lossRounding of each of their losses */
export function slopeOf(points: readonly Point[], lossRounding: number): Slope {
  const [here, up, down, up2, down2] = points;
  const slopes = [over(down, here), over(here, up), over(down2, up2)];
  return {
    above: up.loss,
    below: down.loss,
    slope: over(down, up),
    rounding: (2 * lossRounding) / (up.weight - down.weight),
    bend: Math.max(...slopes) - Math.min(...slopes),
  };
}

function over(from: Point, to: Point): number {
  return (to.loss - from.loss) / (to.weight - from.weight);
}

/**
 * How far the mean of losses in float32 may be off: each by two units in its last place, or of
 * logits around 1, and as often up as down.
 */
export function meanRounding(losses: readonly number[]): number {
  return (2 ** -22 * Math.hypot(...losses.map((loss) => Math.max(1, loss)))) / losses.length;
}

/**
 * What rounding does to a slope grows with 1/ε, what the bend does with ε²: both are small around
 * the cube root of the loss' last place. A tenth of it where units have corners, as ReLUs have.
 * One digit, for people.
 */
export function suitingNudge(loss: number, { gates }: Cell): number {
  const nudge = Math.cbrt(2 ** -23 * Math.max(1, loss));
  if (!Number.isFinite(nudge)) return 0.01;
  const hasCorners = gates.some(({ scale, role }) => scale === 'free' && role);
  return Number((hasCorners ? nudge / 10 : nudge).toPrecision(1));
}

/** Whether slope and gradient are no further apart than what is known to part them. */
export function agrees({ slope, gradient, rounding, bend }: WeightCheck): boolean {
  return Math.abs(slope - gradient) <= rounding + bend;
}
