/** A quiz over a text: its questions, and what can be answered by counting. */
import { runWithPauses } from '../../lib/slices.ts';
import type { QuizFrame } from '../../protocol/quiz.ts';
import { balanced } from './balanced.ts';
import { type Occurrence, occurrenceSlices, type Passage, trainedSlices } from './occurrences.ts';

/** A text of its own is enough where it has so many; else built-in texts join in. */
const enough = 100;

export interface Quiz {
  questions: readonly Occurrence[];
  /** How often each of these words occurs in what is trained on. */
  counts: ReadonlyMap<string, number>;
  asTheyStand: QuizFrame['asTheyStand'];
}

/**
 * @param own the text that is trained on
 * @param isKnown whether the net may tell a word from others
 * @param others texts whose held-out parts may be asked about too
 */
export async function quizOf(
  own: Passage,
  isKnown: (word: string) => boolean,
  others: () => Promise<readonly Passage[]>,
): Promise<Quiz> {
  const trained = await runWithPauses(trainedSlices(own));
  const occurrencesIn = (passage: Passage) =>
    runWithPauses(occurrenceSlices(passage, trained, isKnown));
  const found = await occurrencesIn(own);
  const { counts } = trained;
  const asTheyStand = { count: found.length, unigram: shareOfFrequent(found, counts) };
  if (balanced(found).length < enough) {
    for (const passage of await others()) found.push(...(await occurrencesIn(passage)));
  }
  return { questions: balanced(found), counts, asTheyStand };
}

/** In which share the word that occurs more often stood there; half of those that occur equally often. */
function shareOfFrequent(
  found: readonly Occurrence[],
  counts: ReadonlyMap<string, number>,
): number {
  const right = found.map(({ word, other }) => {
    const [own, alike] = [counts.get(word) ?? 0, counts.get(other) ?? 0];
    return own === alike ? 0.5 : Number(own > alike);
  });
  return right.reduce((sum, one) => sum + one, 0) / Math.max(1, found.length);
}
