/** A simple classifier beside which a net has to show what it is worth: trained on the same rows. */
import type { Slices } from '../../lib/slices.ts';

export interface RivalRow {
  /** Number of the class, from 0. */
  label: number;
  text: string;
}

export interface Rival {
  /** For people. */
  readonly label: string;
  /** The share of the held-out rows that it gets right, after it was trained. Yields the share of the work that is done. */
  accuracy(
    train: readonly RivalRow[],
    heldOut: readonly RivalRow[],
    classes: number,
  ): Slices<number>;
}

/** How many of them are right, as a share. */
export function shareRight(rows: readonly RivalRow[], answer: (row: RivalRow) => number): number {
  const right = rows.filter((row) => answer(row) === row.label).length;
  return rows.length === 0 ? NaN : right / rows.length;
}

/** The first of the largest. */
export function largestOf(scores: ArrayLike<number>): number {
  let best = 0;
  for (let at = 1; at < scores.length; at++) if (scores[at] > scores[best]) best = at;
  return best;
}
