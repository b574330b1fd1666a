import { expect, test } from 'vitest';
import { topOf } from './chart-axes.ts';

test('a text of one symbol, whose losses are all zero, has an axis from 0 to 1', () => {
  expect(topOf([0, 0, 0], [0, 0, 0], false)).toBe(1);
  expect(topOf([], [], false)).toBe(1);
});

test('reference lines have room above them; points go as far as they go', () => {
  expect(topOf([0.2], [4, 3], false)).toBeCloseTo(4.08);
  expect(topOf([0.2], [5], true)).toBeCloseTo(8);
  expect(topOf([0.2], [], false)).toBeUndefined();
  expect(topOf([0.2], [0], false)).toBe(0);
});
