/** The contract of a strategy: how time is walked over one layer, for any cell. */
import type { Cell } from '../cells/cell.ts';
import type { Graph } from '../graph/graph.ts';
import { padded, rowsView, type Tensor } from '../graph/tensor.ts';

export interface LayerSizes {
  timeSteps: number;
  batchSize: number;
  hiddenSize: number;
}

export interface LayerTensors {
  /** W_x x + b for all time steps, [T, B, G·H]: in as preactivations, out as activations. */
  gates: Tensor;
  /** [H, G·H], gates of four units side by side. */
  weightHh: Tensor;
  /** [SLOTS, T + 1, B, H]; row t + 1 of a slot belongs to time t, row 0 is where the run starts. */
  states: Tensor;
}

export interface Strategy {
  id: string;
  /** Records the layer's walk through time. @returns the layer's output, [T, B, H] */
  walk(graph: Graph, cell: Cell, sizes: LayerSizes, tensors: LayerTensors): Tensor;
}

/** Slot `slot` at time steps `first`…, as rows [steps, B, H]; time −1 is the start. */
export function slotView(
  states: Tensor,
  { timeSteps, batchSize, hiddenSize }: LayerSizes,
  slot: number,
  first: number,
  steps: number,
): Tensor {
  const row = (slot * (timeSteps + 1) + first + 1) * batchSize;
  return rowsView(states, row, [steps, batchSize, padded(hiddenSize)]);
}
