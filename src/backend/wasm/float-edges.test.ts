/** Numbers at the ends of what single precision holds, and beyond. */
import { describe, expect, it } from 'vitest';
import { f, floats, run, u } from '../../testing/run-wgsl.ts';

const smallest = 2 ** -126;
const largest = (2 - 2 ** -23) * 2 ** 127;

/** y of x, in both widths: alone, and as a lane of four. */
function valuesOf(expression: string, x: readonly number[]): number[][] {
  const alone = run({ body: `y[i] = ${expression};`, x: f(x), count: x.length, type: 'f32' });
  const four = x.flatMap((value) => [value, value, value, value]);
  const lanes = run({ body: `y[i] = ${expression};`, x: f(four), count: x.length, type: 'vec4f' });
  return [floats(alone), floats(lanes).filter((_, lane) => lane % 4 === 2)];
}

/** Distance between neighbours of single precision there. */
const ulp = (value: number) =>
  2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(value) || smallest))) - 23);

/** Where a result is no normal number, it may be 0. */
function expectWithin(
  expression: string,
  x: readonly number[],
  exact: (x: number) => number,
  ulps: (x: number) => number,
): void {
  for (const got of valuesOf(expression, x)) {
    x.forEach((value, at) => {
      const given = Math.fround(value);
      const wanted = exact(given);
      const allowed = ulps(given) * ulp(wanted);
      const isTiny = Math.abs(wanted) < smallest && got[at] === 0;
      const off = Math.abs(got[at] - wanted);
      expect(isTiny || off <= allowed, `${expression}, x ${given}: ${got[at]}, ${wanted}`).toBe(
        true,
      );
    });
  }
}

const tiny = [2 ** -149, 2 ** -140, 2 ** -127, smallest, 1.5 * smallest, 1e-30];

describe('exponentials at the ends', () => {
  // what WGSL allows of exp and exp2
  const ulps = (x: number) => 3 + 2 * Math.abs(x);

  it('are as exact as WGSL wants them, to the last number that has a result', () => {
    const x = [0, -0, ...tiny, ...tiny.map((one) => -one), 1, -1, 87.3, -87.3, -87.33654];
    const top = [88.37626, 88.376274, 88.5, 88.72, 88.7228];
    expectWithin('exp(x[i])', [...x, ...top, -87.34, -100, -104], Math.exp, ulps);
    const top2 = [127.49, 127.5, 127.75, 127.99];
    expectWithin('exp2(x[i])', [...x, ...top2, 126, 127, -126, -127, -150], (v) => 2 ** v, ulps);
  });

  it('are 0 far below, and not less than the largest result far above', () => {
    for (const name of ['exp', 'exp2']) {
      for (const got of valuesOf(`${name}(x[i])`, [-1e4, -largest, -Infinity]))
        expect(got).toEqual([0, 0, 0]);
      for (const got of valuesOf(`${name}(x[i])`, [1e4, largest, Infinity]))
        for (const value of got) expect(value).toBeGreaterThan(3.4e38);
    }
  });

  it('leave what is no number none', () => {
    for (const name of ['exp', 'exp2', 'log', 'sqrt', 'abs'])
      for (const got of valuesOf(`${name}(x[i])`, [NaN, NaN])) expect(got).toEqual([NaN, NaN]);
  });
});

describe('the logarithm at the ends', () => {
  it('is as exact as WGSL wants it', () => {
    // absolute from ½ to 2, where it crosses 0
    const nearOne = [0.5, 0.7071067, 0.70710678, 0.99999994, 1, 1.0000001, 1.4142135, 2];
    for (const got of valuesOf('log(x[i])', nearOne)) {
      nearOne.forEach((value, at) =>
        expect(Math.abs(got[at] - Math.log(Math.fround(value))), `log ${value}`).toBeLessThan(
          2 ** -21,
        ),
      );
    }
    const far = [smallest, 1.5 * smallest, 1e-30, 0.1, 0.49, 2.1, 3, 1e10, 1e38, largest];
    expectWithin('log(x[i])', far, Math.log, () => 3);
  });

  it('of nothing is minus infinity, of infinity infinite, of less than nothing no number', () => {
    for (const got of valuesOf('log(x[i])', [0, -0, 2 ** -140, Infinity, -1, -Infinity, -largest]))
      expect(got).toEqual([-Infinity, -Infinity, -Infinity, Infinity, NaN, NaN, NaN]);
  });
});

describe('what is written to memory', () => {
  const kept = [smallest, -smallest, 1, largest, Infinity, -Infinity, NaN];
  const lost = [2 ** -127, -(2 ** -127), 2 ** -149, smallest - 2 ** -149];

  it('is never a number below the smallest of full precision', () => {
    for (const got of valuesOf('x[i]', [...lost, ...kept])) {
      expect(got.slice(0, lost.length).map(Math.abs)).toEqual(lost.map(() => 0));
      expect(got.slice(lost.length)).toEqual(kept);
    }
    const parts = run({
      body: 'y[i] = vec4f(0.0); y[i].y = x[i].y * 0.5; y[i].w = x[i].x;',
      x: f([smallest, smallest, 0, 0]),
      count: 1,
      type: 'vec4f',
    });
    expect(floats(parts)).toEqual([0, 0, 0, smallest]);
  });

  it('is a whole number as it is', () => {
    const x = u([0, 1, 5, 0x7fffff, 0x800000, 0xffffffff]);
    expect([...run({ body: 'y[i] = x[i];', x, count: 6 })]).toEqual([...x]);
  });
});
