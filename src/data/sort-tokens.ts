/**
 * Sorts the positions of a batch by their token, so that the gradient of an embedding row can be
 * summed by one invocation in a fixed order: no float atomics, the same sum every time.
 */
import { ShapeError } from '../lib/errors.ts';
import { noToken } from '../ops/no-token.ts';

/**
 * Counting sort, stable: `order` gets the positions 0…tokens.length−1 by rising token and, within
 * a token, by rising position; positions of token v are `order[rowStart[v] … rowStart[v + 1] − 1]`.
 * Positions at which nothing is read (`noToken`) are in no row and have no place in `order`.
 * `order` holds at least `tokens.length` entries, `rowStart` at least `vocabSize + 1`. Allocates
 * nothing. Throws a ShapeError on a token outside the vocabulary.
 */
export function sortTokens(
  tokens: Uint32Array,
  vocabSize: number,
  into: { order: Uint32Array; rowStart: Uint32Array },
): void {
  const { order, rowStart } = into;
  rowStart.fill(0, 0, vocabSize + 1);
  for (let position = 0; position < tokens.length; position++) {
    const token = tokens[position];
    if (token === noToken) continue;
    if (token >= vocabSize) {
      throw new ShapeError({
        where: 'sort tokens',
        what: 'token outside the vocabulary',
        values: { token, position, vocabSize },
        advice: 'Encode the text with the vocabulary of this net',
      });
    }
    rowStart[token + 1]++;
  }
  for (let token = 0; token < vocabSize; token++) rowStart[token + 1] += rowStart[token];
  // Placing moves each start to the start of the next row; afterwards they are moved back.
  for (let position = 0; position < tokens.length; position++) {
    const token = tokens[position];
    if (token !== noToken) order[rowStart[token]++] = position;
  }
  rowStart.copyWithin(1, 0, vocabSize);
  rowStart[0] = 0;
}
