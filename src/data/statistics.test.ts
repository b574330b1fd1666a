import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../lib/slices.ts';
import { bigramEntropySlices, chanceLoss, unigramEntropy } from './statistics.ts';

const bigramEntropy = (tokens: ArrayLike<number>, vocabSize: number) =>
  runAtOnce(bigramEntropySlices(Uint16Array.from(tokens), vocabSize));

/** H(next | before) = H(pairs) − H(before), straight from the definition. */
function reference(tokens: number[]): number {
  const entropy = (keys: string[]) => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts.values()].reduce(
      (sum, count) => sum - (count / keys.length) * Math.log(count / keys.length),
      0,
    );
  };
  const before = tokens.slice(0, -1);
  return (
    entropy(before.map((token, index) => `${token},${tokens[index + 1]}`)) -
    entropy(before.map(String))
  );
}

describe('reference lines', () => {
  it('has ln V as the loss of chance', () => {
    expect(chanceLoss(1)).toBe(0);
    expect(chanceLoss(73)).toBeCloseTo(4.290459441148391, 12);
  });

  it('measures single characters', () => {
    expect(unigramEntropy(Uint32Array.of(5, 5, 0, 5, 5))).toBeCloseTo(Math.log(4), 12);
    expect(unigramEntropy(Uint32Array.of(1, 3))).toBeCloseTo(0.5623351446188083, 12);
    expect(unigramEntropy(Uint32Array.of(9))).toBe(0);
    expect(unigramEntropy(new Uint32Array(0))).toBe(0);
  });

  it('finds nothing uncertain in a text that repeats itself', () => {
    expect(bigramEntropy([0, 1, 2, 0, 1, 2, 0], 3)).toBe(0);
    expect(bigramEntropy([0, 0, 0], 1)).toBe(0);
    expect(bigramEntropy([0], 1)).toBe(0);
    expect(bigramEntropy([], 0)).toBe(0);
  });

  it('agrees with the definition, for small vocabularies and for large ones', () => {
    const texts = fc.array(fc.nat(6), { minLength: 2, maxLength: 300 });
    fc.assert(
      fc.property(texts, (tokens) => {
        const expected = reference(tokens);
        expect(Math.abs(bigramEntropy(tokens, 7) - expected)).toBeLessThan(1e-9);
        const spread = tokens.map((token) => token * 9000);
        expect(Math.abs(bigramEntropy(spread, 65_536) - expected)).toBeLessThan(1e-9);
      }),
    );
  });

  it('is at most the entropy of single characters for a long text', () => {
    const tokens = Array.from({ length: 5000 }, (_, index) => (index * index) % 11);
    const counts = new Uint32Array(11);
    for (const token of tokens) counts[token]++;
    expect(bigramEntropy(tokens, 11)).toBeLessThan(unigramEntropy(counts));
  });
});
