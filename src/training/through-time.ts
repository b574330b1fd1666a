/** Measures the gradient through time over one line of text, by the engine's own backward. */
import type { PlanRunner } from '../backend/backend.ts';
import type { Tensor } from '../graph/tensor.ts';
import { readsAhead } from '../model/shape.ts';
import { throughTimeGraph } from '../model/through-time.ts';
import { askedSteps, type TokenLine } from '../data/sequences.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Direction } from '../protocol/direction.ts';
import type { GradientsThroughTime } from '../protocol/frames.ts';
import type { Net } from './net.ts';

export class ThroughTime {
  readonly #runner: PlanRunner;
  readonly #results: readonly (Tensor | undefined)[];

  private constructor(runner: PlanRunner, results: readonly (Tensor | undefined)[]) {
    this.#runner = runner;
    this.#results = results;
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
    const tensors = throughTimeGraph(model, shape, objective, { timeSteps, layer, direction });
    const plan = net.plan('gradient through time', tensors.graph, 1);
    const { input, state, memory, line } = tensors;
    const results = [input, state, memory, line];
    const words = results.reduce((sum, tensor) => sum + (tensor?.storage.words ?? 0), 0);
    const reading = { name: 'gradient through time', bytes: words * 4 };
    const runner = await net.prepare(plan, { reading });
    const inputs = new ChunkInputs(plan);
    inputs.setNumbers(0, { inverse_count: 1 });
    const read = inputs.words(0, tensors.tokens);
    const wanted = inputs.words(0, tensors.targets).fill(maskedTarget);
    for (let time = 0; time < timeSteps; time++) {
      read.fill(asked.tokens[time], time * timeSteps, (time + 1) * timeSteps);
    }
    if (shape.summary) {
      // one answer, as if it were given where the walk ends
      const row = direction === 0 ? timeSteps - 1 : 0;
      wanted.set(asked.targets, row * asked.targets.length);
    } else {
      fillTargets(asked, timeSteps, wanted);
    }
    runner.upload(inputs.first(1));
    return new ThroughTime(runner, results);
  }
  async run(): Promise<GradientsThroughTime> {
    const measured = this.#results.filter((tensor) => tensor !== undefined);
    const sections = measured.map((tensor) => this.#runner.section(tensor));
    const reading = this.#runner.runAndRead({}, sections);
    if (!reading) throw new Error('gradient through time: more than two runs under way');
    const bytes = await reading;
    let at = 0;
    const [input, state, memory, line] = this.#results.map((tensor) => {
      if (!tensor) return null;
      const start = at;
      at += tensor.storage.words * 4;
      return new Float32Array(bytes.slice(start, start + tensor.rows * tensor.columns * 4));
    });
    return {
      input: input as Float32Array<ArrayBuffer>,
      state: state as Float32Array<ArrayBuffer>,
      memory,
      line,
    };
  }

  destroy(): void {
    this.#runner.destroy();
  }
}

/** What is wanted at time step t, of sequence t alone. */
function fillTargets({ tokens, targets }: TokenLine, timeSteps: number, wanted: Uint32Array): void {
  // targets of a time step
  const width = targets.length / tokens.length;
  for (let time = 0; time < timeSteps; time++) {
    const own = targets.subarray(time * width, (time + 1) * width);
    wanted.set(own, (time * timeSteps + time) * width);
  }
}
