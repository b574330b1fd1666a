/**
 * Batches for truncated backpropagation through time. The training part is cut into `batchSize`
 * streams of equal length, one after the other; each step reads the next `timeSteps` characters of
 * every stream, so that the state at the end of a step is the right start of the next one.
 */
import { SettingsError, TextError } from '../lib/errors.ts';
import type { Batch, BatchSource } from './batch-source.ts';
import type { Sequence } from './sequences.ts';

/** As many as there are symbols, or the bits of numbers. */
type Tokens = Uint8Array | Uint16Array | Uint32Array;

/**
 * Every step is a function of its number alone: a run can be resumed or replayed from any step.
 *
 * Stream b starts at character b * floor((length − 1) / batchSize). What a stream has left after
 * its last whole chunk (fewer than `timeSteps` characters) is not trained on, nor are the fewer than
 * `batchSize` characters after the last stream; everything else is, once per pass.
 * All streams wrap together: they start with the first step of each pass.
 */
export class StreamBatches implements BatchSource {
  /** Steps until every stream starts again. */
  readonly stepsPerPass: number;
  /** Characters trained on in one step. */
  readonly tokensPerStep: number;
  readonly #tokens: Tokens;
  readonly #batchSize: number;
  readonly #timeSteps: number;
  readonly #streamLength: number;

  /** Reads `tokens[0 … length − 1]`. Throws when they are fewer than one step needs. */
  constructor(tokens: Tokens, length: number, batchSize: number, timeSteps: number) {
    assertFits(length, batchSize, timeSteps);
    this.#tokens = tokens;
    this.#batchSize = batchSize;
    this.#timeSteps = timeSteps;
    this.#streamLength = Math.floor((length - 1) / batchSize);
    this.stepsPerPass = Math.floor(this.#streamLength / timeSteps);
    this.tokensPerStep = batchSize * timeSteps;
  }

  /** Writes step `step` (0, 1, …) to the start of the given arrays. */
  fill(step: number, into: Batch): void {
    const chunk = step % this.stepsPerPass;
    const batchSize = this.#batchSize;
    for (let stream = 0; stream < batchSize; stream++) {
      let position = stream * this.#streamLength + chunk * this.#timeSteps;
      for (let timeStep = 0; timeStep < this.#timeSteps; timeStep++, position++) {
        const entry = timeStep * batchSize + stream;
        into.tokens[entry] = this.#tokens[position];
        into.targets[entry] = this.#tokens[position + 1];
      }
    }
  }

  /** How many stretches of `timeSteps` characters a pass has. */
  get stretches(): number {
    return this.#batchSize * this.stepsPerPass;
  }

  /** Which stretch a step reads in a stream; they are numbered as they stand in the text. */
  rowAt(step: number, stream: number): number {
    return stream * this.stepsPerPass + (step % this.stepsPerPass);
  }

  stretch(index: number): Sequence {
    const stream = Math.floor(index / this.stepsPerPass);
    const chunk = index % this.stepsPerPass;
    const from = stream * this.#streamLength + chunk * this.#timeSteps;
    const to = from + this.#timeSteps;
    return {
      inputs: this.#tokens.subarray(from, to),
      targets: this.#tokens.subarray(from + 1, to + 1),
    };
  }

  /** Writes for each stream 1 where it starts with this step. */
  starts(step: number, into: Uint32Array): void {
    into.fill(step % this.stepsPerPass === 0 ? 1 : 0, 0, this.#batchSize);
  }

  /** Passes over the training part after `step` steps, with fractions. */
  epoch(step: number): number {
    return step / this.stepsPerPass;
  }
}

/** Steps that a pass over a short text should have: in one alone no state would be carried on. */
const stepsWorthHaving = 4;

/**
 * Sizes up to the given ones with which `length` (≥ 2) characters make four steps, or as many as
 * there can be; about as many streams as time steps.
 */
function fittingUnrolling(length: number, batchSize: number, timeSteps: number) {
  const pairs = Math.max(1, Math.floor((length - 1) / stepsWorthHaving));
  const steps = Math.min(timeSteps, Math.floor(Math.sqrt(pairs)));
  return { batchSize: Math.min(batchSize, Math.floor(pairs / steps)), timeSteps: steps };
}

/**
 * Throws unless `length` training characters fill at least one step: batchSize * timeSteps + 1,
 * the one more being the last target. A SettingsError names settings that fit; a TextError says
 * that none do.
 */
export function assertFits(length: number, batchSize: number, timeSteps: number): void {
  const needed = batchSize * timeSteps + 1;
  if (length >= needed) return;
  const pairs = length - 1;
  if (pairs < 1) {
    throw new TextError({ code: 'text too short', values: { characters: length, needed: 2 } });
  }
  const fitting = fittingUnrolling(length, batchSize, timeSteps);
  const values = { characters: length, needed, batchSize, timeSteps };
  throw new SettingsError(
    { code: 'text shorter than a step', values },
    { remedies: [{ kind: 'settings', settings: fitting }] },
  );
}
