import { describe, expect, it } from 'vitest';
import { Curve } from './curve.ts';

const run = (firstStep: number, losses: number[], norms = losses.map(() => 1)) => ({
  firstStep,
  losses: Float32Array.from(losses),
  norms: Float32Array.from(norms),
});

describe('curve', () => {
  it('keeps every value and its step', () => {
    const curve = new Curve();
    curve.append(run(1, [4, 3]));
    curve.append(run(3, [2.5]));
    expect(curve.steps).toBe(3);
    expect([1, 2, 3].map((step) => curve.at('losses', step))).toEqual([4, 3, 2.5]);
    expect(curve.at('losses', 4)).toBeNull();
  });

  it('leaves a gap where a value is no finite number or never came', () => {
    const curve = new Curve();
    curve.append(run(1, [4, NaN, Infinity]));
    curve.append(run(6, [3]));
    expect(curve.points('losses', false)).toEqual([
      { x: 1, y: 4 },
      { x: 6, y: 3 },
    ]);
    expect(curve.at('losses', 2)).toBeNull();
    expect(curve.points('smoothed', false).every(({ y }) => Number.isFinite(y))).toBe(true);
  });

  it.each([false, true])('draws a long run with few points and no lost spike (log %s)', (log) => {
    const curve = new Curve();
    const losses = Array.from({ length: 50_000 }, (_, index) => 2 + 1 / (index + 1));
    losses[31_415] = 9;
    for (let start = 0; start < losses.length; start += 1000) {
      curve.append(run(start + 1, losses.slice(start, start + 1000)));
    }
    const points = curve.points('losses', log);
    expect(points.length).toBeLessThanOrEqual(600);
    expect(points).toContainEqual({ x: 31_416, y: 9 });
    expect(points[0]).toEqual({ x: 1, y: 3 });
    const steps = points.map(({ x }) => x);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(new Set(steps).size).toBe(steps.length);
  });

  it('smooths a spike of any height away as fast as another', () => {
    const smoothedAfter = (spike: number) => {
      const curve = new Curve();
      curve.append(
        run(1, [...new Array<number>(50).fill(2), spike, ...new Array<number>(40).fill(2)]),
      );
      return [curve.at('losses', 51), curve.at('smoothed', 91)];
    };
    const [told, smoothed] = smoothedAfter(6.6e29);
    expect(told).toBeCloseTo(6.6e29, -25);
    expect(smoothed).toBeLessThan(2.1);
    expect(smoothedAfter(20)[1]).toBe(smoothed);
    expect(smoothedAfter(3)[1]).toBeLessThan(smoothed!);
  });

  it('starts again when cleared', () => {
    const curve = new Curve();
    curve.append(run(1, [4, 3, 2]));
    curve.validated({ step: 3, loss: 2, tokens: 10, total: 10 });
    curve.clear();
    expect([curve.steps, curve.points('losses', false), curve.validations]).toEqual([0, [], []]);
    curve.append(run(1, [5]));
    expect(curve.at('smoothed', 1)).toBe(5);
  });

  it('goes on from an earlier step as if the later ones had never been', () => {
    const [straight, undone] = [new Curve(), new Curve()];
    for (const curve of [straight, undone]) {
      curve.append(run(1, [4, 3, 2]));
      curve.validated({ step: 2, loss: 2, tokens: 10, total: 10 });
    }
    undone.append(run(4, [9, 9]));
    undone.validated({ step: 5, loss: 9, tokens: 10, total: 10 });
    undone.truncate(3);
    expect(undone.steps).toBe(3);
    for (const curve of [straight, undone]) curve.append(run(4, [1, 1]));
    const rounded = (curve: Curve) =>
      curve.points('smoothed', false).map(({ x, y }) => [x, y.toFixed(5)]);
    expect(rounded(undone)).toEqual(rounded(straight));
    expect(undone.validations).toEqual(straight.validations);
  });
});
