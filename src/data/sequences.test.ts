import { describe, expect, it } from 'vitest';
import { maskedTarget } from '../ops/masked-target.ts';
import { askedSteps, sampleOf, stretch } from './sequences.ts';

const line = (tokens: number[], targets: number[]) => ({
  tokens: Uint32Array.from(tokens),
  targets: Uint32Array.from(targets),
});

describe('the time steps that are asked', () => {
  it('are all of a stretch but the last, and none where nothing is wanted', () => {
    expect(askedSteps(stretch([3, 1, 4]))).toBe(2);
    for (const none of [stretch([]), stretch([3]), line([1, 2], [maskedTarget, maskedTarget])]) {
      expect(askedSteps(none)).toBe(0);
      expect(askedSteps(none, true)).toBe(0);
    }
  });

  it('end with the last that is wanted, or with the line where later words tell', () => {
    const early = line([1, 2, 3, 4], [maskedTarget, 7, maskedTarget, maskedTarget]);
    expect(askedSteps(early)).toBe(2);
    expect(askedSteps(early, true)).toBe(4);
    // several answers at each time step
    const wide = line([1, 2], [0, 1, 1, 0]);
    expect(askedSteps(wide)).toBe(2);
  });
});

describe('a sample of rows', () => {
  const rowsOf = (lengths: readonly number[]) =>
    lengths.map((length, row) => ({
      inputs: Array<number>(length).fill(row),
      targets: Array<number>(length).fill(row),
    }));
  const taken = (lengths: readonly number[], timeSteps: number) =>
    sampleOf(rowsOf(lengths), timeSteps).map(({ tokens }) => tokens[0]);

  it('is spread over all of them, as many as take so many time steps', () => {
    expect(taken(Array<number>(100).fill(5), 50)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(taken([3, 3, 3], 1000)).toEqual([0, 1, 2]);
  });

  it('is smaller where one is far longer than the others, and one row at least', () => {
    const lengths = Array<number>(100).fill(5);
    lengths[50] = 60;
    expect(taken(lengths, 50).length).toBeLessThan(10);
    expect(taken([500, 400], 50)).toEqual([0]);
    expect(taken([1], 0)).toEqual([0]);
    expect(taken([], 50)).toEqual([]);
  });
});
