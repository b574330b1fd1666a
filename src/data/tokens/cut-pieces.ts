/** A text as pieces of words: byte-pair encoding learned on what is trained on. */
import { asPart, type Slices } from '../../lib/slices.ts';
import { mergesSlices } from './byte-pair-merges.ts';
import { byteCount, BytePairs, cutForMerging } from './byte-pairs.ts';
import type { CutText, NumberedText } from './cut-text.ts';
import { type Sentence, sentenceText } from './sentences.ts';
import { tokenArray } from './token-set.ts';

/**
 * Of a text that goes on, each sentence with what stands between it and the next; of sentences that
 * are ended, each by itself, on one line. Yields the code units cut.
 * @param limit tokens at most, but the single bytes in any case
 */
export function* cutPieces(
  text: string,
  sentences: readonly Sentence[],
  { limit, hasEnd }: { limit: number; hasEnd: boolean },
): Slices<CutText> {
  const words: string[][] = [];
  for (const [at, sentence] of sentences.entries()) {
    const from = at > 0 ? sentence.from : 0;
    const withRest = () => text.slice(from, sentences[at + 1]?.from ?? text.length);
    words.push(cutForMerging(hasEnd ? sentenceText(text, sentence) : withRest()));
    yield sentence.to;
  }
  const most = Math.max(0, limit - byteCount - (hasEnd ? 1 : 0));
  return { numbered: (trained) => numbered(words, { most, hasEnd }, trained) };
}

function* numbered(
  words: readonly string[][],
  { most, hasEnd }: { most: number; hasEnd: boolean },
  trained: number,
): Slices<NumberedText> {
  const counts = new Map<string, number>();
  for (const word of words.slice(0, trained).flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const set = new BytePairs(yield* asPart(mergesSlices(counts, most), () => 0), hasEnd);
  const ends = new Uint32Array(words.length);
  const ids: number[] = [];
  for (const [at, sentence] of words.entries()) {
    for (const word of sentence) ids.push(...set.encodeWord(word));
    if (set.end !== undefined) ids.push(set.end);
    ends[at] = ids.length;
    yield at;
  }
  const tokens = tokenArray(set.size, ids.length);
  tokens.set(ids);
  return { set, tokens, ends, unknown: 0, spelling: 0 };
}
