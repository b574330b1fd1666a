/**
 * The plain network of the course’s first picture: the one-hot vectors of all words at fixed places, one
 * behind the other, a hidden layer, and an output at each place. What it learns at one place it knows
 * at that place alone.
 *
 *   a = tanh(b + Σ_t W[t, x⟨t⟩])      ŷ⟨t⟩ = σ(v⟨t⟩·a + c⟨t⟩)
 *
 * Sentences differ in length: behind the end nothing is read and nothing is asked. The loss of a batch
 * is binary cross-entropy, summed over its words and divided by their number; descent is plain.
 */
import { uniformFloats } from '../../lib/random.ts';
import type { Slices } from '../../lib/slices.ts';
import { permutation, RandomWords, randomStreams } from '../permutation.ts';

/** A word of each place, and 0 or 1 for each; both as long as the sentence. */
export interface MarkedSentence {
  words: ArrayLike<number>;
  marks: ArrayLike<number>;
}

export interface PlainSizes {
  /** Of the longest sentence. */
  places: number;
  vocabSize: number;
  hiddenSize: number;
}

export interface PlainWeights {
  /** [T, V, H] */
  hidden: Float64Array;
  /** [H] */
  hiddenBias: Float64Array;
  /** [T, H] */
  output: Float64Array;
  /** [T] */
  outputBias: Float64Array;
}

export class PlainNetwork {
  readonly sizes: PlainSizes;
  readonly weights: PlainWeights;
  /** All 0 between two steps. */
  #gradient: PlainWeights;

  constructor(sizes: PlainSizes, weights: PlainWeights) {
    this.sizes = sizes;
    this.weights = weights;
    this.#gradient = zeros(sizes);
  }

  /** Of each word of a sentence, from 0 to 1. */
  answers(words: ArrayLike<number>): Float64Array {
    return this.#read(words).answers;
  }

  /** Of the loss of a batch; rows of words that are not read stay 0. */
  gradient(batch: readonly MarkedSentence[]): { loss: number; gradient: PlainWeights } {
    const loss = this.#accumulate(batch);
    const gradient = this.#gradient;
    this.#gradient = zeros(this.sizes);
    return { loss, gradient };
  }

  /** One step of descent. @returns the loss before it */
  step(batch: readonly MarkedSentence[], rate: number): number {
    const loss = this.#accumulate(batch);
    const { hidden, ...others } = this.#gradient;
    for (const { words } of batch) {
      for (let t = 0; t < words.length; t++) {
        const row = this.#rowOf(t, words[t]);
        descend(this.weights.hidden, hidden, rate, row, row + this.sizes.hiddenSize);
      }
    }
    for (const key of ['hiddenBias', 'output', 'outputBias'] as const) {
      descend(this.weights[key], others[key], rate, 0, others[key].length);
    }
    return loss;
  }

  #rowOf(place: number, word: number): number {
    return (place * this.sizes.vocabSize + word) * this.sizes.hiddenSize;
  }

  #read(words: ArrayLike<number>): { hidden: Float64Array; answers: Float64Array } {
    const { hiddenSize } = this.sizes;
    const { hidden: table, hiddenBias, output, outputBias } = this.weights;
    const hidden = hiddenBias.slice();
    for (let t = 0; t < words.length; t++) {
      const row = this.#rowOf(t, words[t]);
      for (let h = 0; h < hiddenSize; h++) hidden[h] += table[row + h];
    }
    for (let h = 0; h < hiddenSize; h++) hidden[h] = Math.tanh(hidden[h]);
    const answers = Float64Array.from(words, (_, t) => {
      let logit = outputBias[t];
      for (let h = 0; h < hiddenSize; h++) logit += output[t * hiddenSize + h] * hidden[h];
      return 1 / (1 + Math.exp(-logit));
    });
    return { hidden, answers };
  }

  /** Adds the gradient of a batch's loss. @returns the loss */
  #accumulate(batch: readonly MarkedSentence[]): number {
    const { hiddenSize } = this.sizes;
    const { output } = this.weights;
    const gradient = this.#gradient;
    const count = batch.reduce((sum, { words }) => sum + words.length, 0);
    const back = new Float64Array(hiddenSize);
    let loss = 0;
    for (const { words, marks } of batch) {
      const { hidden, answers } = this.#read(words);
      back.fill(0);
      for (let t = 0; t < words.length; t++) {
        loss -= Math.log(marks[t] === 1 ? answers[t] : 1 - answers[t]);
        // the derivative by the logit
        const off = (answers[t] - marks[t]) / count;
        gradient.outputBias[t] += off;
        for (let h = 0, at = t * hiddenSize; h < hiddenSize; h++, at++) {
          gradient.output[at] += off * hidden[h];
          back[h] += off * output[at];
        }
      }
      for (let h = 0; h < hiddenSize; h++) {
        back[h] *= 1 - hidden[h] ** 2;
        gradient.hiddenBias[h] += back[h];
      }
      for (let t = 0; t < words.length; t++) {
        const row = this.#rowOf(t, words[t]);
        for (let h = 0; h < hiddenSize; h++) gradient.hidden[row + h] += back[h];
      }
    }
    return loss / count;
  }
}

