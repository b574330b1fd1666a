/** W_x x for all time steps in one product; of one-hot rows, the rows of W_x themselves. */
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { gatherRows } from '../ops/gather-rows.ts';
import { matmul } from '../ops/matmul.ts';
import { window as windowOp } from '../ops/window.ts';
import type { LayerInput, LayerTensors } from './strategy.ts';

/** @returns [T, B, input gates · H] of one direction, without the biases */
export function recordInputProduct(
  graph: Graph,
  input: LayerInput,
  tensors: LayerTensors,
  direction: number,
): Tensor {
  const product = recordProduct(graph, input, tensors, direction);
  const { window, lengths, kept } = tensors;
  if (window === 1) return product;
  const attributes = { window, isAhead: direction === 1, kept };
  return graph.record(windowOp, lengths ? [product, lengths] : [product], attributes);
}

/** Of each time step alone: with a window [T, B, window · input gates · H]. */
function recordProduct(
  graph: Graph,
  input: LayerInput,
  { name, weightIh }: LayerTensors,
  direction: number,
): Tensor {
  const weights = weightIh[direction];
  const options = { name: `input.${name}${direction === 0 ? '' : '_reverse'}` };
  if (!('tokens' in input)) {
    return graph.record(matmul, [input, weights], { transposed: 'none' }, options);
  }
  return graph.record(gatherRows, [input.tokens, weights], input.gathering, options);
}
