/** Counts that write: only what stood there, as often as it did, and by the rules of the net. */
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../../lib/slices.ts';
import { countNGrams, wordsOf } from './n-grams.ts';

const nothingRead = 0xffffffff;
const end = 4;
// 0 1 2 end · 0 3 end · 0 1 1 end, and what is not asked for
const rows = [
  { inputs: [nothingRead, 0, 1, 2], targets: [0, 1, 2, end] },
  { inputs: [nothingRead, 0, 3], targets: [0, 3, end] },
  { inputs: [nothingRead, 0, 1, 1], targets: [0, 1, 1, nothingRead] },
];
const grams = runAtOnce(countNGrams(rows.length, (at) => rows[at], 5));
const usual = { temperature: 1, topK: 0 };

const lines = (order: 1 | 2, rules: object = usual, more: object = {}, count = 400) => {
  const words = wordsOf(7, order);
  const ends = { token: end, ...more };
  const write = () => grams.write(order, { limit: 6, ends }, { ...usual, ...rules }, words);
  return Array.from({ length: count }, write);
};

describe('what counts write', () => {
  it('begins and goes on as what it counted, as often', () => {
    const all = lines(2);
    const pairs = new Set(
      all.flatMap((line) => line.map((token, at) => `${line[at - 1]} ${token}`)),
    );
    expect([...pairs].sort()).toEqual(
      ['undefined 0', '0 1', '0 3', '1 1', '1 2', '2 4', '3 4'].sort(),
    );
    const second = all.map((line) => line[1]);
    // 2 of 3; three standard deviations of 400 draws
    expect(second.filter((token) => token === 1).length / 400).toBeCloseTo(2 / 3, 1);
    expect(all.every((line) => line.at(-1) === end || line.length === 6)).toBe(true);
    expect(lines(2)).toEqual(all);
  });

  it('knows no order where it counts single tokens', () => {
    const counts = new Map<number, number>();
    const drawn = lines(1, usual, {}, 2000).flat();
    for (const token of drawn) counts.set(token, (counts.get(token) ?? 0) + 1);
    const share = (token: number) => (counts.get(token) ?? 0) / drawn.length;
    // of ten: 0, 1 three times each, the end twice, 2 and 3 once
    expect([0, 1, 2, 3].map((token) => Math.round(share(token) * 10))).toEqual([3, 3, 1, 1]);
  });

  it('keeps the rules: likeliest, few, barred, and how long', () => {
    expect(new Set(lines(2, { temperature: 0 }).map(String)).size).toBe(1);
    expect(lines(2, { topK: 1 })).toEqual(lines(2, { temperature: 0 }));
    expect(lines(2, { topP: 0.5 }).every((line) => line[1] === 1)).toBe(true);
    expect(lines(2, { barred: [1] }).every((line) => !line.includes(1))).toBe(true);
    const long = lines(2, { barred: [1, 2] }, { least: 4, isLast: true });
    expect(long.every((line) => line.length >= 5 && line.at(-1) === end)).toBe(true);
    expect(long.flat().some((token) => token === 1 || token === 2)).toBe(false);
  });
});
