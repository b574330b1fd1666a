/** Windows into tensors in which the gates of four units lie side by side. */
import { type Cell, inputGatesOf, recurrentGatesOf } from '../cells/cell.ts';
import { columnsView, rowsView, type Tensor } from '../graph/tensor.ts';
import type { LayerSizes } from './strategy.ts';

/** The columns of some of `all` gates, four units of each side by side. */
export function gateColumns(tensor: Tensor, first: number, count: number, all: number): Tensor {
  if (count === all) return tensor;
  return columnsView(tensor, { first4: first, take: count, skip: all });
}

/** The recurrent weights of some gates. */
export function recurrentColumns(
  weights: Tensor,
  cell: Cell,
  first: number,
  count: number,
): Tensor {
  const recurrent = recurrentGatesOf(cell);
  return gateColumns(weights, first - Math.min(...recurrent), count, recurrent.length);
}

/** The recurrent weights of one direction. */
export function weightsOfDirection(
  weightHh: Tensor,
  { directions }: LayerSizes,
  direction: number,
): Tensor {
  const rows = weightHh.rows / directions;
  return rowsView(weightHh, direction * rows, [rows, weightHh.columns]);
}

/** [T, B, G·H] */
export function gatesOfDirection(
  gates: Tensor,
  { timeSteps, batchSize }: LayerSizes,
  direction: number,
): Tensor {
  const shape = [timeSteps, batchSize, gates.columns];
  return rowsView(gates, direction * timeSteps * batchSize, shape);
}

/** The gates of a direction that x has a part in: the first ones. */
export function inputGates(
  gates: Tensor,
  cell: Cell,
  sizes: LayerSizes,
  direction: number,
): Tensor {
  const own = gatesOfDirection(gates, sizes, direction);
  return gateColumns(own, 0, inputGatesOf(cell).length, cell.gates.length);
}
