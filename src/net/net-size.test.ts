import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { SettingsError } from '../lib/errors.ts';
import { assertWithinBudget, assertWithinLimits, largestFitting, withWayOut } from './net-size.ts';

const settings: Settings = { ...defaultSettings(), batchSize: 100, timeSteps: 64, hiddenSize: 128 };
/** As a net's memory grows: with batch and time steps, and with the square of the units. */
const bytesOf = ({ batchSize, timeSteps, hiddenSize }: Settings) =>
  40 * batchSize * timeSteps * hiddenSize + 64 * hiddenSize ** 2;
const within = (budget: number) => (one: Settings) => bytesOf(one) <= budget;

describe('the largest net that fits', () => {
  it('has a smaller batch where that is enough, to within one step', () => {
    const fits = within(bytesOf({ ...settings, batchSize: 61 }));
    const fitting = largestFitting(settings, fits);
    expect(fitting).toEqual({ batchSize: 60 });
    expect(fits({ ...settings, batchSize: 64 })).toBe(false);
  });

  it('has fewer time steps, then fewer units, where it is not', () => {
    const few = within(bytesOf({ ...settings, batchSize: 4, timeSteps: 24 }));
    expect(largestFitting(settings, few)).toEqual({ batchSize: 4, timeSteps: 24 });
    const fewer = within(bytesOf({ ...settings, batchSize: 4, timeSteps: 8, hiddenSize: 40 }));
    expect(largestFitting(settings, fewer)).toEqual({
      batchSize: 4,
      timeSteps: 8,
      hiddenSize: 40,
    });
  });

  it('is not offered where nothing fits', () => {
    expect(largestFitting(settings, () => false)).toBeNull();
  });
});

describe('a net that does not fit', () => {
  const refusalOf = (act: () => void) => {
    try {
      act();
    } catch (error) {
      if (error instanceof SettingsError) return error;
    }
    throw new Error('it was not refused');
  };

  it('is refused with the bytes, what would fit, and the choice to build it all the same', () => {
    const budget = bytesOf({ ...settings, batchSize: 32 });
    const check = (one: Settings) => assertWithinBudget(bytesOf(one), budget);
    const { problem, remedies } = refusalOf(() => withWayOut(settings, check));
    expect(problem).toEqual({
      code: 'over memory budget',
      values: { bytes: bytesOf(settings), budget },
    });
    expect(remedies).toEqual([
      { kind: 'settings', settings: { batchSize: 32 } },
      { kind: 'all the same' },
    ]);
    withWayOut({ ...settings, batchSize: 32 }, check);
  });

  it('can be built on fewer symbols where those are too many', () => {
    const check = ({ symbols, hiddenSize }: Settings) =>
      assertWithinBudget(Math.min(symbols, 30_000) * hiddenSize * 4, 2 ** 20);
    const large = { ...settings, batchSize: 4, timeSteps: 8, hiddenSize: 128 };
    const { remedies } = refusalOf(() => withWayOut(large, check));
    expect(remedies).toEqual([
      { kind: 'settings', settings: { hiddenSize: 8 } },
      { kind: 'settings', settings: { symbols: 2048 } },
      { kind: 'all the same' },
    ]);
    withWayOut({ ...large, symbols: 2048 }, check);
    // too large with any text: fewer symbols are no way out
    const narrow = (one: Settings) => assertWithinBudget(one.hiddenSize * 4, 64);
    expect(refusalOf(() => withWayOut(large, narrow)).remedies).toHaveLength(2);
  });

  it('is refused for a single buffer: weights, moments, the copy for saving', () => {
    const buffers = [
      { name: 'parameters', kind: 'parameters', bytes: 100 },
      { name: 'gradients', kind: 'gradients', bytes: 100 },
      { name: 'moments', kind: 'moments', bytes: 200 },
    ] as const;
    const limits = { maxBufferBytes: 300, maxBindingBytes: 200 };
    expect(() => assertWithinLimits(buffers, limits)).not.toThrow();
    const narrow = () => assertWithinLimits(buffers, { ...limits, maxBindingBytes: 199 });
    expect(narrow).toThrow('part too large: part moments, bytes 200, largest 199');
    const small = () => assertWithinLimits(buffers, { ...limits, maxBufferBytes: 299 });
    expect(small).toThrow('copy too large: bytes 300, largest 299');
  });
});
