import { describe, expect, it } from 'vitest';
import { FiniteWatch } from './finite-watch.ts';

function entries(firstStep: number, losses: number[], skipped: number[] = []) {
  const values = Float32Array.from(losses);
  return { firstStep, losses: values, norms: values.slice(), skipped };
}

describe('finite watch', () => {
  it('passes finite steps on in one piece', () => {
    const { runs, failedAt } = new FiniteWatch().read(entries(10, [3, 2, 1]));
    expect(failedAt).toBeUndefined();
    expect(runs).toHaveLength(1);
    expect(runs[0].firstStep).toBe(11);
    expect([...runs[0].losses]).toEqual([3, 2, 1]);
  });

  it('leaves gaps where steps were skipped', () => {
    const { runs, failedAt } = new FiniteWatch().read(entries(0, [NaN, 5, 4, Infinity, 3, 2], [4]));
    expect(failedAt).toBeUndefined();
    expect(runs.map(({ firstStep, losses }) => [firstStep, ...losses])).toEqual([
      [2, 5, 4],
      [6, 2],
    ]);
  });

  it('names the first of five steps in a row, wherever the reading was cut', () => {
    const losses = [4, NaN, 3, NaN, NaN, NaN, NaN, NaN, 2];
    for (let cut = 0; cut < losses.length; cut++) {
      const watch = new FiniteWatch();
      const first = watch.read(entries(0, losses.slice(0, cut)));
      const second = first.failedAt ? first : watch.read(entries(cut, losses.slice(cut)));
      expect(second.failedAt).toBe(4);
    }
  });

  it('counts four in a row as none', () => {
    const watch = new FiniteWatch();
    for (let turn = 0; turn < 4; turn++) {
      expect(watch.read(entries(5 * turn, [NaN, NaN, NaN, NaN, 1])).failedAt).toBeUndefined();
    }
    watch.read(entries(20, [NaN, NaN, NaN, NaN]));
    watch.reset();
    expect(watch.read(entries(0, [NaN])).failedAt).toBeUndefined();
  });
});
