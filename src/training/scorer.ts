/** What each token of some lines costs a net, with the weights of now: −log P given those before it. */
import type { PlanRunner } from '../backend/backend.ts';
import { stepsOf, type TokenLine } from '../data/sequences.ts';
import { padded, type Tensor } from '../graph/tensor.ts';
import { type Recording, recordReading } from '../model/recordings.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import { fillLines, type LineSizes } from './line-inputs.ts';
import type { Net } from './net.ts';

export interface Scores {
  /** Nats of each target of each line; 0 where nothing is wanted. */
  lines: Float32Array<ArrayBuffer>[];
  /** Of the place that was asked for, [V]; absent: none was. */
  logits?: Float32Array<ArrayBuffer>;
}

export class Scorer {
  readonly #runner: PlanRunner;
  readonly #tensors: Recording;
  readonly #sizes: LineSizes;
  readonly #classes: number;
  readonly #inputs: ChunkInputs;

  private constructor(runner: PlanRunner, tensors: Recording, sizes: LineSizes, classes: number) {
    this.#runner = runner;
    this.#tensors = tensors;
    this.#sizes = sizes;
    this.#classes = classes;
    this.#inputs = new ChunkInputs(runner.plan);
    this.#inputs.setNumbers(0, { inverse_count: 1 });
  }

  /**
   * @param sizes lines at once, and time steps of the longest: one at least of each
   * @param classes V
   * @throws KernelError, or SettingsError where there is no memory; nothing is left behind then
   */
  static async create(net: Net, sizes: LineSizes, classes: number): Promise<Scorer> {
    const hasLengths = sizes.batchSize > 1;
    const tensors = recordReading(net.model, net.objective, { ...sizes, hasLengths });
    const bytes = 4 * (tensors.losses.storage.words + padded(classes));
    const plan = net.plan('score', tensors.graph, 1);
    const runner = await net.prepare(plan, { reading: { name: 'score', bytes } });
    return new Scorer(runner, tensors, sizes, classes);
  }

  /**
   * Submits a run.
   * @param lines each begins from nothing
   * @param place where logits are wanted, of a line and a time step from 0
   * @returns undefined where readings are under way already
   */
  async run(
    lines: readonly TokenLine[],
    place?: { line: number; at: number },
  ): Promise<Scores | undefined> {
    const { losses, logits } = this.#tensors;
    const wordsOf = (tensor: Tensor) => this.#inputs.words(0, tensor);
    fillLines(lines, this.#sizes, this.#tensors, wordsOf, false);
    this.#runner.upload(this.#inputs.first(1));
    const { batchSize } = this.#sizes;
    const read = [this.#runner.section(losses)];
    const rowBytes = 4 * padded(this.#classes);
    if (place) {
      const row = place.at * batchSize + place.line;
      read.push(this.#runner.section(logits).part(row * rowBytes, rowBytes));
    }
    const reading = this.#runner.runAndRead({}, read);
    if (!reading) return undefined;
    const words = new Float32Array(await reading);
    const costs = lines.map((line, row) =>
      Float32Array.from({ length: stepsOf(line) }, (_, time) => words[time * batchSize + row]),
    );
    const from = losses.storage.words;
    return { lines: costs, ...(place && { logits: words.slice(from, from + this.#classes) }) };
  }

  destroy(): void {
    this.#runner.destroy();
  }
}
