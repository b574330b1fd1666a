/** Measures the gradient through time over one line of text, by the engine's own backward. */
import type { PlanRunner } from '../backend/backend.ts';
import type { Tensor } from '../graph/tensor.ts';
import { readsAhead } from '../model/shape.ts';
import { type ThroughTimeGraph, throughTimeGraph } from '../model/through-time.ts';
import { askedSteps, stepsOf, type TokenLine } from '../data/sequences.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Direction } from '../protocol/direction.ts';
import type { GradientsThroughTime } from '../protocol/frames.ts';
import type { Net } from './net.ts';

export class ThroughTime {
  readonly #runner: PlanRunner;
  readonly #results: ThroughTimeGraph;
  /** Of a source that is read first. */
  readonly #sourceSteps: number;

  private constructor(runner: PlanRunner, results: ThroughTimeGraph, sourceSteps: number) {
    this.#runner = runner;
    this.#results = results;
    this.#sourceSteps = sourceSteps;
  }

  /**
   * A plan for this line: something is asked, and within `longestLine` time steps.
   * @param layer whose states are meant, from 0
   * @param direction of its walk
   */
  static async create(
    net: Net,
    asked: TokenLine,
    layer: number,
    direction: Direction = 0,
  ): Promise<ThroughTime> {
    const { model, objective, shape } = net;
    const timeSteps = askedSteps(asked, readsAhead(shape));
    const sourceSteps = asked.source?.length;
    const watched = { timeSteps, sourceSteps, layer, direction };
    const tensors = throughTimeGraph(model, shape, objective, watched);
    const plan = net.plan('gradient through time', tensors.graph, 1);
    const words = measuredIn(tensors).reduce((sum, { storage }) => sum + storage.words, 0);
    const reading = { name: 'gradient through time', bytes: words * 4 };
    const runner = await net.prepare(plan, { reading });
    const inputs = new ChunkInputs(plan);
    inputs.setNumbers(0, { inverse_count: 1 });
    const wanted = inputs.words(0, tensors.inputs.targets).fill(maskedTarget);
    fillAlike(asked.tokens, timeSteps, inputs.words(0, tensors.inputs.tokens), asked.features);
    if (asked.source) {
      fillAlike(asked.source, timeSteps, inputs.words(0, tensors.inputs.source));
    }
    if (shape.summary) {
      // one answer, as if it were given where the walk ends
      const row = direction === 0 ? timeSteps - 1 : 0;
      wanted.set(asked.targets, row * asked.targets.length);
    } else {
      fillTargets(asked, timeSteps, wanted);
    }
    runner.upload(inputs.first(1));
    return new ThroughTime(runner, tensors, sourceSteps ?? 0);
  }

  async run(): Promise<GradientsThroughTime> {
    const { input, state, memory, line } = this.#results;
    const measured = measuredIn(this.#results);
    const sections = measured.map((tensor) => this.#runner.section(tensor));
    const reading = this.#runner.runAndRead({}, sections);
    if (!reading) throw new Error('gradient through time: more than two runs under way');
    const words = new Float32Array(await reading);
    const starts = new Map<Tensor, number>();
    let at = 0;
    for (const tensor of measured) {
      starts.set(tensor, at);
      at += tensor.storage.words;
    }
    const valuesOf = (tensors: readonly Tensor[]) =>
      Float32Array.from(
        tensors.flatMap((tensor) => {
          const start = starts.get(tensor)!;
          return [...words.subarray(start, start + tensor.rows * tensor.columns)];
        }),
      );
    return {
      ...(this.#sourceSteps > 0 && { source: this.#sourceSteps }),
      input: valuesOf(input),
      state: valuesOf(state),
      memory: memory.length > 0 ? valuesOf(memory) : null,
      line: line ? valuesOf([line]) : null,
    };
  }

  destroy(): void {
    this.#runner.destroy();
  }
}

function measuredIn({ input, state, memory, line }: ThroughTimeGraph): Tensor[] {
  return [...input, ...state, ...memory, ...(line ? [line] : [])];
}

/** The same time steps in every sequence, [T, B, F]. */
function fillAlike(tokens: Uint32Array, sequences: number, read: Uint32Array, features = 1): void {
  for (let place = 0; place < read.length / features; place++) {
    const from = Math.floor(place / sequences) * features;
    read.set(tokens.subarray(from, from + features), place * features);
  }
}

/** What is wanted at time step t, of sequence t alone. */
function fillTargets(asked: TokenLine, timeSteps: number, wanted: Uint32Array): void {
  const { targets } = asked;
  // targets of a time step
  const width = targets.length / stepsOf(asked);
  for (let time = 0; time < timeSteps; time++) {
    const own = targets.subarray(time * width, (time + 1) * width);
    wanted.set(own, (time * timeSteps + time) * width);
  }
}
