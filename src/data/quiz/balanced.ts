/**
 * Of all occurrences as many questions as are balanced: of each pair both words stand there equally often,
 * so that who knows how often words occur, and no more, is right half of the time.
 */
import { permutation, RandomWords, randomStreams } from '../permutation.ts';
import type { Occurrence } from './occurrences.ts';

/** Of each word of a pair, so that no pair decides it all. */
const mostOfWord = 20;

/** The first ones of each word, always the same, in an order that tells nothing. */
export function balanced(found: readonly Occurrence[]): Occurrence[] {
  const byWord = new Map<string, Occurrence[]>();
  const nameOf = (word: string, other: string) => `${word} ${other}`;
  for (const one of found) {
    const name = nameOf(one.word, one.other);
    byWord.set(name, [...(byWord.get(name) ?? []), one]);
  }
  const chosen = [...byWord.values()].flatMap((ofWord) => {
    const [{ word, other }] = ofWord;
    const ofOther = byWord.get(nameOf(other, word)) ?? [];
    return ofWord.slice(0, Math.min(mostOfWord, ofOther.length));
  });
  const order = permutation(chosen.length, new RandomWords(1, randomStreams.quiz));
  return Array.from(order, (at) => chosen[at]);
}
