import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutation, RandomWords } from './permutation.ts';
import { splitRows } from './split-rows.ts';

const same = (row: string) => row;

describe('rows held out', () => {
  it('are a share of all, and a function of rows and seed', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => `row ${index}`);
    const { train, heldOut } = splitRows(rows, 10, 3, same);
    expect([train.length, heldOut.length]).toEqual([900, 100]);
    expect(splitRows(rows, 10, 3, same)).toEqual({ train, heldOut });
    expect(splitRows(rows, 10, 4, same).heldOut).not.toEqual(heldOut);
    // not the last ones: lists are sorted
    expect(heldOut.filter((row) => rows.indexOf(row) < 500).length).toBeGreaterThan(30);
    expect(splitRows(rows, 0, 3, same)).toEqual({ train: rows, heldOut: [] });
  });

  it('lose no row, keep equal rows together, and leave something to train on', () => {
    const rows = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 100 }), fc.nat(), (given, percent, seed) => {
        const { train, heldOut } = splitRows(given, percent, seed, same);
        expect([...train, ...heldOut].sort()).toEqual([...given].sort());
        expect(heldOut.filter((row) => train.includes(row))).toEqual([]);
        expect(train.length).toBeGreaterThan(0);
        expect(heldOut.length).toBeLessThanOrEqual(Math.round((given.length * percent) / 100));
      }),
    );
  });
});

describe('a permutation', () => {
  it('has every number once, in any order alike', () => {
    const counts = new Map<string, number>();
    for (let row = 0; row < 6000; row++) {
      const order = permutation(3, new RandomWords(1, 2, row)).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['012', '021', '102', '120', '201', '210']);
    // 1000 expected of each; a standard deviation is 29
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
    expect([...permutation(0, new RandomWords(1, 2))]).toEqual([]);
  });
});
