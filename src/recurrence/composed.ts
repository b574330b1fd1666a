/**
 * Strategy `composed`: the cell in plain ops, unrolled over time by the graph. Slow and always
 * right: the reference for the fused strategies, and the way for a cell without a fused kernel.
 */
import type { Arithmetic, Cell } from '../cells/cell.ts';
import type { Graph } from '../graph/graph.ts';
import { columnsView, rowsView, type Tensor } from '../graph/tensor.ts';
import { matmul } from '../ops/matmul.ts';
import { pointwise, type PointwiseKind } from '../ops/pointwise.ts';
import { type LayerSizes, type LayerTensors, slotView, type Strategy } from './strategy.ts';

export const composed: Strategy = {
  id: 'composed',

  walk(graph, cell, sizes, tensors) {
    const arithmetic = arithmeticOf(graph);
    const { states } = tensors;
    let before = cell.slots.map((_, slot) => slotView(states, sizes, slot, -1, 1));
    for (let time = 0; time < sizes.timeSteps; time++) {
      const gateOf = (gate: number) => gateView(tensors.gates, cell, sizes, gate, time);
      const result = cell.compose({
        arithmetic,
        before,
        preactivation: (gate, operand) =>
          arithmetic.add(
            gateOf(gate),
            product(graph, operand, recurrentWeights(tensors, cell, gate)),
          ),
      });
      before = [...result.slots];
      result.slots.forEach((vector, slot) => {
        copy(graph, vector, slotView(states, sizes, slot, time, 1));
      });
    }
    return slotView(states, sizes, 0, 0, sizes.timeSteps);
  },
};

function recurrentWeights({ weightHh }: LayerTensors, cell: Cell, gate: number): Tensor {
  return columnsView(weightHh, { first4: gate, take: 1, skip: cell.gates.length });
}

function gateView(
  gates: Tensor,
  cell: Cell,
  { batchSize }: LayerSizes,
  gate: number,
  time: number,
): Tensor {
  const rows = rowsView(gates, time * batchSize, [1, batchSize, gates.columns]);
  return columnsView(rows, { first4: gate, take: 1, skip: cell.gates.length });
}

function copy(graph: Graph, from: Tensor, into?: Tensor): Tensor {
  return graph.record(pointwise, [from], { kind: 'copy' }, { into });
}

function product(graph: Graph, a: Tensor, b: Tensor): Tensor {
  return graph.record(matmul, [a, b], { transposed: 'none' });
}

function arithmeticOf(graph: Graph): Arithmetic {
  const unary = (kind: PointwiseKind) => (a: Tensor) => graph.record(pointwise, [a], { kind });
  const binary = (kind: PointwiseKind) => (a: Tensor, b: Tensor) =>
    graph.record(pointwise, [a, b], { kind });
  return {
    add: binary('add'),
    multiply: binary('multiply'),
    oneMinus: unary('one-minus'),
    sigmoid: unary('sigmoid'),
    tanh: unary('tanh'),
    relu: unary('relu'),
  };
}
