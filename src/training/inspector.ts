/** Runs the net over one line of text and reads out what every gate and state did. */
import { Readback } from '../gpu/readback.ts';
import type { Executor } from '../graph/executor.ts';
import { quarter } from '../graph/tensor.ts';
import { inspectionGraph } from '../model/language-model.ts';
import type { ModelShape } from '../model/shape.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net } from './net.ts';

export interface Trace {
  id: string;
  /** [T, H] */
  values: Float32Array<ArrayBuffer>;
}

export class Inspector {
  readonly #net: Net;
  readonly #executor: Executor;
  readonly #tensors: ReturnType<typeof inspectionGraph>;
  readonly #timeSteps: number;
  readonly #readback: Readback;

  private constructor(
    net: Net,
    executor: Executor,
    tensors: ReturnType<typeof inspectionGraph>,
    tokens: Uint32Array,
    readback: Readback,
  ) {
    this.#net = net;
    this.#executor = executor;
    this.#tensors = tensors;
    this.#timeSteps = tokens.length;
    this.#readback = readback;
    const inputs = new ChunkInputs(executor.plan);
    inputs.words(0, tensors.tokens).set(tokens);
    inputs.setNumbers(0, {});
    executor.upload(inputs.first(1));
  }

  /**
   * A plan for this line: at least one token.
   * @param layersAtOnce how many layers a run reads at most
   */
  static async create(net: Net, tokens: Uint32Array, layersAtOnce = 1): Promise<Inspector> {
    const tensors = inspectionGraph(net.shape, tokens.length);
    const plan = net.plan('gates', tensors.graph, 1);
    const { gates, states } = tensors.layers[0];
    const bytes = (layersAtOnce * gates.storage.words + states.storage.words) * 4;
    const { executor, readback } = await net.prepare(plan, { name: 'gates', bytes });
    return new Inspector(net, executor, tensors, tokens, readback);
  }

  /** False while two frames are under way already. */
  get ready(): boolean {
    return this.#readback.ready;
  }

  /**
   * Submits the run over the line with the weights as they are now.
   * @param layers from 0
   * @returns the traces of each of these layers, once read: gates first, then the shown states
   */
  async run(layers: readonly number[]): Promise<Trace[][]> {
    const { device } = this.#net.engine.gpu;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass({ label: 'gates' });
    this.#executor.encode(pass);
    pass.end();
    const read = layers.map((layer) => this.#tensors.layers[layer].gates);
    const ranges = [...read, this.#tensors.states].map((tensor) => this.#executor.range(tensor));
    const ticket = this.#readback.copy(encoder, ranges);
    device.queue.submit([encoder.finish()]);
    if (!ticket) return [];
    const words = new Float32Array(await this.#readback.read(ticket));
    const { shape } = this.#net;
    const gateWords = this.#tensors.layers[0].gates.storage.words;
    const states = words.subarray(layers.length * gateWords);
    return layers.map((layer, at) => [
      ...unpackGates(shape, this.#timeSteps, words.subarray(at * gateWords, (at + 1) * gateWords)),
      ...unpackSlots(shape, this.#timeSteps, layer, states),
    ]);
  }

  destroy(): void {
    this.#readback.destroy();
    this.#executor.destroy();
  }
}

/** [T, H/4, G, 4] → one [T, H] per gate. */
function unpackGates({ cell, hiddenSize }: ModelShape, timeSteps: number, words: Float32Array) {
  const count = cell.gates.length;
  const width = quarter(hiddenSize) * count * 4;
  return cell.gates.flatMap(({ id, hidden }, gate): Trace[] => {
    if (hidden) return [];
    const values = new Float32Array(timeSteps * hiddenSize);
    for (let time = 0, at = 0; time < timeSteps; time++) {
      for (let unit = 0; unit < hiddenSize; unit++, at++) {
        values[at] = words[time * width + ((unit >> 2) * count + gate) * 4 + (unit & 3)];
      }
    }
    return [{ id, values }];
  });
}

/** [layers, SLOTS, T + 1, H] → one [T, H] per shown slot of a layer. */
function unpackSlots(
  { cell, hiddenSize }: ModelShape,
  timeSteps: number,
  layer: number,
  words: Float32Array,
): Trace[] {
  const width = quarter(hiddenSize) * 4;
  return cell.slots.flatMap(({ id, shown }, slot) => {
    if (!shown) return [];
    const values = new Float32Array(timeSteps * hiddenSize);
    const firstRow = (layer * cell.slots.length + slot) * (timeSteps + 1) + 1;
    for (let time = 0; time < timeSteps; time++) {
      const at = (firstRow + time) * width;
      values.set(words.subarray(at, at + hiddenSize), time * hiddenSize);
    }
    return [{ id, values }];
  });
}
