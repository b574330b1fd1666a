import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noToken } from '../ops/no-token.ts';
import { sortTokens } from './sort-tokens.ts';

function sorted(tokens: number[], vocabSize: number) {
  const order = new Uint32Array(tokens.length);
  const rowStart = new Uint32Array(vocabSize + 1);
  sortTokens(Uint32Array.from(tokens), vocabSize, { order, rowStart });
  return { order: [...order], rowStart: [...rowStart] };
}

it('groups positions by token and keeps their order', () => {
  expect(sorted([2, 0, 2, 3, 0], 5)).toEqual({
    order: [1, 4, 0, 2, 3],
    rowStart: [0, 2, 2, 4, 5, 5],
  });
});

it('agrees with a stable comparison sort for any batch', () => {
  const batches = fc
    .integer({ min: 1, max: 40 })
    .chain((size) => fc.tuple(fc.array(fc.nat(size - 1), { maxLength: 200 }), fc.constant(size)));
  fc.assert(
    fc.property(batches, ([tokens, size]) => {
      const { order, rowStart } = sorted(tokens, size);
      expect(order).toEqual(tokens.map((_, index) => index).sort((a, b) => tokens[a] - tokens[b]));
      for (let token = 0; token < size; token++) {
        const count = tokens.filter((other) => other === token).length;
        expect(rowStart[token + 1] - rowStart[token]).toBe(count);
      }
    }),
  );
});

it('writes over what an earlier batch left behind and leaves longer arrays alone beyond its part', () => {
  const order = new Uint32Array(6).fill(99);
  const rowStart = new Uint32Array(5).fill(99);
  sortTokens(Uint32Array.of(1, 0), 2, { order, rowStart });
  expect([...order]).toEqual([1, 0, 99, 99, 99, 99]);
  expect([...rowStart]).toEqual([0, 1, 2, 99, 99]);
});

it('refuses a token outside the vocabulary', () => {
  expect(() => sorted([0, 4], 4)).toThrow(
    'sort tokens: token outside the vocabulary: token 4, position 1, vocabSize 4.',
  );
});

it('leaves out positions at which nothing is read', () => {
  expect(sorted([noToken, 1, noToken, 0, 1], 3)).toEqual({
    order: [3, 1, 4, 0, 0],
    rowStart: [0, 1, 3, 3],
  });
});
