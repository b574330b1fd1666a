/** Curves of losses that reach back through an answer and into its source. */
import { expect, it } from 'vitest';
import type { GradientsThroughTime } from '../../protocol/frames.ts';
import { gatesCurve, meanRetained, stepFactors } from './along-memory.ts';
import { asWalked, lagCurve, stepsOf } from './lag-curves.ts';

const [source, steps] = [3, 2];

/** Entry k · T + t = f(S + t − k, t), 0 where k is read later. */
function norms(rows: number, f: (lag: number, t: number) => number, width = 1, part = 0) {
  const values = new Float32Array(rows * steps * width);
  for (let k = 0; k < rows; k++) {
    for (let t = 0; t < steps; t++) {
      const lag = rows - steps + t - k;
      if (lag >= 0) values[(k * steps + t) * width + part] = f(lag, t);
    }
  }
  return values;
}

/** Halved with every step, and by the gates alone to a quarter: of the answer alone, or of all. */
function halving(led: number): GradientsThroughTime {
  const memory = norms(source + steps, (lag, t) => (t + 1) * 0.5 ** lag);
  const line = norms(led + steps, (lag, t) => (t + 1) * 0.25 ** lag, 4);
  norms(led + steps, () => 0.25, 4, 3).forEach((value, at) => (line[at] += value));
  return { source, input: memory, state: memory, memory, line };
}

const powers = (base: number, count: number) =>
  Array.from({ length: count }, (_, lag) => expect.closeTo(base ** lag, 6) as number);

it('go on behind the answer, to where the reading of the source began', () => {
  const gradients = halving(source);
  expect(stepsOf(gradients)).toBe(steps);
  expect(lagCurve(gradients, 'memory')).toEqual(powers(0.5, 5));
  expect(gatesCurve(gradients)).toEqual(powers(0.25, 5));
  expect(meanRetained(gradients)).toBeCloseTo(0.25, 6);
  expect(stepFactors(gradients).whole.slice(1)).toEqual(new Array(4).fill(expect.closeTo(0.5, 6)));
});

it('have no part of the gates behind a bridge that is learned', () => {
  const gradients = halving(0);
  expect(lagCurve(gradients, 'memory')).toEqual(powers(0.5, 5));
  expect(gatesCurve(gradients)).toEqual(powers(0.25, 2));
  expect(meanRetained(gradients)).toBeCloseTo(0.25, 6);
  expect(stepFactors(gradients).retained).toHaveLength(2);
});

it('turn the source alone where it is walked from its end', () => {
  const turned = asWalked(halving(0), 1);
  const columns = (k: number) => [...turned.memory!].slice(k * steps, (k + 1) * steps);
  const own = halving(0).memory!;
  expect([0, 1, 2, 3, 4].map(columns)).toEqual(
    [2, 1, 0, 3, 4].map((k) => [...own].slice(k * steps, (k + 1) * steps)),
  );
});
