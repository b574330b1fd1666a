/**
 * Batches that measure the loss on held-out characters. The same characters whatever the settings
 * but batch size and time steps, each counted exactly once.
 */
import { maskedTarget } from '../ops/masked-target.ts';
import type { Batch, FiniteBatches } from './batch-source.ts';
import type { Sequence } from './sequences.ts';

/** Batches of as many held-out characters as are asked for. */
export function heldOutBatches(
  tokens: Uint8Array | Uint16Array,
  { batchSize, timeSteps }: { batchSize: number; timeSteps: number },
): (limit: number) => HeldOutBatches {
  return (limit) => new HeldOutBatches(tokens, batchSize, timeSteps, limit);
}

/**
 * The first `limit` predictable characters (all but the first have something before them), cut into
 * streams whose lengths differ by one at most. Each stream starts from a zero state and carries it
 * through the chunks. A short text gets fewer streams than the batch has rows, so that none is
 * shorter than one chunk; rows without a stream and the time after a stream's end read token 0 and
 * have the target `maskedTarget`.
 */
export class HeldOutBatches implements FiniteBatches {
  /** How many batches there are; run them in order. */
  readonly chunks: number;
  /** Characters counted in all chunks together. */
  readonly counted: number;
  /** Characters that could be counted without the limit. */
  readonly total: number;
  readonly #tokens: Uint8Array | Uint16Array;
  readonly #batchSize: number;
  readonly #timeSteps: number;
  readonly #streams: number;

  /** Reads all of `tokens`: the held-out part. */
  constructor(
    tokens: Uint8Array | Uint16Array,
    batchSize: number,
    timeSteps: number,
    limit = 32_768,
  ) {
    this.#tokens = tokens;
    this.#batchSize = batchSize;
    this.#timeSteps = timeSteps;
    this.total = Math.max(0, tokens.length - 1);
    this.counted = Math.min(this.total, limit);
    this.#streams = Math.min(batchSize, Math.max(1, Math.floor(this.counted / timeSteps)));
    this.chunks = Math.ceil(Math.ceil(this.counted / this.#streams) / timeSteps);
  }

  /** Writes chunk `chunk` (0 … chunks − 1) to the start of the given arrays. */
  fill(chunk: number, into: Batch): void {
    const batchSize = this.#batchSize;
    for (let stream = 0; stream < batchSize; stream++) {
      const end = this.#start(stream + 1);
      let position = this.#start(stream) + chunk * this.#timeSteps;
      for (let timeStep = 0; timeStep < this.#timeSteps; timeStep++, position++) {
        const entry = timeStep * batchSize + stream;
        const isCounted = position < end;
        into.tokens[entry] = isCounted ? this.#tokens[position] : 0;
        into.targets[entry] = isCounted ? this.#tokens[position + 1] : maskedTarget;
      }
    }
  }

  /** How many of them there are: what the streams have in every chunk, without the padding. */
  get stretches(): number {
    let stretches = 0;
    for (let stream = 0; stream < this.#streams; stream++) stretches += this.#chunksOf(stream);
    return stretches;
  }

  /** One of them; they are numbered as they stand in the text. */
  stretch(index: number): Sequence {
    let [stream, chunk] = [0, index];
    while (chunk >= this.#chunksOf(stream)) chunk -= this.#chunksOf(stream++);
    const from = this.#start(stream) + chunk * this.#timeSteps;
    const to = Math.min(this.#start(stream + 1), from + this.#timeSteps);
    return {
      inputs: this.#tokens.subarray(from, to),
      targets: this.#tokens.subarray(from + 1, to + 1),
    };
  }

  /** In how many chunks a stream has something to read. */
  #chunksOf(stream: number): number {
    return Math.ceil((this.#start(stream + 1) - this.#start(stream)) / this.#timeSteps);
  }

  /** Writes for each stream 1 where it starts with this chunk. */
  starts(chunk: number, into: Uint32Array): void {
    into.fill(chunk === 0 ? 1 : 0, 0, this.#batchSize);
  }

  /** Where a stream begins; the longer streams come first. Rows beyond the last are empty. */
  #start(stream: number): number {
    const shortest = Math.floor(this.counted / this.#streams);
    const longer = this.counted % this.#streams;
    return Math.min(this.counted, stream * shortest + Math.min(stream, longer));
  }
}
