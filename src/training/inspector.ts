/** Runs the net over one line of text and reads out what every gate and state did. */
import type { PlanRunner } from '../backend/backend.ts';
import { quarter, type Tensor } from '../graph/tensor.ts';
import { inspectionGraph } from '../model/language-model.ts';
import type { Pin } from '../protocol/pin.ts';
import type { ModelShape } from '../model/shape.ts';
import { maskedTarget } from '../ops/softmax-cross-entropy.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net, NetPlanner } from './net.ts';
import { writePins } from './pinned-plan.ts';

export interface Trace {
  id: string;
  /** [T, H] */
  values: Float32Array<ArrayBuffer>;
}

/** What one layer did over the line. */
export interface Reading {
  /** Gates first, then the shown states. */
  traces: Trace[];
  /** Gates that are only kept for the backward pass. */
  kept: Trace[];
  /** Every state before the first time step, [H]. */
  starts: Trace[];
  /** Of the whole net: mean over the line, nats per token; NaN where the line has but one. */
  loss: number;
  /** Of the whole net, [T, V] with padded rows; where they were asked for and are not too many. */
  logits?: Float32Array;
}

export interface InspectorOptions {
  /** Of its plan and its memory, where the ledger lists them. */
  name?: string;
  /** How many layers a run reads at most. */
  layersAtOnce?: number;
  hasLogits?: boolean;
  /** Gates that are held while it runs. */
  pins?: readonly Pin[];
}

/** 2 MiB. */
const mostLogits = 2 ** 19;

export class Inspector {
  readonly #net: Net;
  readonly #runner: PlanRunner;
  readonly #tensors: ReturnType<typeof inspectionGraph>;
  readonly #timeSteps: number;
  readonly #logits: Tensor | undefined;

  private constructor(
    net: Net,
    runner: PlanRunner,
    tensors: ReturnType<typeof inspectionGraph>,
    tokens: Uint32Array,
    logits: Tensor | undefined,
    pins: readonly Pin[],
  ) {
    this.#net = net;
    this.#runner = runner;
    this.#tensors = tensors;
    this.#timeSteps = tokens.length;
    this.#logits = logits;
    const inputs = new ChunkInputs(runner.plan);
    inputs.words(0, tensors.tokens).set(tokens);
    const targets = inputs.words(0, tensors.targets).fill(maskedTarget);
    targets.set(tokens.subarray(1));
    inputs.setNumbers(0, { inverse_count: 1 });
    runner.upload(inputs.first(1));
    writePins(net, runner, tensors.layers, pins);
  }

  /** A plan for this line, ready to run. */
  static async create(
    net: Net,
    tokens: Uint32Array,
    options: InspectorOptions = {},
  ): Promise<Inspector> {
    const inspector = await Inspector.allocate(net, tokens, options);
    try {
      await inspector.compile();
      return inspector;
    } catch (error) {
      inspector.destroy();
      throw error;
    }
  }

  /** @param timeSteps tokens of the line */
  static plan(net: NetPlanner, timeSteps: number, { name, pins = [] }: InspectorOptions = {}) {
    const hasPins = pins.length > 0;
    const tensors = inspectionGraph(net.shape, timeSteps, hasPins);
    const own = hasPins ? 'pinned gates' : 'gates';
    return { tensors, plan: net.plan(name ?? own, tensors.graph, 1) };
  }

  /** A plan for this line: at least one token. Its kernels are still to be compiled. */
  static async allocate(
    net: Net,
    tokens: Uint32Array,
    options: InspectorOptions = {},
    { tensors, plan } = Inspector.plan(net, tokens.length, options),
  ): Promise<Inspector> {
    const { name, layersAtOnce = 1, hasLogits = false, pins = [] } = options;
    const { gates, states } = tensors.layers[0];
    const isSmall = tensors.logits.storage.words <= mostLogits;
    const logits = hasLogits && isSmall ? tensors.logits : undefined;
    const words = layersAtOnce * gates.storage.words + states.storage.words;
    const others = tensors.losses.storage.words + (logits?.storage.words ?? 0);
    const bytes = (words + others) * 4;
    const reading = { name: name ?? 'gates', bytes };
    const runner = await net.space.allocate(plan, { reading });
    return new Inspector(net, runner, tensors, tokens, logits, pins);
  }

