/** What can be known about a text without any net: the reference lines of the loss chart, in nats. */
import type { Slices } from '../lib/slices.ts';

/** Tokens looked at between two chances to pause. */
const blockLength = 1 << 18;
/** Largest table of pairs that is kept whole: 16 MiB. */
const denseLimit = 1 << 22;

/** Loss of guessing among all symbols alike: ln V. */
export function chanceLoss(vocabSize: number): number {
  return Math.log(vocabSize);
}

/** Entropy of single characters with these counts: the least loss without any memory. */
export function unigramEntropy(counts: Uint32Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total === 0 ? 0 : clean(rowNats(counts) / total);
}

/**
 * Entropy of a character given the one before: the least loss with a memory of one character.
 * Exact for any vocabulary: large ones are counted row by row, with 2 bytes per token. Yields the
 * tokens done.
 */
export function bigramEntropySlices(
  tokens: Uint8Array | Uint16Array,
  vocabSize: number,
): Slices<number> {
  return vocabSize * vocabSize <= denseLimit
    ? countInTable(tokens, vocabSize)
    : countByRow(tokens, vocabSize);
}

function* countInTable(tokens: Uint8Array | Uint16Array, vocabSize: number): Slices<number> {
  const pairs = new Uint32Array(vocabSize * vocabSize);
  for (let from = 1; from < tokens.length; from += blockLength) {
    const blockEnd = Math.min(tokens.length, from + blockLength);
    for (let index = from; index < blockEnd; index++) {
      pairs[tokens[index - 1] * vocabSize + tokens[index]]++;
    }
    yield blockEnd;
  }
  let nats = 0;
  for (let row = 0; row < vocabSize; row++) {
    nats += rowNats(pairs.subarray(row * vocabSize, (row + 1) * vocabSize));
  }
  return perPair(nats, tokens.length);
}

/** Sorts the followers by the character before them, then counts one row after the other. */
function* countByRow(tokens: Uint8Array | Uint16Array, vocabSize: number): Slices<number> {
  const rowStart = new Uint32Array(vocabSize + 1);
  for (let index = 1; index < tokens.length; index++) rowStart[tokens[index - 1] + 1]++;
  for (let row = 0; row < vocabSize; row++) rowStart[row + 1] += rowStart[row];
  const next = rowStart.slice();
  const followers = new Uint16Array(Math.max(0, tokens.length - 1));
  for (let from = 1; from < tokens.length; from += blockLength) {
    const blockEnd = Math.min(tokens.length, from + blockLength);
    for (let index = from; index < blockEnd; index++) {
      followers[next[tokens[index - 1]]++] = tokens[index];
    }
    yield blockEnd;
  }
  let nats = 0;
  const counts = new Uint32Array(vocabSize);
  for (let row = 0; row < vocabSize; row++) {
    const followersOfRow = followers.subarray(rowStart[row], rowStart[row + 1]);
    for (const follower of followersOfRow) counts[follower]++;
    let weighted = 0;
    for (const follower of followersOfRow) {
      const count = counts[follower];
      if (count > 0) weighted += count * Math.log(count);
      counts[follower] = 0;
    }
    const total = followersOfRow.length;
    if (total > 0) nats += total * Math.log(total) - weighted;
    if (row % 256 === 0) yield tokens.length;
  }
  return perPair(nats, tokens.length);
}

/** Σ −n ln(n / total) over one row of counts. */
function rowNats(counts: Uint32Array): number {
  let total = 0;
  let weighted = 0;
  for (const count of counts) {
    if (count === 0) continue;
    total += count;
    weighted += count * Math.log(count);
  }
  return total === 0 ? 0 : total * Math.log(total) - weighted;
}

function perPair(nats: number, characters: number): number {
  return characters < 2 ? 0 : clean(nats / (characters - 1));
}

/** Rounding may leave a zero slightly negative. */
function clean(entropy: number): number {
  return Math.max(0, entropy);
}
