/** Runs the net over a line, or several side by side, and reads out what every gate and state did. */
import type { PlanRunner } from '../backend/backend.ts';
import { stepsOf, type TokenLine } from '../data/sequences.ts';
import { padded, type Tensor } from '../graph/tensor.ts';
import type { Pin } from '../protocol/pin.ts';
import type { StackPart } from '../protocol/stack-part.ts';
import { stackAt } from '../model/model.ts';
import { type Recording, recordReading } from '../model/recordings.ts';
import { directionsOf, type StackShape } from '../model/stack-shape.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { stateRow } from '../recurrence/strategy.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import { fillLines, type LineSizes, sizesOf } from './line-inputs.ts';
import type { Net, NetPlanner } from './net.ts';
import { writePins } from './pinned-plan.ts';

export interface Trace {
  id: string;
  /** [T, H]; of several lines those of each behind those of the one before, without any padding. */
  values: Float32Array<ArrayBuffer>;
}

/** What one direction of a layer did over the lines. */
export interface LineReading {
  /** From 0. */
  layer: number;
  /** 1 reads the line from its end; its traces stand in the order of the line all the same. */
  direction: 0 | 1;
  /** Gates first, then the shown states. */
  traces: Trace[];
  /** Gates that are only saved for the backward pass. */
  saved: Trace[];
  /** Every state before the time step of the first line that is walked first, [H]. */
  starts: Trace[];
  /** Of the whole net: mean over what is wanted, nats per token; NaN where nothing is. */
  loss: number;
  /** Of the whole net, [T, B, V], or [B, V] of answers for all time steps, with padded rows; where they were asked for and are not too many. */
  logits?: Float32Array;
}

export interface InspectorOptions {
  /** Of its plan and its memory, where the ledger lists them. */
  name?: string;
  /** How many layers a run reads at most. */
  layersAtOnce?: number;
  hasLogits?: boolean;
  /** Which stack is read, of a net that reads a source first; absent: the one that answers. */
  part?: StackPart;
  /** Gates that are held while it runs. */
  pins?: readonly Pin[];
}

/** A real time step of a line of the batch. */
interface Place {
  time: number;
  row: number;
}

/** What is read of the runs. */
interface Read extends Pick<InspectorOptions, 'part' | 'pins'> {
  logits: Tensor | undefined;
}

/** What of a batch is unpacked. */
interface Walk extends LineSizes {
  direction: 0 | 1;
  places: readonly Place[];
}

/** 2 MiB. */
const mostLogits = 2 ** 19;

export class Inspector {
  readonly #net: Net;
  readonly #runner: PlanRunner;
  readonly #tensors: Recording;
  readonly #sizes: LineSizes;
  /** Of the stack that is read, among the model's. */
  readonly #stack: number;
  /** Where each real time step stands in the batch, line by line. */
  readonly #places: readonly Place[];
  /** How many targets there are to compare answers with. */
  readonly #counted: number;
  readonly #logits: Tensor | undefined;

