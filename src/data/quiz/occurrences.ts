/** Where words that sound alike stand in the held-out sentences of a text. */
import { homophones } from 'virtual:homophones';
import type { Slices } from '../../lib/slices.ts';
import { sentenceSlices, sentenceText } from '../tokens/sentences.ts';

/** A text, and how much of it is trained on. */
export interface Passage {
  title: string;
  text: string;
  /** Code units that are not held out. */
  border: number;
}

/** One word that another would sound like. */
export interface Occurrence {
  /** Of the text. */
  title: string;
  before: string;
  word: string;
  after: string;
  /** What sounds alike, in the same letters, capital or small. */
  other: string;
}

/** What is trained on: every sentence, and how often each word that sounds like another occurs. */
export interface TrainedPart {
  sentences: ReadonlySet<string>;
  counts: ReadonlyMap<string, number>;
}

/** Code units: a sentence that is longer tells little more. */
const longest = 300;
/** Fewer words tell nothing about one of them. */
const leastWords = 4;

const likeOf = new Map(
  homophones.flatMap((alike) =>
    alike.map((word) => [word, alike.filter((other) => other !== word)] as const),
  ),
);
/** With what is written into a word: “we’re” is not “we”. */
const wordsIn = (text: string) => [...text.matchAll(/[\p{L}\p{M}\p{N}'’_]+/gu)];

/** Yields the code units done. */
export function* trainedSlices({ text, border }: Passage): Slices<TrainedPart> {
  const sentences = new Set<string>();
  const counts = new Map<string, number>();
  for (const sentence of yield* sentenceSlices(text)) {
    if (sentence.from >= border) break;
    const written = sentenceText(text, sentence);
    sentences.add(written);
    for (const [word] of wordsIn(written)) {
      if (likeOf.has(word.toLowerCase())) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    yield sentence.to;
  }
  return { sentences, counts };
}

/**
 * In held-out sentences that do not stand in the trained part too.
 * @param isKnown whether the net may tell a word from others. Yields the code units done
 */
export function* occurrenceSlices(
  { title, text, border }: Passage,
  trained: TrainedPart,
  isKnown: (word: string) => boolean,
): Slices<Occurrence[]> {
  const found: Occurrence[] = [];
  const seen = new Set(trained.sentences);
  const known = (word: string) => trained.counts.has(word) && isKnown(word);
  for (const sentence of yield* sentenceSlices(text)) {
    const written = sentenceText(text, sentence);
    if (sentence.from < border || written.length > longest || seen.has(written)) continue;
    seen.add(written);
    const words = wordsIn(written);
    for (const { 0: word, index } of words.length < leastWords ? [] : words) {
      const others = likeOf.get(word.toLowerCase()) ?? [];
      for (const other of others.map((small) => inLettersOf(word, small))) {
        if (!known(word) || !known(other)) continue;
        const [before, after] = [written.slice(0, index), written.slice(index + word.length)];
        found.push({ title, before, word, after, other });
      }
    }
    yield sentence.to;
  }
  return found;
}

function inLettersOf(word: string, small: string): string {
  const isCapital = word[0] !== word[0].toLowerCase();
  return isCapital ? small[0].toUpperCase() + small.slice(1) : small;
}
