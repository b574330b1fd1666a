/**
 * A bag of words: softmax regression on how often each word occurs, whatever their order, trained until
 * it gets no better. Accelerated gradient descent over all rows at once (Nesterov), with a little
 * weight decay, without which words of one class alone would have ever larger weights.
 */
import { asPart, type Slices } from '../../lib/slices.ts';
import { segmentWords } from '../tokens/word-segments.ts';
import { largestOf, type Rival, type RivalRow, shareRight } from './rival.ts';

const decay = 1e-3;
const mostPasses = 2000;
/** The largest of the gradient where it is at its end: far below what changes an answer. */
const tolerance = 5e-4;
/** Weights that all passes together touch at most: some seconds. */
const mostWork = 3e8;
/** Rows between two chances to pause. */
const blockLength = 256;

/** Which words a row has, and its class. */
interface Bag {
  label: number;
  words: Uint32Array;
}

export const bagOfWords: Rival = {
  label: 'bag of words',

  *accuracy(train, heldOut, classes) {
    const ids = new Map<string, number>();
    const bagOf = ({ label, text }: RivalRow, isNew: boolean): Bag => {
      const words = segmentWords(text.toLowerCase()).flatMap((word) => {
        if (isNew && !ids.has(word)) ids.set(word, ids.size);
        return ids.get(word) ?? [];
      });
      return { label, words: Uint32Array.from(words) };
    };
    const bags: Bag[] = [];
    for (const row of train) {
      if (bags.push(bagOf(row, true)) % blockLength === 0) yield 0;
    }
    const model = yield* fit(bags, ids.size, classes);
    const scores = new Float64Array(classes);
    return shareRight(heldOut, (row) =>
      largestOf(scoresOf(bagOf(row, false).words, model, scores)),
    );
  },
};

/** Yields the share that is done. @returns weights by word and class, those of none behind them: a bias for each class */
function* fit(bags: readonly Bag[], words: number, classes: number): Slices<Float64Array> {
  const size = (words + 1) * classes;
  let [weights, ahead] = [new Float64Array(size), new Float64Array(size)];
  // softmax bends by half the square of a row at most
  const squares = bags.reduce((most, bag) => Math.max(most, squareOf(bag)), 1);
  const rate = 1 / (0.5 * squares + decay);
  const perPass = bags.reduce((sum, bag) => sum + bag.words.length * classes, size);
  const passes = Math.min(mostPasses, Math.ceil(mostWork / perPass));
  for (let pass = 1; pass <= passes; pass++) {
    const slices = gradientAt(ahead, bags, classes);
    const gradient = yield* asPart(slices, (rows) => (pass - 1 + rows / bags.length) / passes);
    if (largestSize(gradient) < tolerance) break;
    const next = ahead.map((weight, at) => weight - rate * gradient[at]);
    const share = (pass - 1) / (pass + 2);
    ahead = next.map((weight, at) => weight + share * (weight - weights[at]));
    weights = next;
  }
  return weights;
}

/** The square of how often each word stands in it, and of its bias. */
function squareOf({ words }: Bag): number {
  const counts = new Map<number, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + count ** 2, 1);
}

/** Yields the rows done. */
function* gradientAt(
  weights: Float64Array,
  bags: readonly Bag[],
  classes: number,
): Slices<Float64Array> {
  const gradient = weights.map((weight) => decay * weight);
  const odds = new Float64Array(classes);
  for (const [row, { label, words }] of bags.entries()) {
    if (row % blockLength === 0) yield row;
    scoresOf(words, weights, odds);
    softmax(odds);
    odds[label] -= 1;
    for (let c = 0; c < classes; c++) {
      const share = odds[c] / bags.length;
      for (let at = 0; at < words.length; at++) gradient[words[at] * classes + c] += share;
      gradient[gradient.length - classes + c] += share;
    }
  }
  return gradient;
}

/** Written to `scores`. */
function scoresOf(words: Uint32Array, weights: Float64Array, scores: Float64Array): Float64Array {
  const { length: classes } = scores;
  for (let c = 0; c < classes; c++) {
    let score = weights[weights.length - classes + c];
    for (let at = 0; at < words.length; at++) score += weights[words[at] * classes + c];
    scores[c] = score;
  }
  return scores;
}

/** In place. */
function softmax(scores: Float64Array): void {
  const largest = scores[largestOf(scores)];
  let sum = 0;
  for (let c = 0; c < scores.length; c++) sum += scores[c] = Math.exp(scores[c] - largest);
  for (let c = 0; c < scores.length; c++) scores[c] /= sum;
}

function largestSize(values: Float64Array): number {
  let most = 0;
  for (let at = 0; at < values.length; at++) most = Math.max(most, Math.abs(values[at]));
  return most;
}
