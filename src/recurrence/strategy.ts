/** The contract of a strategy: how time is walked over a layer, or over a stack of them, for any cell. */
import type { Cell } from '../cells/cell.ts';
import type { Graph } from '../graph/graph.ts';
import { padded, quarter, rowsView, type Tensor } from '../graph/tensor.ts';
import type { GatherAttributes } from '../ops/gather-rows.ts';

export interface LayerSizes {
  timeSteps: number;
  batchSize: number;
  hiddenSize: number;
  /** 2: the layer also walks from the last time step to the first. */
  directions: 1 | 2;
}

/** Tokens [T, B] that stand for rows of a table. */
export interface TokenRows {
  tokens: Tensor;
  gathering: GatherAttributes;
}

/** What the lowest layer reads: features [T, B, I], or tokens whose rows its weights are. */
export type LayerInput = Tensor | TokenRows;

export interface LayerTensors {
  /** Told apart in names: `l0`. */
  name: string;
  /** Of each direction, [I, input gates · H]. */
  weightIh: readonly Tensor[];
  /** Of each direction, [input gates · H]. */
  biases: readonly Tensor[];
  /** Time steps that are read at once; the columns of `weightIh` are those for each, side by side. */
  window: number;
  /** Of streams: what a window has a share in behind the end of a batch, see ops/window.ts. */
  kept?: Tensor;
  /** [D · H, recurrent gates · H], gates of four units side by side; zeros of a plain cell. */
  weightHh: Tensor;
  /** [D, vectors · H], those of four units side by side; absent where the cell has none. */
  vectors?: Tensor;
  /** [D · STATES · (T + 1), B, H]; which row belongs to which time is `stateRow`'s business. */
  states: Tensor;
  /** Real time steps of each sequence [B]; absent: all. Behind them the state stays as it is. */
  lengths?: Tensor;
  /** Gates that are held, see gates-pinned.wgsl; not for training: there is no backward then. */
  pins?: Tensor;
  /** What sequences begin from, and where gradients of it go; it lies in the states already. */
  initial?: LearnedStart | GivenStart;
  /** Drops some of the output; the number tells this layer's draws from those of others. */
  dropout?: number;
  /** [D · 2 · T, B, H]: where backward leaves what reached a⟨t⟩, then what reached the memory. */
  stateGradients?: Tensor;
}

/** The same for all sequences: parameters [D · N, H]; and which begin [B]; absent: all. */
export interface LearnedStart {
  learned: Tensor;
  fresh?: Tensor;
}

/** For each sequence, [B, H], by direction and state. */
export interface GivenStart {
  given: readonly (readonly Tensor[])[];
}

export interface Walk {
  /** Activations, [D, T, B, G·H]; after backward the gradients of the preactivations. */
  gates: Tensor;
  /** [T, B, D·H] */
  output: Tensor;
  /** The states after each sequence's last step, [B, H], by direction and state. */
  finals: readonly (readonly Tensor[])[];
}

/** Layers on top of one another, the lowest first. */
export interface StackTensors {
  cell: Cell;
  sizes: LayerSizes;
  layers: readonly LayerTensors[];
  /** Of the lowest layer. */
  input: LayerInput;
}

export interface Strategy {
  id: string;
  /** Records a layer's walk through time. */
  walk(graph: Graph, stack: Omit<StackTensors, 'layers'>, layer: LayerTensors): Walk;
  /**
   * Records the walks of several layers at once: layers × time in another order than one layer after
   * the other, such as along the diagonal. Absent: they are walked one after the other.
   */
  walkAll?(graph: Graph, stack: StackTensors): Walk[];
}

/** Row of a direction's states that holds what comes before its first step, or a time step's. */
export function stateRow(direction: number, timeSteps: number, time: number | 'start'): number {
  if (direction === 0) return time === 'start' ? 0 : time + 1;
  return time === 'start' ? timeSteps : time;
}

/** Row of the states that the first time step left, or read: those of the others follow. */
export function firstRow(direction: number, timeSteps: number, time: 'before' | 'now'): number {
  const now = stateRow(direction, timeSteps, 0);
  if (time === 'now') return now;
  return direction === 0 ? now - 1 : now + 1;
}

/** The time step that a direction walks first, and the one that it walks last. */
export function walkEnds(direction: number, timeSteps: number): { first: number; last: number } {
  const [start, end] = [0, timeSteps - 1];
  return direction === 0 ? { first: start, last: end } : { first: end, last: start };
}

/** Rows of one state of one direction, as [rows, B, H]. */
export function stateView(
  states: Tensor,
  { timeSteps, batchSize, hiddenSize }: LayerSizes,
  count: number,
  { direction, state, row, rows }: { direction: number; state: number; row: number; rows: number },
): Tensor {
  const first = ((direction * count + state) * (timeSteps + 1) + row) * batchSize;
  return rowsView(states, first, [rows, batchSize, padded(hiddenSize)]);
}

/** State 0 of all time steps, the directions side by side: [T, B, D·H], a tensor of its own. */
export function outputView(
  states: Tensor,
  { timeSteps, batchSize, hiddenSize, directions }: LayerSizes,
  count: number,
): Tensor {
  const hidden4 = quarter(hiddenSize);
  const rowSize = batchSize * hidden4;
  const columns4 = directions * hidden4;
  // walking back, the row of a time step is one less
  const skip = (count * (timeSteps + 1) - 1) * rowSize;
  return {
    ...states,
    shape: [timeSteps, batchSize, columns4 * 4],
    rows: timeSteps * batchSize,
    columns: columns4 * 4,
    columns4,
    offset4: states.offset4 + rowSize,
    rowStride4: hidden4,
    ...(directions > 1 ? { take: hidden4, skip } : { take: 1, skip: 1 }),
    identity: Symbol(states.name),
  };
}
