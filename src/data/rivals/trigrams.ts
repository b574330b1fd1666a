/**
 * Trigrams: how often three characters follow one another in the texts of each class, and the class in
 * which those of a text are likeliest (naive Bayes, one added to every count).
 */
import type { Slices } from '../../lib/slices.ts';
import { largestOf, type Rival, type RivalRow, shareRight } from './rival.ts';

/** Texts counted between two chances to pause. */
const blockLength = 256;

export const trigrams: Rival = {
  label: 'trigrams',

  *accuracy(train, heldOut, classes) {
    const classOf = yield* fitTrigrams(train, classes);
    return shareRight(heldOut, ({ text }) => classOf(text));
  },
};

/** Yields the share of the work that is done. @returns the class that a text is given */
export function* fitTrigrams(
  train: readonly RivalRow[],
  classes: number,
): Slices<(text: string) => number> {
  /** By trigram, in each class. */
  const counts = new Map<string, Uint32Array>();
  const sums = new Float64Array(classes);
  const rows = new Float64Array(classes);
  for (const [at, { label, text }] of train.entries()) {
    if (at % blockLength === 0) yield at / train.length;
    rows[label]++;
    for (const three of trigramsOf(text)) {
      let own = counts.get(three);
      if (!own) counts.set(three, (own = new Uint32Array(classes)));
      own[label]++;
      sums[label]++;
    }
  }
  const kinds = counts.size + 1;
  return (text) => {
    const scores = rows.map((count) => Math.log(count / train.length));
    for (const three of trigramsOf(text)) {
      const own = counts.get(three);
      for (let c = 0; c < classes; c++) {
        scores[c] += Math.log(((own?.[c] ?? 0) + 1) / (sums[c] + kinds));
      }
    }
    return largestOf(scores);
  };
}

/** With a space before the text and one behind it. */
function trigramsOf(text: string): string[] {
  const characters = Array.from(` ${text} `);
  return characters.slice(2).map((_, at) => characters.slice(at, at + 3).join(''));
}
