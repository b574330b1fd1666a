/**
 * Batches that measure the loss on held-out values of a series: each is predicted once, from all that
 * comes before it. Streams warm up on values before those that count, of the training part too: these
 * are known by then.
 */
import { maskedTarget } from '../ops/masked-target.ts';
import type { Batch, FiniteBatches } from './batch-source.ts';

export interface SeriesSizes {
  batchSize: number;
  timeSteps: number;
}

export class HeldOutSeries implements FiniteBatches {
  readonly chunks: number;
  readonly counted: number;
  readonly total: number;
  readonly #words: Uint32Array;
  readonly #from: number;
  readonly #sizes: SeriesSizes;
  readonly #streams: number;
  readonly #warmUp: number;

  /** @param from the first value that is held out, from 1 */
  constructor(words: Uint32Array, from: number, sizes: SeriesSizes, limit = Infinity) {
    const { batchSize, timeSteps } = sizes;
    this.#words = words;
    this.#from = from;
    this.#sizes = sizes;
    this.total = words.length - from;
    this.counted = Math.min(this.total, limit);
    this.#streams = Math.min(batchSize, Math.max(1, Math.floor(this.counted / timeSteps)));
    this.#warmUp = Math.min(timeSteps, from - 1);
    const longest = Math.ceil(this.counted / this.#streams);
    this.chunks = longest === 0 ? 0 : Math.ceil((this.#warmUp + longest) / timeSteps);
  }

  /** Writes chunk `chunk` (0 … chunks − 1) to the start of the given arrays. */
  fill(chunk: number, into: Batch): void {
    const { batchSize, timeSteps } = this.#sizes;
    into.tokens.fill(0);
    into.targets.fill(maskedTarget);
    for (let stream = 0; stream < this.#streams; stream++) {
      const [first, end] = [this.#start(stream), this.#start(stream + 1)];
      let target = first - this.#warmUp + chunk * timeSteps;
      for (let time = 0; time < timeSteps && target < end; time++, target++) {
        const entry = time * batchSize + stream;
        into.tokens[entry] = this.#words[target - 1];
        if (target >= first) into.targets[entry] = this.#words[target];
      }
    }
  }

  starts(chunk: number, into: Uint32Array): void {
    into.fill(chunk === 0 ? 1 : 0, 0, this.#sizes.batchSize);
  }

  /** The first target of a stream. */
  #start(stream: number): number {
    return this.#from + Math.floor((stream * this.counted) / this.#streams);
  }
}