function zeros({ places, vocabSize, hiddenSize }: PlainSizes): PlainWeights {
  return {
    hidden: new Float64Array(places * vocabSize * hiddenSize),
    hiddenBias: new Float64Array(hiddenSize),
    output: new Float64Array(places * hiddenSize),
    outputBias: new Float64Array(places),
  };
}

/** What was gone down is 0 then. */
function descend(
  weights: Float64Array,
  gradient: Float64Array,
  rate: number,
  from: number,
  to: number,
): void {
  for (let at = from; at < to; at++) {
    weights[at] -= rate * gradient[at];
    gradient[at] = 0;
  }
}

const hiddenSize = 32;
const batchSize = 32;
const rate = 4;
const passes = 12;
const seed = 1;
/** More would take too much memory and time beside a net. */
const mostWeights = 4e6;

/** Of the hidden layer, nearly all there are; whether so many can be trained beside a net. */
export function isTrainable({ places, vocabSize }: Omit<PlainSizes, 'hiddenSize'>): boolean {
  return places * vocabSize * hiddenSize <= mostWeights;
}

/** A network that was trained on these sentences, always the same. Yields the share that is done. */
export function* trainPlain(
  train: readonly MarkedSentence[],
  sizes: Omit<PlainSizes, 'hiddenSize'>,
): Slices<PlainNetwork> {
  const network = new PlainNetwork({ ...sizes, hiddenSize }, drawn({ ...sizes, hiddenSize }));
  const steps = Math.ceil(train.length / batchSize);
  for (let pass = 0; pass < passes; pass++) {
    const order = permutation(train.length, new RandomWords(seed, randomStreams.plain + 2, pass));
    for (let step = 0; step < steps; step++) {
      if (step % 8 === 0) yield (pass + step / steps) / passes;
      const some = order.subarray(step * batchSize, (step + 1) * batchSize);
      network.step(
        Array.from(some, (at) => train[at]),
        rate,
      );
    }
  }
  return network;
}

/** Matrices uniformly within the root of how much is added up, biases 0. */
function drawn(sizes: PlainSizes): PlainWeights {
  const weights = zeros(sizes);
  const draw = (into: Float64Array, stream: number, terms: number) => {
    const most = 1 / Math.sqrt(terms);
    into.set(uniformFloats(seed, stream, into.length, -most, most));
  };
  draw(weights.hidden, randomStreams.plain, sizes.places);
  draw(weights.output, randomStreams.plain + 1, sizes.hiddenSize);
  return weights;
}

/** F1 of the words that are part of a name, by the answers of a network. */
export function plainScore(network: PlainNetwork, sentences: readonly MarkedSentence[]): number {
  let [right, found, gold] = [0, 0, 0];
  for (const { words, marks } of sentences) {
    const answers = network.answers(words);
    for (let t = 0; t < answers.length; t++) {
      const isFound = answers[t] > 0.5;
      if (isFound) found++;
      if (marks[t] === 1) gold++;
      if (isFound && marks[t] === 1) right++;
    }
  }
  return found + gold === 0 ? 0 : (2 * right) / (found + gold);
}
