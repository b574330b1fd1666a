/**
 * Batches of a text that was joined from several: none of them reads across a border, so that each
 * begins from the start state and none is asked what the next one begins with.
 */
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';
import { assertFits } from './batches.ts';
import type { Batch, FiniteBatches } from './batch-source.ts';
import type { Sequence } from './sequences.ts';
import type { Tokens } from './vocabulary.ts';

interface Sizes {
  batchSize: number;
  timeSteps: number;
}

export class Documents {
  readonly #starts: readonly number[];

  /** @param starts of all, in tokens, rising from 0 */
  constructor(starts: readonly number[]) {
    this.#starts = starts;
  }

  /** @param length tokens that are trained on. @throws TextError, SettingsError where they are too few */
  batches(tokens: Tokens, length: number, sizes: Sizes): DocumentBatches {
    assertFits(length, sizes.batchSize, sizes.timeSteps);
    const read = tokens.subarray(0, length);
    return new DocumentBatches(read, this.#chunks(0, length, sizes), sizes);
  }

  /** Batches of as many held-out tokens as are asked for. @param from where those begin */
  heldOut(tokens: Tokens, from: number, sizes: Sizes): (limit: number) => HeldOutDocuments {
    const chunks = this.#chunks(from, tokens.length, sizes);
    return (limit) => new HeldOutDocuments(tokens.subarray(from), chunks, sizes, limit);
  }

  /** Of what stands from … to − 1, counted from there. The token behind a chunk is its last target. */
  #chunks(from: number, to: number, { timeSteps }: Sizes): Chunk[] {
    const within = this.#starts.filter((start) => start > from && start < to);
    const starts = [from, ...within, to];
    const chunks: Chunk[] = [];
    for (let at = 0; at + 1 < starts.length; at++) {
      const last = starts[at + 1] - 1;
      for (let first = starts[at]; first < last; first += timeSteps) {
        const length = Math.min(timeSteps, last - first);
        chunks.push({ from: first - from, length, begins: first === starts[at] });
      }
    }
    return chunks;
  }
}

interface Chunk {
  from: number;
  /** Tokens that are read. */
  length: number;
  /** Nothing stands before it in its document. */
  begins: boolean;
}

/** Chunks one after the other in streams; where one is short, what follows it is masked. */
abstract class ChunkStreams {
  /** Tokens that are predicted, in all of them. */
  readonly counted: number;
  protected readonly list: readonly Chunk[];
  protected readonly batchSize: number;
  readonly #tokens: Tokens;
  readonly #timeSteps: number;

  constructor(tokens: Tokens, chunks: readonly Chunk[], { batchSize, timeSteps }: Sizes) {
    this.#tokens = tokens;
    this.list = chunks;
    this.counted = chunks.reduce((sum, { length }) => sum + length, 0);
    this.batchSize = batchSize;
    this.#timeSteps = timeSteps;
  }

  /** Which one a stream reads in a step; undefined: it is over. */
  protected abstract chunkAt(step: number, stream: number): Chunk | undefined;

  get stretches(): number {
    return this.list.length;
  }

  stretch(index: number): Sequence {
    const { from, length } = this.list[index];
    return {
      inputs: this.#tokens.subarray(from, from + length),
      targets: this.#tokens.subarray(from + 1, from + length + 1),
    };
  }

  /** Writes step `step` to the start of the given arrays. */
  fill(step: number, into: Batch): void {
    for (let stream = 0; stream < this.batchSize; stream++) {
      const { from, length } = this.chunkAt(step, stream) ?? { from: 0, length: 0 };
      for (let timeStep = 0; timeStep < this.#timeSteps; timeStep++) {
        const entry = timeStep * this.batchSize + stream;
        const isThere = timeStep < length;
        into.tokens[entry] = isThere ? this.#tokens[from + timeStep] : noToken;
        into.targets[entry] = isThere ? this.#tokens[from + timeStep + 1] : maskedTarget;
      }
    }
  }

  /** Writes for each stream 1 where it, or a document in it, starts with this step. */
  starts(step: number, into: Uint32Array): void {
    for (let stream = 0; stream < this.batchSize; stream++) {
      const goesOn = this.isWithin(step) && this.chunkAt(step, stream)?.begins === false;
      into[stream] = goesOn ? 0 : 1;
    }
  }

  /** Whether the streams have begun before this step. */
  protected abstract isWithin(step: number): boolean;
}

/**
 * Every step is a function of its number alone. Stream b begins at chunk floor(b · chunks / B) and
 * reads as many as the others: all are read once in a pass, those at a seam perhaps twice.
 */
export class DocumentBatches extends ChunkStreams {
  get stepsPerPass(): number {
    return Math.ceil(this.list.length / this.batchSize);
  }

  get tokensPerStep(): number {
    return (this.counted / this.list.length) * this.batchSize;
  }

  /** Which chunk a step reads in a stream. */
  rowAt(step: number, stream: number): number {
    const first = Math.floor((stream * this.list.length) / this.batchSize);
    return first + (step % this.stepsPerPass);
  }

  epoch(step: number): number {
    return step / this.stepsPerPass;
  }

  protected chunkAt(step: number, stream: number): Chunk {
    return this.list[this.rowAt(step, stream)];
  }

  protected isWithin(step: number): boolean {
    return step % this.stepsPerPass > 0;
  }
}

/** The first `limit` predictable tokens, each counted once. */
export class HeldOutDocuments extends ChunkStreams implements FiniteBatches {
  readonly chunks: number;
  readonly total: number;
  readonly #streams: number;

  constructor(tokens: Tokens, chunks: readonly Chunk[], sizes: Sizes, limit: number) {
    super(tokens, firstOf(chunks, limit), sizes);
    this.total = chunks.reduce((sum, { length }) => sum + length, 0);
    this.#streams = Math.max(1, Math.min(sizes.batchSize, this.list.length));
    this.chunks = Math.ceil(this.list.length / this.#streams);
  }

  protected chunkAt(step: number, stream: number): Chunk | undefined {
    if (stream >= this.#streams) return undefined;
    const index = this.#start(stream) + step;
    return index < this.#start(stream + 1) ? this.list[index] : undefined;
  }

  protected isWithin(step: number): boolean {
    return step > 0;
  }

  #start(stream: number): number {
    return Math.floor((stream * this.list.length) / this.#streams);
  }
}

/** Those that have so many tokens together. */
function firstOf(chunks: readonly Chunk[], limit: number): Chunk[] {
  let left = limit;
  return chunks.flatMap((chunk) => {
    const length = Math.min(chunk.length, left);
    left -= length;
    return length > 0 ? [{ ...chunk, length }] : [];
  });
}
