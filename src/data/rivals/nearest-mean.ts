/** A classifier that does not know of time: the class whose mean frame is nearest to that of a recording. */
import type { Recorded } from '../../lib/recordings.ts';

export const nearestMean = {
  label: 'nearest mean frame, order ignored',

  /** The share of `heldOut` that it gets right. */
  accuracy: (train: readonly Recorded[], heldOut: readonly Recorded[]): number => {
    const classes = [...new Set(train.map(({ label }) => label))].map((label) => {
      const own = train.filter((one) => one.label === label);
      return { label, mean: meanOf(own.map(({ frames }) => meanOf(frames))) };
    });
    const nearestTo = (frame: readonly number[]) =>
      classes.reduce((best, one) =>
        distance(one.mean, frame) < distance(best.mean, frame) ? one : best,
      ).label;
    const right = heldOut.filter(({ label, frames }) => nearestTo(meanOf(frames)) === label);
    return right.length / heldOut.length;
  },
};

function meanOf(rows: readonly (readonly number[])[]): number[] {
  return rows[0].map((_, at) => rows.reduce((sum, row) => sum + row[at], 0) / rows.length);
}

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, one, at) => sum + (one - b[at]) ** 2, 0);
}
