/** Measures the gradient through time over one line of text, by the engine's own backward. */
import type { Readback } from '../gpu/readback.ts';
import type { Executor } from '../graph/executor.ts';
import type { Tensor } from '../graph/tensor.ts';
import { throughTimeGraph } from '../model/through-time.ts';
import { maskedTarget } from '../ops/softmax-cross-entropy.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { GradientsThroughTime } from './gradients-through-time.ts';
import type { Net } from './net.ts';

export class ThroughTime {
  readonly #net: Net;
  readonly #executor: Executor;
  readonly #results: readonly (Tensor | undefined)[];
  readonly #readback: Readback;

  private constructor(
    net: Net,
    executor: Executor,
    results: readonly (Tensor | undefined)[],
    readback: Readback,
  ) {
    this.#net = net;
    this.#executor = executor;
    this.#results = results;
    this.#readback = readback;
  }

  /**
   * A plan for this line: at least two tokens, and one more than `longestLine` at most.
   * @param layer whose states are meant, from 0
   */
  static async create(net: Net, tokens: Uint32Array, layer: number): Promise<ThroughTime> {
    const timeSteps = tokens.length - 1;
    const tensors = throughTimeGraph(net.shape, timeSteps, layer);
    const plan = net.plan('gradient through time', tensors.graph, 1);
    const { input, state, memory, line } = tensors;
    const results = [input, state, memory, line];
    const words = results.reduce((sum, tensor) => sum + (tensor?.storage.words ?? 0), 0);
    const reading = { name: 'gradient through time', bytes: words * 4 };
    const { executor, readback } = await net.prepare(plan, reading);
    const inputs = new ChunkInputs(plan);
    inputs.setNumbers(0, { inverse_count: 1 });
    const read = inputs.words(0, tensors.tokens);
    const wanted = inputs.words(0, tensors.targets).fill(maskedTarget);
    for (let time = 0; time < timeSteps; time++) {
      read.fill(tokens[time], time * timeSteps, (time + 1) * timeSteps);
      wanted[time * timeSteps + time] = tokens[time + 1];
    }
    executor.upload(inputs.first(1));
    return new ThroughTime(net, executor, results, readback);
  }

  /** Submits a run with the weights as they are now. @returns what was measured, once read */
  async run(): Promise<GradientsThroughTime> {
    const { device } = this.#net.engine.gpu;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass({ label: 'gradient through time' });
    this.#executor.encode(pass);
    pass.end();
    const measured = this.#results.filter((tensor) => tensor !== undefined);
    const ranges = measured.map((tensor) => this.#executor.range(tensor));
    const ticket = this.#readback.copy(encoder, ranges);
    device.queue.submit([encoder.finish()]);
    if (!ticket) throw new Error('gradient through time: more than two runs under way');
    const bytes = await this.#readback.read(ticket);
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
    this.#readback.destroy();
    this.#executor.destroy();
  }
}