  get isCompiled(): boolean {
    return this.#runner.isCompiled;
  }

  /** Before the first run. @throws KernelError */
  compile(): Promise<void> {
    return this.#runner.compile();
  }

  /** False while two frames are under way already. */
  get ready(): boolean {
    return this.#runner.isReady;
  }

  /**
   * Submits the run over the line with the weights as they are now.
   * @param layers from 0
   * @returns what each of these layers did, once read; nothing where two readings are under way
   */
  async run(layers: readonly number[]): Promise<Reading[]> {
    const gates = layers.map((layer) => this.#tensors.layers[layer].gates);
    const { losses, states: all } = this.#tensors;
    const read = [...gates, all, losses, ...(this.#logits ? [this.#logits] : [])];
    const sections = read.map((tensor) => this.#runner.section(tensor));
    const reading = this.#runner.runAndRead({}, sections);
    if (!reading) return [];
    const words = new Float32Array(await reading);
    let end = 0;
    const parts = read.map(({ storage }) => words.subarray(end, (end += storage.words)));
    const [states, allLosses, logits] = parts.slice(layers.length);
    const counted = allLosses.subarray(0, this.#timeSteps - 1);
    const loss = counted.reduce((sum, each) => sum + each, 0) / counted.length;
    const { shape } = this.#net;
    return layers.map((layer, at) => {
      const { shown, kept } = unpackGates(shape, this.#timeSteps, parts[at]);
      const slots = unpackSlots(shape, this.#timeSteps, layer, states);
      return { traces: [...shown, ...slots.shown], kept, starts: slots.starts, loss, logits };
    });
  }

  destroy(): void {
    this.#runner.destroy();
  }
}

/** [T, H/4, G, 4] → one [T, H] per gate. */
function unpackGates({ cell, hiddenSize }: ModelShape, timeSteps: number, words: Float32Array) {
  const count = cell.gates.length;
  const width = quarter(hiddenSize) * count * 4;
  const traces = cell.gates.map(({ id }, gate): Trace => {
    const values = new Float32Array(timeSteps * hiddenSize);
    for (let time = 0, at = 0; time < timeSteps; time++) {
      for (let unit = 0; unit < hiddenSize; unit++, at++) {
        values[at] = words[time * width + ((unit >> 2) * count + gate) * 4 + (unit & 3)];
      }
    }
    return { id, values };
  });
  const isHidden = (_: Trace, gate: number) => cell.gates[gate].role === undefined;
  return {
    shown: traces.filter((trace, gate) => !isHidden(trace, gate)),
    kept: traces.filter(isHidden),
  };
}

/** [layers, SLOTS, T + 1, H] → one [T, H] per shown slot of a layer, and what came before, [H]. */
function unpackSlots(
  { cell, hiddenSize }: ModelShape,
  timeSteps: number,
  layer: number,
  words: Float32Array,
): { shown: Trace[]; starts: Trace[] } {
  const width = quarter(hiddenSize) * 4;
  const slots = cell.slots.map(({ id }, slot) => {
    const rows = new Float32Array((timeSteps + 1) * hiddenSize);
    const firstRow = (layer * cell.slots.length + slot) * (timeSteps + 1);
    for (let row = 0; row <= timeSteps; row++) {
      const at = (firstRow + row) * width;
      rows.set(words.subarray(at, at + hiddenSize), row * hiddenSize);
    }
    return { id, rows };
  });
  return {
    shown: slots
      .filter((_, slot) => cell.slots[slot].role)
      .map(({ id, rows }) => ({ id, values: rows.slice(hiddenSize) })),
    starts: slots.map(({ id, rows }) => ({ id, values: rows.slice(0, hiddenSize) })),
  };
}
