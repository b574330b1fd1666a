import { expect, it } from 'vitest';
import { exactMatch } from './exact-match.ts';

it('counts answers that are right to their end, and tells them by length', () => {
  const count = exactMatch.start();
  expect(count.values()).toEqual([0]);
  count.add([1, 2, 9], [1, 2, 9]);
  count.add([1, 2, 9], [1, 2, 3]);
  count.add([4, 9], [4, 9]);
  expect(count.values()).toEqual([2 / 3]);
  expect(count.labels?.()).toEqual([
    { label: '1', correct: 1, found: 1, gold: 1, f1: 1 },
    { label: '2', correct: 1, found: 2, gold: 2, f1: 0.5 },
  ]);
});
