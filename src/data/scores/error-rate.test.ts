import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, errorRate, phoneErrorInfo } from './error-rate.ts';

const tokens = (word: string) => Array.from(word, (letter) => letter.charCodeAt(0));
const distance = (a: string, b: string) => editDistance(tokens(a), tokens(b));

/** By its definition: of what is done with the last token of each, the best. */
function plainly(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return a.length + b.length;
  const [shortA, shortB] = [a.slice(0, -1), b.slice(0, -1)];
  return Math.min(
    plainly(shortA, b) + 1,
    plainly(a, shortB) + 1,
    plainly(shortA, shortB) + (a.at(-1) === b.at(-1) ? 0 : 1),
  );
}

describe('the error rate', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['saturday', 'sunday', 3],
    ['intention', 'execution', 5],
    ['ab', 'ba', 2],
  ])('needs so many edits from %j to %j: %i', (a, b, edits) => {
    expect(distance(a, b)).toBe(edits);
  });

  it('is what its definition says of any two', () => {
    const word = fc.array(fc.nat(2), { maxLength: 5 });
    fc.assert(fc.property(word, word, (a, b) => editDistance(a, b) === plainly(a, b)));
  });

  it('is over all tokens that are wanted, and may be more than 1', () => {
    const count = errorRate(phoneErrorInfo).start();
    expect(count.values()).toEqual([0]);
    count.add([1, 2, 3], [1, 2, 3]);
    count.add([1], []);
    expect(count.values()).toEqual([1 / 4]);
    count.add([1], [2, 2, 2, 2, 2, 2, 2]);
    expect(count.values()).toEqual([8 / 5]);
  });
});
