import { describe, expect, it } from 'vitest';
import type { GradientsThroughTime } from '../../protocol/frames.ts';
import { gatesCurve, meanRetained, stepFactors } from './along-memory.ts';
import { lagCurve, normsOf } from './lag-curves.ts';
import { verdictOf } from './verdict.ts';

const steps = 5;

/** Entry k · T + t = f(t − k, t), 0 above the diagonal. */
function pairs(
  f: (lag: number, t: number) => number,
  width = 1,
  part = 0,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(steps * steps * width);
  for (let t = 0; t < steps; t++) {
    for (let k = 0; k <= t; k++) values[(k * steps + t) * width + part] = f(t - k, t);
  }
  return values;
}

/** A net whose memory halves the gradient with every step, half of that along the gates. */
function halving(): GradientsThroughTime {
  const memory = pairs((lag, t) => (t + 1) * 0.5 ** lag);
  const line = pairs((lag, t) => (t + 1) * 0.25 ** lag, 4);
  pairs((lag, t) => (t + 1) * 0.5 ** lag * 0.25, 4, 1).forEach((value, at) => (line[at] += value));
  pairs((lag, t) => (lag < t ? (t + 1) * 0.5 ** lag * 0.25 : 0), 4, 2).forEach(
    (value, at) => (line[at] += value),
  );
  pairs(() => 0.25, 4, 3).forEach((value, at) => (line[at] += value));
  return { input: pairs((lag) => 3 * 0.1 ** lag), state: pairs(() => 2), memory, line };
}

const near = (expected: (number | null)[]) =>
  expected.map((value) => (value === null ? null : (expect.closeTo(value, 6) as number)));

describe('curves over the lag', () => {
  it('are relative to lag 0 of the same losses', () => {
    const gradients = halving();
    expect(lagCurve(gradients, 'memory')).toEqual(near([1, 0.5, 0.25, 0.125, 0.0625]));
    expect(lagCurve(gradients, 'input')).toEqual(near([1, 0.1, 0.01, 0.001, 0.0001]));
    expect(lagCurve(gradients, 'state')).toEqual([1, 1, 1, 1, 1]);
    expect(normsOf({ ...gradients, memory: null }, 'memory')).toBe(gradients.state);
  });

  it('take the step from one lag to the next apart', () => {
    const { whole, retained, rest } = stepFactors(halving());
    const [half, quarter] = [0.5, 0.25].map((value) =>
      near([null, ...Array<number>(4).fill(value)]),
    );
    expect(whole).toEqual(half);
    expect(retained).toEqual(quarter);
    expect(rest).toEqual(quarter);
    expect(gatesCurve(halving())).toEqual(near([1, 0.25, 0.25 ** 2, 0.25 ** 3, 0.25 ** 4]));
    expect(meanRetained(halving())).toBeCloseTo(0.25, 6);
  });

  it('have no gates where the cell has none, and gaps where nothing flows', () => {
    const gradients: GradientsThroughTime = {
      input: pairs((lag, t) => (t === 4 && lag === 4 ? 0 : 1)),
      state: pairs(() => 0),
      memory: null,
      line: null,
    };
    expect(gatesCurve(gradients)).toBeNull();
    expect(meanRetained(gradients)).toBeNull();
    expect(stepFactors(gradients)).toEqual({
      whole: Array(5).fill(null),
      retained: null,
      rest: null,
    });
    expect(lagCurve(gradients, 'input')).toEqual([1, 1, 1, 1, 0]);
  });

  it('vanish where they stay below a thousandth, and explode where they end above ten', () => {
    const vanishes = { kind: 'vanishes', peak: null };
    expect(verdictOf([1, 1e-4, 0.1, 9e-4, 1e-5])).toEqual({
      ...vanishes,
      ...{ reach: 2, last: 4, left: 1e-5 },
    });
    expect(verdictOf([1, 0])).toEqual({ ...vanishes, reach: 0, last: 1, left: 0 });
    expect(verdictOf([1, 24, 5, 1e-4])).toEqual({
      ...{ kind: 'vanishes', reach: 2, last: 3, left: 1e-4 },
      peak: { lag: 1, times: 24 },
    });
    expect(verdictOf([1, 1e-4, 0.1])).toEqual({ kind: 'reaches', last: 2, left: 0.1 });
    expect(verdictOf([1, 9, 10, 3])).toEqual({ kind: 'reaches', last: 3, left: 3 });
    expect(verdictOf([1, 9, 11, 30, 12])).toEqual({ kind: 'explodes', lag: 3, times: 30 });
    // what is no number any more is not there
    expect(verdictOf([1, 1e20, 1e38, null])).toEqual({ kind: 'explodes', lag: 2, times: 1e38 });
    expect(verdictOf([1])).toEqual({ kind: 'unknown' });
    expect(verdictOf([null, null])).toEqual({ kind: 'unknown' });
  });
});
