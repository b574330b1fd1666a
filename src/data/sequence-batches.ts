/**
 * Batches of whole sequences of different length. Every sequence starts from a zero state, nothing is
 * carried from one step to the next, and none is cut: a batch has as many time steps as the longest.
 */
import { ShapeError, TextError } from '../lib/errors.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';
import type { BatchSource, FiniteBatches, HostInputs } from './batch-source.ts';
import { permutation, RandomWords, randomStreams } from './permutation.ts';
import { longestOf, type Sequence, stepsIn } from './sequences.ts';

export interface SequenceSizes {
  batchSize: number;
  /** At least as many as the longest sequence needs. */
  timeSteps: number;
  /** A sequence has one target for all its time steps. */
  isAnsweredOnce?: boolean;
}

/** Of batches, and how many words a time step of their sequences has. */
type BatchSizes = SequenceSizes & Required<Pick<Sequence, 'features'>>;

/**
 * Training batches: the rows of one epoch after the other, each epoch in an order of its own. An epoch
 * has every row exactly once; where it ends within a batch, the next one goes on behind it, so that no
 * batch is smaller than the others and few rows make large batches too. A step is a function of seed
 * and number alone: a run can be resumed or replayed from any.
 */
export class SequenceBatches implements BatchSource {
  /** Steps until every row has been seen; the last may begin the next pass. */
  readonly stepsPerPass: number;
  /** Targets that count in each step, on average. */
  readonly tokensPerStep: number;
  readonly #sequences: readonly Sequence[];
  readonly #sizes: BatchSizes;
  readonly #seed: number;
  /** Of the epochs that the last step read from: steps follow one another. */
  readonly #orders = new Map<number, Uint32Array>();

  /** Throws a TextError if there is no sequence, a ShapeError if one is longer than a batch. */
  constructor(sequences: readonly Sequence[], sizes: SequenceSizes, seed: number) {
    if (sequences.length === 0) {
      throw new TextError({ code: 'no training rows', values: {} });
    }
    assertFit(sequences, sizes);
    this.#sequences = sequences;
    this.#sizes = withFeatures(sizes, sequences);
    this.#seed = seed;
    this.stepsPerPass = Math.ceil(sequences.length / sizes.batchSize);
    const targets = sequences.reduce((sum, one) => sum + countTargets(one), 0);
    this.tokensPerStep = (targets / sequences.length) * sizes.batchSize;
  }

