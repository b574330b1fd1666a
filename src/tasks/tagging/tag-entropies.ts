/** What can be told of tags without reading anything around the word: reference losses, in nats. */
import { chanceLoss, unigramEntropy } from '../../data/statistics.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import type { EncodedSentence } from './vocabulary.ts';

export type TagEntropies = Pick<TextInfo, 'chanceLoss' | 'unigramEntropy' | 'bigramEntropy'>;

/**
 * Of a guess among all alike; of one that knows how frequent each is; and of one that knows the word
 * too, which is the least without a look at its neighbours.
 */
export function tagEntropies(sentences: readonly EncodedSentence[], labels: number): TagEntropies {
  const ofAll = new Uint32Array(labels);
  const ofWord = new Map<number, Uint32Array>();
  for (const { words, tags } of sentences) {
    for (let at = 0; at < words.length; at++) {
      const counts = ofWord.get(words[at]) ?? new Uint32Array(labels);
      ofWord.set(words[at], counts);
      counts[tags[at]]++;
      ofAll[tags[at]]++;
    }
  }
  const total = (counts: Uint32Array) => counts.reduce((sum, count) => sum + count, 0);
  const nats = [...ofWord.values()].reduce(
    (sum, counts) => sum + total(counts) * unigramEntropy(counts),
    0,
  );
  return {
    chanceLoss: chanceLoss(labels),
    unigramEntropy: unigramEntropy(ofAll),
    bigramEntropy: nats / Math.max(1, total(ofAll)),
  };
}
