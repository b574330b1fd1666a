import { describe, expect, it } from 'vitest';
import { lstm } from '../cells/lstm.ts';
import { rnnRelu } from '../cells/rnn-relu.ts';
import { agrees, meanRounding, nudges, slopeOf, suitingNudge } from './weight-check.ts';

const pointsOf = (loss: (weight: number) => number, centre: number, epsilon: number) =>
  nudges.map((factor) => {
    const weight = centre + factor * epsilon;
    return { weight, loss: loss(weight) };
  });
const others = { value: 1, nudge: 0.25, loss: 1, summands: [] };

describe('a measured slope', () => {
  it('is exact where the loss is a straight line', () => {
    const slope = slopeOf(
      pointsOf((w) => 3 - 2 * w, 1, 0.25),
      1e-7,
    );
    expect(slope).toEqual({ above: 0.5, below: 1.5, slope: -2, rounding: 4e-7, bend: 0 });
  });

  it('says how far it may be off where the loss bends, evenly, unevenly or in a corner', () => {
    const curves: [loss: (w: number) => number, gradient: number][] = [
      [(w) => w ** 2, 2],
      [(w) => (w - 1) ** 3, 0],
      [(w) => Math.exp(w), Math.E],
      [(w) => Math.max(0, w - 1.125), 0],
    ];
    for (const [loss, gradient] of curves) {
      const slope = slopeOf(pointsOf(loss, 1, 0.25), 0);
      expect(slope.bend).toBeGreaterThan(0);
      expect(agrees({ ...others, ...slope, gradient })).toBe(true);
      expect(agrees({ ...others, ...slope, gradient: gradient + 2 * slope.bend })).toBe(false);
    }
  });

  it('agrees with nothing where it is no number', () => {
    const slope = slopeOf(
      pointsOf(() => NaN, 1, 0.25),
      1e-7,
    );
    expect(agrees({ ...others, ...slope, gradient: 0 })).toBe(false);
  });
});

describe('the nudge', () => {
  it('is the cube root of the last place of the loss, one digit of it', () => {
    expect([0, 1, 4.3, 100].map((loss) => suitingNudge(loss, lstm))).toEqual([
      0.005, 0.005, 0.008, 0.02,
    ]);
    expect(suitingNudge(4.3, rnnRelu)).toBe(0.0008);
    expect(suitingNudge(NaN, lstm)).toBe(0.01);
  });

  it('makes rounding weigh less the more tokens there are', () => {
    const once = meanRounding([4]);
    expect(once).toBe(2 ** -20);
    expect(meanRounding(new Array<number>(16).fill(4))).toBe(once / 4);
  });
});
