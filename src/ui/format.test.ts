/** Numbers as the page shows them. */
import { describe, expect, it } from 'vitest';
import { date, lossWords, megabytes } from './format.ts';

describe('a loss', () => {
  it.each([
    [2.31789, '2.3179'],
    [0.00123, '0.0012'],
    [0.000321, '0.000321'],
    [3.2149e-5, '3.21e-5'],
    [0, '0.0000'],
    [NaN, '–'],
  ])('of %d is %s', (loss, shown) => {
    expect(lossWords(loss)).toBe(shown);
  });
});

describe('room on a disk', () => {
  it.each([
    [0, '0 kB'],
    [1, '1 kB'],
    [31_400, '31 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [12_400_000, '12.4 MB'],
    [500e6, '500 MB'],
    [2_345e6, '2,345 MB'],
    [12.3e9, '12 GB'],
    [NaN, '–'],
  ])('%d bytes are %s', (bytes, shown) => {
    expect(megabytes(bytes)).toBe(shown);
  });

  it('and a date has day, month, year and time', () => {
    expect(date(Date.UTC(2026, 10, 27, 12, 30))).toMatch(/^2[678] Nov 2026, \d\d:\d\d$/);
  });
});
