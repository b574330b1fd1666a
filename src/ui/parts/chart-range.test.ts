import { describe, expect, it } from 'vitest';
import { chartRange } from './chart-range.ts';

const references = [4.29, 2.95, 2.4];
const linear = { references, isLogarithmic: false, cuts: true };
/** A loss that falls from chance. */
const curve = Array.from({ length: 400 }, (_, step) => 1.5 + 2.8 * Math.exp(-step / 60));
const withSpike = (height: number, steps = 1) =>
  curve.map((loss, step) => (step >= 300 && step < 300 + steps ? height : loss));

describe('the range of a chart', () => {
  it('holds all values and references of a run that is well', () => {
    expect(chartRange(curve, linear)).toEqual({ min: 2.4, max: 4.29 * 1.02, isCut: false });
    expect(chartRange(withSpike(9), linear).isCut).toBe(false);
  });

  it.each([12, 3000, 6.6e29])(
    'cuts off a spike of %d, so that the curve can still be read',
    (spike) => {
      for (const steps of [1, 10, 90]) {
        const { min, max, isCut } = chartRange(withSpike(spike, steps), linear);
        expect([min, isCut]).toEqual([2.4, true]);
        expect(max).toBeGreaterThan(4.29);
        expect(max).toBeLessThan(5);
      }
    },
  );

  it('cuts off nothing where it has diverged for good, or where nobody asks for it', () => {
    expect(chartRange(withSpike(134, 100), linear).isCut).toBe(true);
    expect(chartRange([...curve, ...new Array<number>(200).fill(134)], linear).isCut).toBe(false);
    expect(chartRange(withSpike(3000), { ...linear, cuts: false }).isCut).toBe(false);
  });

  it('shows all of a loss that is high and noisy', () => {
    const wild = Array.from({ length: 200 }, (_, step) => 120 + 100 * Math.sin(step * step));
    expect(chartRange([4.3, 517, ...wild], linear).isCut).toBe(false);
  });

  it('is open again as soon as the spike is gone', () => {
    expect(chartRange(withSpike(3000).slice(0, 300), linear).isCut).toBe(false);
    expect(chartRange([], linear)).toEqual({ min: 2.4, max: 4.29 * 1.02, isCut: false });
  });

  it('needs no references: gradient norms on a logarithmic axis', () => {
    const norms = { references: [], isLogarithmic: true, cuts: true };
    const usual = Array.from({ length: 100 }, (_, step) => 0.3 + (step % 10) / 10);
    expect(chartRange([...usual, 30], norms).isCut).toBe(false);
    const { max, isCut } = chartRange([...usual, 6.6e29, 0], norms);
    expect(isCut).toBe(true);
    expect(max).toBeGreaterThan(1.2);
    expect(max).toBeLessThan(10);
  });

  it('begins at 0 and has a height where all is 0: a text of one symbol', () => {
    const flat = { references: [0, 0, 0], isLogarithmic: false, cuts: true };
    expect(chartRange([0, 0, 0], flat)).toEqual({ min: 0, max: 1, isCut: false });
    expect(chartRange([], { ...flat, references: [] })).toEqual({ min: 0, max: 1, isCut: false });
    const norms = { references: [], isLogarithmic: true, cuts: true };
    expect(chartRange([0, 0], norms)).toEqual({ min: 0.1, max: 1, isCut: false });
  });
});
