/** What is measured of one weight by nudging it, and what can be expected of such a measurement. */
import type { Cell } from '../cells/cell.ts';

export interface Slope {
  /** L(w + ε) and L(w − ε): mean over the line, nats per token. */
  above: number;
  below: number;
  /** (L(w + ε) − L(w − ε)) / 2ε. */
  slope: number;
  /** How far that may be from ∂L/∂w because float32 rounds the losses … */
  rounding: number;
  /** … and because the loss bends: how far slopes left of w, right of it and over 2ε differ. */
  bend: number;
}

export interface WeightCheck extends Slope {
  /** The weight w as it is, and ε, how far it was nudged. */
  value: number;
  nudge: number;
  /** L(w) */
  loss: number;
  /** ∂L/∂w of the engine's backward. */
  gradient: number;
  /** [T]: what the weight's use at each time step adds to ∂L/∂w. */
  summands: number[];
}

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
  const hasCorners = gates.some(({ scale, hidden }) => scale === 'free' && !hidden);
  return Number((hasCorners ? nudge / 10 : nudge).toPrecision(1));
}

/** Whether slope and gradient are no further apart than what is known to part them. */
export function agrees({ slope, gradient, rounding, bend }: WeightCheck): boolean {
  return Math.abs(slope - gradient) <= rounding + bend;
}
