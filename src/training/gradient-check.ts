/**
 * Checks a gradient by hand: nudges one weight of a copy of the net, measures the slope of the loss,
 * and sets it beside the engine's own backward. The net that trains is only read.
 */
import { sortTokens } from '../data/sort-tokens.ts';
import { Readback } from '../gpu/readback.ts';
import { Executor } from '../graph/executor.ts';
import { alignedWords } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type NamedValues, unpackParameters } from '../model/parameters.ts';
import { parameterSpecs } from '../model/shape.ts';
import { weightCheckGraph } from '../model/weight-check.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import { gradientSummands, type LineRecord } from './gradient-summands.ts';
import type { Net } from './net.ts';

export interface Slope {
  /** (loss above − loss below) / (weight above − weight below). */
  value: number;
  above: number;
  below: number;
}

export class GradientCheck {
  readonly #net: Net;
  readonly #executor: Executor;
  readonly #tensors: ReturnType<typeof weightCheckGraph>;
  readonly #tokens: Uint32Array;
  readonly #readback: Readback;

  private constructor(
    net: Net,
    executor: Executor,
    tensors: ReturnType<typeof weightCheckGraph>,
    tokens: Uint32Array,
  ) {
    this.#net = net;
    this.#executor = executor;
    this.#tensors = tensors;
    this.#tokens = tokens.slice(0, -1);
    const bytes = this.#record.reduce((sum, { storage }) => sum + storage.words * 4, 0);
    this.#readback = new Readback(net.engine.ledger, 'gradient check', bytes, 1);
    const inputs = new ChunkInputs(executor.plan);
    const words = (tensor: Tensor | undefined) => inputs.words(0, tensor as Tensor);
    const { tokens: read, targets, order, rowStart } = tensors.inputs;
    words(read).set(this.#tokens);
    words(targets).set(tokens.subarray(1));
    const sorted = { order: words(order), rowStart: words(rowStart) };
    sortTokens(this.#tokens, net.shape.vocabSize, sorted);
    inputs.setNumbers(0, { inverse_count: 1 / this.#tokens.length });
    executor.upload(inputs.first(1));
  }

  /** A plan for this line, at least two tokens, with weights and gradients of its own. */
  static async create(net: Net, tokens: Uint32Array): Promise<GradientCheck> {
    const tensors = weightCheckGraph(net.shape, tokens.length - 1);
    const plan = net.plan('gradient check', tensors.graph, 1);
    const { cache, ledger } = net.engine;
    return new GradientCheck(net, await Executor.create(plan, cache, ledger, {}), tensors, tokens);
  }

  /** Takes the weights as they are now, and does forward and backward with them. */
  async backward(): Promise<{
    loss: number;
    gradients: NamedValues[];
    weights: NamedValues[];
    record: LineRecord;
  }> {
    const { device } = this.#net.engine.gpu;
    const [live] = this.#net.ranges;
    const own = this.#weights;
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(live.buffer, live.offset, own.buffer, own.offset, live.bytes);
    device.queue.submit([encoder.finish()]);
    const words = await this.#run(this.#record);
    const { shape } = this.#net;
    const [losses, states, logits, ...rest] = words;
    const gates = rest.slice(0, shape.layers);
    const input = this.#tensors.inputGradient && rest[shape.layers];
    const sections = rest.slice(shape.layers + (input ? 1 : 0));
    const { length } = this.#tensors.graph.parameters;
    const weights = unpackParameters(shape, joined(sections.slice(0, length)));
    const gradients = unpackParameters(shape, joined(sections.slice(length)));
    const embedding = weights.find(({ name }) => name === 'embedding.weight')?.values;
    const record = { tokens: this.#tokens, gates, states, logits, input, embedding };
    return { loss: mean(losses), gradients, weights, record };
  }

  /** [T]; undefined for a weight that acts only once. */
  summands(record: LineRecord, name: string, index: number): Float64Array | undefined {
    return gradientSummands(this.#net.shape, record, name, index);
  }

  /** Central difference over the weights that `backward` took; they are put back afterwards. */
  async slope(name: string, index: number, weight: number, epsilon: number): Promise<Slope> {
    const { word, sign, section } = this.#place(name, index);
    const { queue } = this.#net.engine.gpu.device;
    const { buffer, offset } = this.#executor.range(section);
    const write = (value: number) =>
      queue.writeBuffer(buffer, offset + word * 4, Float32Array.of(sign * value));
    const [up, down] = [Math.fround(weight + epsilon), Math.fround(weight - epsilon)];
    write(up);
    const above = mean((await this.#run([this.#tensors.losses]))[0]);
    write(down);
    const below = mean((await this.#run([this.#tensors.losses]))[0]);
    write(weight);
    return { value: (above - below) / (up - down), above, below };
  }

  destroy(): void {
    this.#readback.destroy();
    this.#executor.destroy();
  }

  /** What `backward` reads: losses, states, logits, gates, the input's gradient, weights, gradients. */
  get #record(): Tensor[] {
    const { losses, states, logits, layers, inputGradient, graph } = this.#tensors;
    return [
      ...[losses, states, logits],
      ...layers.map(({ gates }) => gates),
      ...(inputGradient ? [inputGradient] : []),
      ...graph.parameters,
      ...graph.parameters.map((parameter) => graph.parameterGradient(parameter)),
    ];
  }

  /** The plan's own weights, all of them. */
  get #weights() {
    const { buffer, offset } = this.#executor.range(this.#tensors.graph.parameters[0]);
    return { buffer, offset };
  }

  #place(name: string, index: number) {
    const spec = parameterSpecs(this.#net.shape).find((one) => one.name === name);
    const section = this.#tensors.parameters.get(spec?.section ?? '');
    if (!spec || !section) throw new Error(`gradient check: there is no weight ${name}`);
    return { ...spec.place(index), section };
  }

  async #run(read: readonly Tensor[]): Promise<Float32Array[]> {
    const { device } = this.#net.engine.gpu;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass({ label: 'gradient check' });
    this.#executor.encode(pass);
    pass.end();
    const ticket = this.#readback.copy(
      encoder,
      read.map((tensor) => this.#executor.range(tensor)),
    );
    device.queue.submit([encoder.finish()]);
    if (!ticket) throw new Error('gradient check: more than one run under way');
    const words = new Float32Array(await this.#readback.read(ticket));
    let end = 0;
    return read.map(({ storage }) => words.slice(end, (end += storage.words)));
  }
}

/** Mean of the losses of one line, in double precision. */
function mean(losses: Float32Array): number {
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** Sections of a flat buffer, as far apart as they lie there. */
function joined(sections: readonly Float32Array[]): Float32Array {
  const flat = new Float32Array(
    sections.reduce((sum, { length }) => sum + alignedWords(length), 0),
  );
  let at = 0;
  for (const section of sections) {
    flat.set(section, at);
    at += alignedWords(section.length);
  }
  return flat;
}
