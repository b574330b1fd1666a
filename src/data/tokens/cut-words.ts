/** A text as words: the frequent ones of what is trained on, `<UNK>` for all others, `<EOS>` behind sentences. */
import { runAtOnce, type Slices } from '../../lib/slices.ts';
import type { Coverage, CutText, NumberedText } from './cut-text.ts';
import { type Sentence, sentenceSlices } from './sentences.ts';
import { Spacing } from './spacing.ts';
import { Spelling } from './spelling.ts';
import { endLabel, tokenArray } from './token-set.ts';
import { segmentWords } from './word-segments.ts';
import { Words } from './words.ts';

/** What occurs but once is unknown, so that a net learns what to make of words that it does not know. */
const leastCount = 2;
/** Sizes at which the share of unknown words is told. */
const sizesTold = 40;
const smallest = 16;

/** Different words, and each word of a text by its number among them. */
interface CutWords {
  types: readonly string[];
  ids: Uint32Array;
  /** Behind the last word of each sentence. */
  ends: Uint32Array;
  limit: number;
  /** Different characters in the text. */
  alphabet: number;
  /** Of all of it: how it looks, nobody is measured by. */
  spacing: Spacing;
}

/** @param limit tokens at most. Yields the code units cut */
export function* cutWords(
  text: string,
  sentences: readonly Sentence[],
  limit: number,
): Slices<CutText> {
  const numbers = new Map<string, number>();
  const characters = new Set<string>();
  const ids: number[] = [];
  const ends = new Uint32Array(sentences.length);
  const spacing = new Spacing();
  for (const [at, { from, to }] of sentences.entries()) {
    const sentence = text.slice(from, to);
    const words = segmentWords(sentence);
    spacing.learn(sentence, words);
    for (const word of words) {
      let id = numbers.get(word);
      if (id === undefined) {
        numbers.set(word, (id = numbers.size));
        for (const character of word) characters.add(character);
      }
      ids.push(id);
    }
    ends[at] = ids.length;
    yield to;
  }
  const types = [...numbers.keys()];
  const alphabet = characters.size;
  const cut = { types, ids: Uint32Array.from(ids), ends, limit, alphabet, spacing };
  return { numbered: (trained) => numbered(cut, trained) };
}

function* numbered(cut: CutWords, trained: number): Slices<NumberedText> {
  const { types, ids, ends, limit, spacing } = cut;
  const border = trained > 0 ? ends[trained - 1] : 0;
  const counts = countsOf(ids.subarray(0, border), types.length);
  const set = Words.fromCounts(namedCounts(types, counts), {
    ...{ limit, leastCount, cut: wordsIn, spacing },
  });
  const tokenOf = set.encodeWords(types).tokens;
  const tokens = tokenArray(set.size, ids.length + ends.length);
  let at = 0;
  let from = 0;
  for (const [sentence, end] of ends.entries()) {
    while (from < end) tokens[at++] = tokenOf[ids[from++]];
    tokens[at++] = set.end;
    yield sentence;
  }
  const heldOut = countsOf(ids.subarray(border), types.length);
  const isUnknown = (type: number) => tokenOf[type] === set.unknown;
  const spelling = new Spelling(
    types.flatMap((type, id) => (isUnknown(id) ? [[type, counts[id]] as const] : [])),
    cut.alphabet,
  );
  const unknown = [...types.keys()].filter((id) => isUnknown(id) && heldOut[id] > 0);
  return {
    set,
    tokens,
    ends: ends.map((end, sentence) => end + sentence + 1),
    unknown: unknown.reduce((sum, id) => sum + heldOut[id], 0),
    spelling: unknown.reduce((sum, id) => sum + heldOut[id] * spelling.nats(types[id]), 0),
    coverage: coverageOf(cut, counts, heldOut, ends.length - trained),
  };
}

/** Words of a text in words, `<EOS>` between its sentences; behind the last it is still to come. */
function wordsIn(text: string): string[] {
  return runAtOnce(sentenceSlices(text)).flatMap(({ from, to }, at) => {
    const words = segmentWords(text.slice(from, to));
    return at > 0 ? [endLabel, ...words] : words;
  });
}

function countsOf(ids: Uint32Array, types: number): Uint32Array {
  const counts = new Uint32Array(types);
  for (const id of ids) counts[id]++;
  return counts;
}

function namedCounts(types: readonly string[], counts: Uint32Array): Map<string, number> {
  return new Map(types.map((type, id) => [type, counts[id]] as const));
}

/** @param sentences that are held out: their ends are known to any set */
function coverageOf(
  { types }: CutWords,
  counts: Uint32Array,
  heldOut: Uint32Array,
  sentences: number,
): Coverage[] {
  const largest = Words.fromCounts(namedCounts(types, counts), { leastCount });
  const known = new Uint32Array(largest.size);
  largest.encodeWords(types).tokens.forEach((token, type) => (known[token] += heldOut[type]));
  const all = heldOut.reduce((sum, count) => sum + count, sentences);
  if (all === 0) return [];
  const least = Math.min(smallest, largest.size);
  const sizes = new Set(
    Array.from({ length: sizesTold }, (_, at) =>
      Math.round(least * (largest.size / least) ** (at / (sizesTold - 1))),
    ),
  );
  return [...sizes].map((vocabulary) => {
    const covered = known.subarray(1, vocabulary).reduce((sum, count) => sum + count, sentences);
    return { vocabulary, unknown: 1 - covered / all };
  });
}
