/** What a net reads of labelled texts: characters or words, those of the training part. */
import type { Settings } from '../../config/settings.ts';
import { Characters } from '../../data/tokens/characters.ts';
import type { Encoded, TokenSet } from '../../data/tokens/token-set.ts';
import { segmentWords } from '../../data/tokens/word-segments.ts';
import { Words } from '../../data/tokens/words.ts';
import { Vocabulary } from '../../data/vocabulary.ts';
import type { LabelledRow } from '../../data/rows/labelled.ts';

/** Words that occur less often are unknown, so that a net learns what to make of those. */
const leastCount = 2;

/** Pieces of a text, and the set of those that are known. */
export interface Reader {
  tokens: TokenSet;
  encode(text: string): Encoded;
  /** Those of a text that are in the set, or stand for what is not: one for each time step. */
  cut(text: string): string[];
}

/** @param limit tokens at most */
export function readerOf(
  train: readonly LabelledRow[],
  reads: Settings['reads'],
  limit: number,
): Reader {
  if (reads === 'word') return wordReader(train, limit);
  const counted = Vocabulary.fromText(train.map(({ text }) => text).join(''));
  const kept = mostFrequent(counted, limit);
  const tokens = new Characters(kept);
  const known = new Set(kept.symbols);
  return {
    tokens,
    encode: (text) => tokens.encode(text),
    cut: (text) => Array.from(text).filter((character) => known.has(character)),
  };
}

function wordReader(train: readonly LabelledRow[], limit: number): Reader {
  const counts = new Map<string, number>();
  for (const { text } of train) {
    for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const tokens = Words.fromCounts(counts, { limit, leastCount });
  return { tokens, encode: (text) => tokens.encodeWords(wordsOf(text)), cut: wordsOf };
}

/** Whether a word begins a sentence says nothing of the class of the text. */
function wordsOf(text: string): string[] {
  return segmentWords(text.toLowerCase());
}

function mostFrequent(vocabulary: Vocabulary, limit: number): Vocabulary {
  if (vocabulary.size <= limit) return vocabulary;
  const { symbols, counts } = vocabulary;
  const order = [...symbols.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  return Vocabulary.fromText(
    order
      .slice(0, limit)
      .map((id) => symbols[id])
      .join(''),
  );
}
