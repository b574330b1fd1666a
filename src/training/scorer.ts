/** What each token of some lines costs a net, with the weights of now: −log P given those before it. */
import type { PlanRunner } from '../backend/backend.ts';
import { stepsOf, type TokenLine } from '../data/sequences.ts';
import { padded } from '../graph/tensor.ts';
import { type Recording, recordReading } from '../model/recordings.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import { fillLines, type LineSizes, sizesOf } from './line-inputs.ts';
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
  readonly #lines: readonly TokenLine[];
  readonly #sizes: LineSizes;
  readonly #classes: number;

  private constructor(
    runner: PlanRunner,
    tensors: Recording,
    lines: readonly TokenLine[],
    classes: number,
  ) {
    this.#runner = runner;
    this.#tensors = tensors;
    this.#lines = lines;
    this.#sizes = sizesOf(lines);
    this.#classes = classes;
    const inputs = new ChunkInputs(runner.plan);
    fillLines(lines, this.#sizes, tensors, (tensor) => inputs.words(0, tensor), false);
    inputs.setNumbers(0, { inverse_count: 1 });
    runner.upload(inputs.first(1));
  }

  /**
   * @param lines at least one, of one time step each; each begins from nothing
   * @param classes V
   * @throws KernelError, or SettingsError where there is no memory; nothing is left behind then
   */
  static async create(net: Net, lines: readonly TokenLine[], classes: number): Promise<Scorer> {
    const sizes = { ...sizesOf(lines), hasLengths: lines.length > 1 };
    const tensors = recordReading(net.model, net.objective, sizes);
    const bytes = 4 * (tensors.losses.storage.words + padded(classes));
    const plan = net.plan('score', tensors.graph, 1);
    const runner = await net.prepare(plan, { reading: { name: 'score', bytes } });
    return new Scorer(runner, tensors, lines, classes);
  }

  /**
   * Submits a run.
   * @param place where logits are wanted, of a line and a time step from 0
   * @returns undefined where readings are under way already
   */
  async run(place?: { line: number; at: number }): Promise<Scores | undefined> {
    const { losses, logits } = this.#tensors;
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
    const lines = this.#lines.map((line, row) =>
      Float32Array.from({ length: stepsOf(line) }, (_, time) => words[time * batchSize + row]),
    );
    const from = losses.storage.words;
    return { lines, ...(place && { logits: words.slice(from, from + this.#classes) }) };
  }

  destroy(): void {
    this.#runner.destroy();
  }
}
