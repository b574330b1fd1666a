import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { threefry2x32, uniformFloats, unitFloat } from './random.ts';

function words(key: [number, number], counter: [number, number]): string[] {
  const out = new Uint32Array(2);
  threefry2x32(key[0], key[1], counter[0], counter[1], out);
  return [...out].map((word) => word.toString(16).padStart(8, '0'));
}

describe('threefry2x32', () => {
  it('gives the known answers of Random123', () => {
    expect(words([0, 0], [0, 0])).toEqual(['6b200159', '99ba4efe']);
    const ones = 0xffffffff;
    expect(words([ones, ones], [ones, ones])).toEqual(['1cb996fc', 'bb002be7']);
    expect(words([0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3])).toEqual([
      'c4923a9c',
      '483df7a0',
    ]);
  });

  it('changes about half of the bits when one bit of key or counter changes', () => {
    const word = fc.nat(0xffffffff);
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.nat(3), fc.nat(31), (input, place, bit) => {
        const before = new Uint32Array(2);
        const after = new Uint32Array(2);
        threefry2x32(...input, before);
        const changed: typeof input = [...input];
        changed[place] = (changed[place] ^ (1 << bit)) >>> 0;
        threefry2x32(...changed, after);
        const differing = [0, 1]
          .map((index) => (before[index] ^ after[index]) >>> 0)
          .reduce((sum, value) => sum + value.toString(2).replaceAll('0', '').length, 0);
        expect(differing).toBeGreaterThan(6);
        expect(differing).toBeLessThan(58);
      }),
    );
  });
});

describe('uniformFloats', () => {
  it('turns the upper 24 bits of a word into a fraction below one', () => {
    expect(unitFloat(0)).toBe(0);
    expect(unitFloat(0xff)).toBe(0);
    expect(unitFloat(0x80000000)).toBe(0.5);
    expect(unitFloat(0xffffffff)).toBe(1 - 2 ** -24);
    expect(Math.fround(unitFloat(0xffffffff))).toBeLessThan(1);
  });

  it('starts a longer request with the shorter one', () => {
    const long = uniformFloats(7, 3, 101, -1, 1);
    for (const count of [0, 1, 2, 17, 100]) {
      expect(uniformFloats(7, 3, count, -1, 1)).toEqual(long.subarray(0, count));
    }
  });

  it('is even over the range and differs between streams and seeds', () => {
    const values = uniformFloats(1, 0, 100_000, -2, 3);
    const buckets = new Array<number>(10).fill(0);
    for (const value of values) {
      buckets[Math.floor((value + 2) * 2)]++;
    }
    expect(buckets.length).toBe(10);
    for (const bucket of buckets) expect(Math.abs(bucket - 10_000)).toBeLessThan(500);
    expect(uniformFloats(1, 1, 4, -2, 3)).not.toEqual(values.subarray(0, 4));
    expect(uniformFloats(2, 0, 4, -2, 3)).not.toEqual(values.subarray(0, 4));
  });
});