  private constructor(
    net: Net,
    runner: PlanRunner,
    tensors: Recording,
    lines: readonly TokenLine[],
    { logits, part, pins = [] }: Read,
  ) {
    this.#net = net;
    this.#runner = runner;
    this.#tensors = tensors;
    this.#sizes = sizesOf(lines);
    this.#stack = stackAt(net.model, part);
    this.#places = lines.flatMap((line, row) =>
      Array.from(
        { length: this.#stack === 0 ? stepsOf(line) : (line.source?.length ?? 0) },
        (_, time) => ({
          time,
          row,
        }),
      ),
    );
    this.#counted = lines.reduce((sum, line) => sum + countTargets(line), 0);
    this.#logits = logits;
    const inputs = new ChunkInputs(runner.plan);
    const answersOnce = net.shape.summary !== undefined;
    fillLines(lines, this.#sizes, tensors, (tensor) => inputs.words(0, tensor), answersOnce);
    inputs.setNumbers(0, { inverse_count: 1 });
    runner.upload(inputs.first(1));
    writePins(net, runner, tensors.stacks, pins);
  }

  /** A plan for these lines, ready to run. */
  static async create(
    net: Net,
    lines: readonly TokenLine[],
    options: InspectorOptions = {},
  ): Promise<Inspector> {
    const inspector = await Inspector.allocate(net, lines, options);
    try {
      await inspector.compile();
      return inspector;
    } catch (error) {
      inspector.destroy();
      throw error;
    }
  }

  static plan(
    net: NetPlanner,
    lines: readonly TokenLine[],
    { name, pins = [] }: InspectorOptions = {},
  ) {
    const hasPins = pins.length > 0;
    const sizes = { ...sizesOf(lines), hasPins, hasLengths: lines.length > 1 };
    const tensors = recordReading(net.model, net.objective, sizes);
    const own = hasPins ? 'pinned gates' : 'gates';
    return { tensors, plan: net.plan(name ?? own, tensors.graph, 1) };
  }

  /** A plan for these lines: at least one, of one token each. Its kernels are still to be compiled. */
  static async allocate(
    net: Net,
    lines: readonly TokenLine[],
    options: InspectorOptions = {},
    { tensors, plan } = Inspector.plan(net, lines, options),
  ): Promise<Inspector> {
    const { name, layersAtOnce = 1, hasLogits = false, part, pins } = options;
    const { layers, states } = tensors.stacks[stackAt(net.model, part)];
    const [{ gates }] = layers;
    const isSmall = tensors.logits.storage.words <= mostLogits;
    const logits = hasLogits && isSmall ? tensors.logits : undefined;
    const words = layersAtOnce * gates.storage.words + states.storage.words;
    const others = tensors.losses.storage.words + (logits?.storage.words ?? 0);
    const bytes = (words + others) * 4;
    const reading = { name: name ?? 'gates', bytes };
    const runner = await net.space.allocate(plan, { reading });
    return new Inspector(net, runner, tensors, lines, { logits, part, pins });
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
   * Submits the run over the lines with the weights as they are now.
   * @param layers from 0
   * @returns what each direction of each of these layers did, in their order, once read; nothing where
   * two readings are under way
   */
  async run(layers: readonly number[]): Promise<LineReading[]> {
    const { losses, stacks } = this.#tensors;
    const stack = stacks[this.#stack];
    const gates = layers.map((layer) => stack.layers[layer].gates);
    const read = [...gates, stack.states, losses, ...(this.#logits ? [this.#logits] : [])];
    const sections = read.map((tensor) => this.#runner.section(tensor));
    const reading = this.#runner.runAndRead({}, sections);
    if (!reading) return [];
    const words = new Float32Array(await reading);
    let end = 0;
    const parts = read.map(({ storage }) => words.subarray(end, (end += storage.words)));
    const [states, allLosses, logits] = parts.slice(layers.length);
    const own = allLosses.subarray(0, losses.columns);
    const loss = own.reduce((sum, each) => sum + each, 0) / this.#counted;
    const shape = this.#net.model.stacks[this.#stack];
    const directions = ([0, 1] as const).slice(0, directionsOf(shape));
    const { timeSteps, batchSize } = this.#walked;
    return layers.flatMap((layer, at) =>
      directions.map((direction): LineReading => {
        const walk = { timeSteps, batchSize, direction, places: this.#places };
        const { shown, saved } = unpackGates(shape, walk, parts[at]);
        const rows = rowsOf(stack.layers[layer].states, states);
        const unpacked = unpackStates(shape, walk, rows);
        const traces = [...shown, ...unpacked.shown];
        return { layer, direction, traces, saved, starts: unpacked.starts, loss, logits };
      }),
    );
  }

  destroy(): void {
    this.#runner.destroy();
  }

  /** Of the stack that is read. */
  get #walked(): LineSizes {
    const { timeSteps, timeStepsOf, batchSize } = this.#sizes;
    const source = timeStepsOf?.source ?? timeSteps;
    return { timeSteps: this.#stack === 0 ? timeSteps : source, batchSize };
  }
}

function countTargets({ targets }: TokenLine): number {
  return targets.reduce((sum, target) => sum + (target === maskedTarget ? 0 : 1), 0);
}

/** The words of a layer's states among those of all layers. */
function rowsOf({ offset4, rows, rowStride4 }: Tensor, words: Float32Array): Float32Array {
  return words.subarray(offset4 * 4, (offset4 + rows * rowStride4) * 4);
}

/** [D, T, B, H/4, G, 4] → one [places, H] per gate of a direction. */
function unpackGates(
  { cell, hiddenSize }: StackShape,
  { timeSteps, batchSize, direction, places }: Walk,
  words: Float32Array,
) {
  const count = cell.gates.length;
  const width = padded(hiddenSize) * count;
  const first = direction * timeSteps;
  const traces = cell.gates.map(({ id }, gate): Trace => {
    const values = new Float32Array(places.length * hiddenSize);
    places.forEach(({ time, row }, place) => {
      const start = ((first + time) * batchSize + row) * width;
      for (let unit = 0; unit < hiddenSize; unit++) {
        const lane = ((unit >> 2) * count + gate) * 4 + (unit & 3);
        values[place * hiddenSize + unit] = words[start + lane];
      }
    });
    return { id, values };
  });
  const isSaved = (_: Trace, gate: number) => cell.gates[gate].role === undefined;
  return {
    shown: traces.filter((trace, gate) => !isSaved(trace, gate)),
    saved: traces.filter(isSaved),
  };
}

/** [D, STATES, T + 1, B, H] → one [places, H] per shown state of a direction, and what came before, [H]. */
function unpackStates(
  { cell, hiddenSize }: StackShape,
  { timeSteps, batchSize, direction, places }: Walk,
  words: Float32Array,
): { shown: Trace[]; starts: Trace[] } {
  const width = padded(hiddenSize);
  const states = cell.states.map(({ id }, state) => {
    const firstRow = (direction * cell.states.length + state) * (timeSteps + 1);
    const vectorAt = (time: number | 'start', row: number) => {
      const at = ((firstRow + stateRow(direction, timeSteps, time)) * batchSize + row) * width;
      return words.subarray(at, at + hiddenSize);
    };
    const values = new Float32Array(places.length * hiddenSize);
    places.forEach(({ time, row }, place) => values.set(vectorAt(time, row), place * hiddenSize));
    return { shown: { id, values }, start: { id, values: vectorAt('start', 0).slice() } };
  });
  return {
    shown: states.map(({ shown }) => shown).filter((_, state) => cell.states[state].role),
    starts: states.map(({ start }) => start),
  };
}
