/** Batches of a series of vectors: as those of one number, whose rows are looked up. */
import { maskedTarget } from '../ops/masked-target.ts';
import type { Batch } from './batch-source.ts';
import { StreamBatches } from './batches.ts';
import { HeldOutSeries, type SeriesSizes } from './held-out-series.ts';
import type { Sequence } from './sequences.ts';

/** A series as it is read and as it is predicted: bits of numbers, time step by time step. */
export interface SeriesWords {
  /** [N, F] */
  read: Uint32Array<ArrayBuffer>;
  features: number;
  /** [N, K] */
  predicted: Uint32Array<ArrayBuffer>;
  outputs: number;
}

/** Numbers of the rows, in their order. */
function rowNumbers({ read, features }: SeriesWords): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: read.length / features }, (_, at) => at);
}

/** What is read before row `from + 1` … `to`, and these. */
export function seriesStretch(words: SeriesWords, from: number, to: number): Sequence {
  const { read, features, predicted, outputs } = words;
  return {
    inputs: read.subarray(from * features, to * features),
    targets: predicted.subarray((from + 1) * outputs, (to + 1) * outputs),
    ...(features > 1 && { features }),
  };
}

/** Puts rows in the place of their numbers. @param count of them */
function lookUp(numbers: Batch, count: number, words: SeriesWords, into: Batch): void {
  const { read, features, predicted, outputs } = words;
  for (let entry = 0; entry < count; entry++) {
    const from = numbers.tokens[entry] * features;
    const wanted = numbers.targets[entry];
    for (let at = 0; at < features; at++) into.tokens[entry * features + at] = read[from + at];
    for (let at = 0; at < outputs; at++) {
      into.targets[entry * outputs + at] =
        wanted === maskedTarget ? maskedTarget : predicted[wanted * outputs + at];
    }
  }
}

const emptyBatch = ({ batchSize, timeSteps }: SeriesSizes) => ({
  tokens: new Uint32Array(batchSize * timeSteps),
  targets: new Uint32Array(batchSize * timeSteps),
});

export class SeriesBatches extends StreamBatches {
  readonly #words: SeriesWords;
  readonly #numbers: Batch;

  /** Reads the first `length` rows. @throws SettingsError, TextError when they are too few for a step */
  constructor(words: SeriesWords, length: number, sizes: SeriesSizes) {
    super(rowNumbers(words), length, sizes.batchSize, sizes.timeSteps);
    this.#words = words;
    this.#numbers = emptyBatch(sizes);
  }

  override fill(step: number, into: Batch): void {
    super.fill(step, this.#numbers);
    lookUp(this.#numbers, this.tokensPerStep, this.#words, into);
  }

  override stretch(index: number): Sequence {
    const { inputs } = super.stretch(index);
    return seriesStretch(this.#words, inputs[0], inputs[0] + inputs.length);
  }
}

/** Time steps count, and the loss of each is the mean over its numbers. */
export class HeldOutVectors extends HeldOutSeries {
  readonly perTarget: number;
  readonly #words: SeriesWords;
  readonly #numbers: Batch & { tokens: Uint32Array };

  /** @param from the first row that is held out, from 1 */
  constructor(words: SeriesWords, from: number, sizes: SeriesSizes, limit = Infinity) {
    super(rowNumbers(words), from, sizes, limit);
    this.perTarget = words.outputs;
    this.#words = words;
    this.#numbers = emptyBatch(sizes);
  }

  override fill(chunk: number, into: Batch): void {
    super.fill(chunk, this.#numbers);
    lookUp(this.#numbers, this.#numbers.tokens.length, this.#words, into);
  }
}
