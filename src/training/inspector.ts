/** Runs the net over one line of text and reads out what every gate and state did. */
import type { PlanRunner } from '../backend/backend.ts';
import type { TokenLine } from '../data/sequences.ts';
import { padded, type Tensor } from '../graph/tensor.ts';
import type { Pin } from '../protocol/pin.ts';
import { type Recording, recordReading } from '../model/recordings.ts';
import { directionsOf, type StackShape } from '../model/stack-shape.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { stateRow } from '../recurrence/strategy.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net, NetPlanner } from './net.ts';
import { writePins } from './pinned-plan.ts';

export interface Trace {
  id: string;
  /** [T, H] */
  values: Float32Array<ArrayBuffer>;
}

/** What one direction of a layer did over the line. */
export interface LineReading {
  /** From 0. */
  layer: number;
  /** 1 reads the line from its end; its traces stand in the order of the line all the same. */
  direction: 0 | 1;
  /** Gates first, then the shown states. */
  traces: Trace[];
  /** Gates that are only kept for the backward pass. */
  kept: Trace[];
  /** Every state before the time step that is walked first, [H]. */
  starts: Trace[];
  /** Of the whole net: mean over what is wanted, nats per token; NaN where nothing is. */
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
  readonly #tensors: Recording;
  readonly #timeSteps: number;
  readonly #targets: Uint32Array;
  readonly #logits: Tensor | undefined;

  private constructor(
    net: Net,
    runner: PlanRunner,
    tensors: Recording,
    line: TokenLine,
    logits: Tensor | undefined,
    pins: readonly Pin[],
  ) {
    this.#net = net;
    this.#runner = runner;
    this.#tensors = tensors;
    this.#timeSteps = line.tokens.length;
    this.#targets = line.targets;
    this.#logits = logits;
    const inputs = new ChunkInputs(runner.plan);
    inputs.words(0, tensors.inputs.tokens).set(line.tokens);
    inputs.words(0, tensors.inputs.targets).set(line.targets);
    inputs.setNumbers(0, { inverse_count: 1 });
    runner.upload(inputs.first(1));
    writePins(net, runner, tensors.stacks[0], pins);
  }

  /** A plan for this line, ready to run. */
  static async create(
    net: Net,
    line: TokenLine,
    options: InspectorOptions = {},
  ): Promise<Inspector> {
    const inspector = await Inspector.allocate(net, line, options);
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
    const sizes = { timeSteps, batchSize: 1, hasPins };
    const tensors = recordReading(net.model, net.objective, sizes);
    const own = hasPins ? 'pinned gates' : 'gates';
    return { tensors, plan: net.plan(name ?? own, tensors.graph, 1) };
  }

  /** A plan for this line: at least one token. Its kernels are still to be compiled. */
  static async allocate(
    net: Net,
    line: TokenLine,
    options: InspectorOptions = {},
    { tensors, plan } = Inspector.plan(net, line.tokens.length, options),
  ): Promise<Inspector> {
    const { name, layersAtOnce = 1, hasLogits = false, pins = [] } = options;
    const [{ layers, states }] = tensors.stacks;
    const [{ gates }] = layers;
    const isSmall = tensors.logits.storage.words <= mostLogits;
    const logits = hasLogits && isSmall ? tensors.logits : undefined;
    const words = layersAtOnce * gates.storage.words + states.storage.words;
    const others = tensors.losses.storage.words + (logits?.storage.words ?? 0);
    const bytes = (words + others) * 4;
    const reading = { name: name ?? 'gates', bytes };
    const runner = await net.space.allocate(plan, { reading });
    return new Inspector(net, runner, tensors, line, logits, pins);
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
   * @returns what each direction of each of these layers did, in their order, once read; nothing where
   * two readings are under way
   */
  async run(layers: readonly number[]): Promise<LineReading[]> {
    const { losses, stacks } = this.#tensors;
    const [stack] = stacks;
    const gates = layers.map((layer) => stack.layers[layer].gates);
    const read = [...gates, stack.states, losses, ...(this.#logits ? [this.#logits] : [])];
    const sections = read.map((tensor) => this.#runner.section(tensor));
    const reading = this.#runner.runAndRead({}, sections);
    if (!reading) return [];
    const words = new Float32Array(await reading);
    let end = 0;
    const parts = read.map(({ storage }) => words.subarray(end, (end += storage.words)));
    const [states, allLosses, logits] = parts.slice(layers.length);
    const counted = this.#targets.filter((target) => target !== maskedTarget).length;
    const ofLine = allLosses.subarray(0, this.#timeSteps);
    const loss = ofLine.reduce((sum, each) => sum + each, 0) / counted;
    const [shape] = this.#net.model.stacks;
    const directions = ([0, 1] as const).slice(0, directionsOf(shape));
    return layers.flatMap((layer, at) =>
      directions.map((direction): LineReading => {
        const { shown, kept } = unpackGates(shape, this.#timeSteps, direction, parts[at]);
        const own = rowsOf(stack.layers[layer].states, states);
        const slots = unpackSlots(shape, this.#timeSteps, direction, own);
        const traces = [...shown, ...slots.shown];
        return { layer, direction, traces, kept, starts: slots.starts, loss, logits };
      }),
    );
  }

  destroy(): void {
    this.#runner.destroy();
  }
}

/** The words of a layer's states among those of all layers. */
function rowsOf({ offset4, rows, rowStride4 }: Tensor, words: Float32Array): Float32Array {
  return words.subarray(offset4 * 4, (offset4 + rows * rowStride4) * 4);
}

/** [D, T, H/4, G, 4] → one [T, H] per gate of a direction. */
function unpackGates(
  { cell, hiddenSize }: StackShape,
  timeSteps: number,
  direction: number,
  words: Float32Array,
) {
  const count = cell.gates.length;
  const width = padded(hiddenSize) * count;
  const first = direction * timeSteps * width;
  const traces = cell.gates.map(({ id }, gate): Trace => {
    const values = new Float32Array(timeSteps * hiddenSize);
    for (let time = 0, at = 0; time < timeSteps; time++) {
      for (let unit = 0; unit < hiddenSize; unit++, at++) {
        const place = ((unit >> 2) * count + gate) * 4 + (unit & 3);
        values[at] = words[first + time * width + place];
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

/** [D, SLOTS, T + 1, H] → one [T, H] per shown slot of a direction, and what came before, [H]. */
function unpackSlots(
  { cell, hiddenSize }: StackShape,
  timeSteps: number,
  direction: number,
  words: Float32Array,
): { shown: Trace[]; starts: Trace[] } {
  const width = padded(hiddenSize);
  const slots = cell.slots.map(({ id }, slot) => {
    const firstRow = (direction * cell.slots.length + slot) * (timeSteps + 1);
    const rowAt = (time: number | 'start') => {
      const at = (firstRow + stateRow(direction, timeSteps, time)) * width;
      return words.subarray(at, at + hiddenSize);
    };
    const values = new Float32Array(timeSteps * hiddenSize);
    for (let time = 0; time < timeSteps; time++) values.set(rowAt(time), time * hiddenSize);
    return { shown: { id, values }, start: { id, values: rowAt('start').slice() } };
  });
  return {
    shown: slots.map(({ shown }) => shown).filter((_, slot) => cell.slots[slot].role),
    starts: slots.map(({ start }) => start),
  };
}