  /** Writes step `step` (0, 1, …) to the start of the given arrays. */
  fill(step: number, into: HostInputs): void {
    for (let column = 0; column < this.#sizes.batchSize; column++) {
      fillColumn(this.#sequences[this.rowAt(step, column)], column, this.#sizes, into);
    }
  }

  /** Every sequence does. */
  starts(_step: number, into: Uint32Array): void {
    into.fill(1, 0, this.#sizes.batchSize);
  }

  /** Targets that count in a step: the loss is their mean. */
  targetsIn(step: number): number {
    let targets = 0;
    for (let column = 0; column < this.#sizes.batchSize; column++) {
      targets += countTargets(this.#sequences[this.rowAt(step, column)]);
    }
    return targets;
  }

  /** Which row a step has at a place of the batch. */
  rowAt(step: number, column: number): number {
    const position = step * this.#sizes.batchSize + column;
    const epoch = Math.floor(position / this.#sequences.length);
    return this.#orderOf(epoch)[position - epoch * this.#sequences.length];
  }

  /** Passes over the rows after `step` steps, with fractions. */
  epoch(step: number): number {
    return (step * this.#sizes.batchSize) / this.#sequences.length;
  }

  #orderOf(epoch: number): Uint32Array {
    const known = this.#orders.get(epoch);
    if (known !== undefined) return known;
    // a batch of many passes over few rows reads from several; of others two are enough
    if (this.#orders.size > 1 + this.#sizes.batchSize / this.#sequences.length) {
      this.#orders.clear();
    }
    const words = new RandomWords(this.#seed, randomStreams.epochs, epoch);
    const order = permutation(this.#sequences.length, words);
    this.#orders.set(epoch, order);
    return order;
  }
}

/** Batches of as many held-out targets as are asked for. */
export function heldOutSequences(
  sequences: readonly Sequence[],
  sizes: SequenceSizes,
): (limit: number) => HeldOutSequences {
  return (limit) => new HeldOutSequences(sequences, sizes, limit);
}

/** Batches that measure: every sequence once, in order; the last batch is filled up with none. */
export class HeldOutSequences implements FiniteBatches {
  /** How many batches there are; run them in order. */
  readonly chunks: number;
  /** Targets counted in all chunks together. */
  readonly counted: number;
  /** Targets that could be counted without the limit. */
  readonly total: number;
  /** Sequences counted: the first ones. */
  readonly rows: number;
  readonly #sequences: readonly Sequence[];
  readonly #sizes: BatchSizes;

  /** @param limit targets that are counted at most, of whole sequences, and of one at least */
  constructor(sequences: readonly Sequence[], sizes: SequenceSizes, limit = Infinity) {
    assertFit(sequences, sizes);
    let rows = 0;
    let counted = 0;
    for (const one of sequences) {
      const targets = countTargets(one);
      if (rows > 0 && counted + targets > limit) break;
      counted += targets;
      rows++;
    }
    this.#sequences = sequences.slice(0, rows);
    this.#sizes = withFeatures(sizes, sequences);
    this.rows = rows;
    this.counted = counted;
    this.total = sequences.reduce((sum, one) => sum + countTargets(one), 0);
    this.chunks = Math.ceil(rows / sizes.batchSize);
  }

  /** Writes chunk `chunk` (0 … chunks − 1): sequence chunk · B + b at place b. */
  fill(chunk: number, into: HostInputs): void {
    for (let column = 0; column < this.#sizes.batchSize; column++) {
      const sequence = this.#sequences[chunk * this.#sizes.batchSize + column] ?? none;
      fillColumn(sequence, column, this.#sizes, into);
    }
  }

  /** Every sequence does. */
  starts(_chunk: number, into: Uint32Array): void {
    into.fill(1, 0, this.#sizes.batchSize);
  }

  /** Targets that count in a chunk. */
  targetsIn(chunk: number): number {
    const first = chunk * this.#sizes.batchSize;
    return this.#sequences
      .slice(first, first + this.#sizes.batchSize)
      .reduce((sum, one) => sum + countTargets(one), 0);
  }
}

const none: Sequence = { inputs: [], targets: [] };

const withFeatures = (sizes: SequenceSizes, [first = none]: readonly Sequence[]): BatchSizes => ({
  ...sizes,
  features: first.features ?? 1,
});

/** Behind the end nothing is read and nothing is wanted. */
function fillColumn(
  sequence: Sequence,
  column: number,
  { batchSize, timeSteps, features, isAnsweredOnce = false }: BatchSizes,
  into: HostInputs,
): void {
  const { inputs, targets, source = [] } = sequence;
  const length = stepsIn(sequence);
  if (isAnsweredOnce) into.targets[column] = targets.length > 0 ? targets[0] : maskedTarget;
  for (let timeStep = 0; timeStep < timeSteps; timeStep++) {
    const entry = timeStep * batchSize + column;
    const isReal = timeStep < length;
    for (let at = 0; at < features; at++) {
      into.tokens[entry * features + at] = isReal ? inputs[timeStep * features + at] : noToken;
    }
    if (!isAnsweredOnce) into.targets[entry] = isReal ? targets[timeStep] : maskedTarget;
  }
  if (into.lengths) into.lengths[column] = length;
  fillSource(source, column, batchSize, into);
}

/** What is read before a sequence, where the model reads anything. */
export function fillSource(
  source: ArrayLike<number>,
  column: number,
  batchSize: number,
  { source: read, 'source-lengths': lengths }: Readonly<Record<string, Uint32Array | undefined>>,
): void {
  if (!read) return;
  for (let at = 0; at * batchSize < read.length; at++) {
    read[at * batchSize + column] = at < source.length ? source[at] : noToken;
  }
  if (lengths) lengths[column] = source.length;
}

/** Those that are wanted. */
export function countTargets({ targets }: Sequence): number {
  return Array.from(targets).filter((target) => target !== maskedTarget).length;
}

function assertFit(sequences: readonly Sequence[], { timeSteps }: SequenceSizes): void {
  const longest = longestOf(sequences);
  if (longest <= timeSteps) return;
  throw new ShapeError({
    where: 'batches',
    what: 'a sequence is longer than a batch',
    values: { 'longest sequence': longest, 'time steps': timeSteps },
    advice: 'Take as many time steps as the longest sequence has',
  });
}
