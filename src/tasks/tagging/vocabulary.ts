/** The words that a net knows, and sentences in numbers. */
import { Words } from '../../data/tokens/words.ts';
import type { Slices } from '../../lib/slices.ts';
import type { Sentence, Tags } from './tags.ts';

/** Words that a net is trained on so many times at least are known to it. */
const leastCount = 2;
/** Of few sentences too many words occur once: all are known then, and none is learned to be unknown. */
const mostUnknown = 0.3;
/** Sentences between two chances to pause. */
const blockLength = 4096;

/**
 * Words seen once are unknown, so that a net learns from them what to make of a name that it has never
 * seen: nothing but what stands around it can tell. Yields the sentences done.
 * @param limit tokens at most
 */
export function* wordsSlices(train: readonly Sentence[], limit: number): Slices<Words> {
  const counts = new Map<string, number>();
  let all = 0;
  for (let index = 0; index < train.length; index++) {
    if (index % blockLength === 0) yield index;
    for (const word of train[index].words) counts.set(word, (counts.get(word) ?? 0) + 1);
    all += train[index].words.length;
  }
  let unknown = 0;
  for (const count of counts.values()) if (count < leastCount) unknown += count;
  const isSmall = unknown > mostUnknown * all;
  return Words.fromCounts(counts, { limit, leastCount: isSmall ? 1 : leastCount });
}

/** A sentence in numbers. */
export interface EncodedSentence {
  words: ArrayLike<number>;
  tags: ArrayLike<number>;
}

/** Yields the sentences done. */
export function* encodeSlices(
  sentences: readonly Sentence[],
  words: Words,
  tags: Tags,
): Slices<EncodedSentence[]> {
  const encoded: EncodedSentence[] = [];
  for (const sentence of sentences) {
    if (encoded.length % blockLength === 0) yield encoded.length;
    const { tokens } = words.encodeWords(sentence.words);
    encoded.push({ words: tokens, tags: tags.encode(sentence) });
  }
  return encoded;
}
