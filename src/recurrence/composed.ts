/**
 * Strategy `composed`: the cell in plain ops, unrolled over time by the graph. Slow and always
 * right: the reference for the fused strategies, and the way for a cell without a fused kernel.
 */
import {
  type Arithmetic,
  type Cell,
  inputGatesOf,
  recurrentGatesOf,
  recurrentStatesOf,
} from '../cells/cell.ts';
import type { Graph } from '../graph/graph.ts';
import type { Op } from '../graph/op.ts';
import { columnsView, padded, quarter, rowsView, type Tensor } from '../graph/tensor.ts';
import { bias, biasGradient } from '../ops/bias.ts';
import { dropout } from '../ops/dropout.ts';
import { lengthMask } from '../ops/length-mask.ts';
import { matmul } from '../ops/matmul.ts';
import { pointwise, type PointwiseKind } from '../ops/pointwise.ts';
import { repeatRows } from '../ops/repeat-rows.ts';
import { weightsOfDirection } from './gate-views.ts';
import { recordInputProduct } from './input-product.ts';
import {
  type LayerSizes,
  type LayerTensors,
  outputView,
  stateView,
  stateRow,
  type Strategy,
} from './strategy.ts';

export const composed: Strategy = {
  id: 'composed',

  walk(graph, { cell, sizes, input }, tensors) {
    const { directions, timeSteps, batchSize, hiddenSize } = sizes;
    const width = inputGatesOf(cell).length * padded(hiddenSize);
    const gates = graph.transient(`gates.${tensors.name}`, [
      directions,
      timeSteps,
      batchSize,
      width,
    ]);
    const outputs: Tensor[] = [];
    const finals: Tensor[][] = [];
    for (let direction = 0; direction < directions; direction++) {
      const into = rowsView(gates, direction * timeSteps * batchSize, [
        timeSteps,
        batchSize,
        width,
      ]);
      const product = recordInputProduct(graph, input, tensors, direction);
      graph.record(bias, [product, tensors.biases[direction]], {}, { into });
      const walked = walkOne(graph, cell, sizes, tensors, { direction, gates: into });
      outputs.push(...walked.outputs);
      finals.push(walked.final);
    }
    const whole = graph.record(collect, outputs, { sizes, cell, states: tensors.states });
    const { dropout: layer } = tensors;
    const output = layer === undefined ? whole : graph.record(dropout, [whole], { layer });
    return { gates, output, finals };
  },
};

/** One direction. @returns state 0 of every time step, in the order of time, and the states at the end */
function walkOne(
  graph: Graph,
  cell: Cell,
  sizes: LayerSizes,
  tensors: LayerTensors,
  { direction, gates }: { direction: number; gates: Tensor },
): { outputs: Tensor[]; final: Tensor[] } {
  const { timeSteps } = sizes;
  const arithmetic = arithmeticOf(graph, sizes);
  const count = cell.states.length;
  const view = (state: number, row: number) =>
    stateView(tensors.states, sizes, count, { direction, state, row, rows: 1 });
  const start = stateRow(direction, timeSteps, 'start');
  const vectors = vectorsOf(cell, sizes, tensors, direction);
  let before = cell.states.map((_, state) =>
    beginningOf(graph, cell, sizes, tensors, { direction, state, start: view(state, start) }),
  );
  const outputs: Tensor[] = [];
  for (let walked = 0; walked < timeSteps; walked++) {
    const time = direction === 0 ? walked : timeSteps - 1 - walked;
    const result = cell.compose({
      arithmetic,
      before,
      vectors,
      preactivation: (gate, operand) => {
        const x = inputGatesOf(cell).includes(gate)
          ? gateView(gates, cell, sizes, gate, time)
          : null;
        if (!operand) return x as Tensor;
        const weights = recurrentWeights(tensors, cell, sizes, direction, gate);
        const received = graph.record(matmul, [operand, weights], { transposed: 'none' });
        return x ? arithmetic.add(x, received) : received;
      },
    });
    const mask = tensors.lengths && maskAt(graph, tensors.lengths, sizes, time);
    const after = result.states.map((state, index) =>
      mask ? choose(arithmetic, mask, state, before[index]) : state,
    );
    after.forEach((vector, state) => {
      graph.record(
        pointwise,
        [vector],
        { kind: 'copy' },
        { into: view(state, stateRow(direction, timeSteps, time)) },
      );
    });
    before = after;
    outputs[time] = after[0];
  }
  return { outputs, final: before.slice(0, recurrentStatesOf(cell).length) };
}

/** The state before the first step; where it is no constant its gradient has somewhere to go. */
function beginningOf(
  graph: Graph,
  cell: Cell,
  sizes: LayerSizes,
  { initial }: LayerTensors,
  { direction, state, start }: { direction: number; state: number; start: Tensor },
): Tensor {
  const count = recurrentStatesOf(cell).length;
  if (!initial || state >= count) return start;
  if ('given' in initial) return initial.given[direction][state];
  const { fresh } = initial;
  const row = direction * count + state;
  const learned = rowsView(initial.learned, row, [1, initial.learned.columns]);
  return graph.record(beginning, [learned], { sizes, start, fresh });
}

/** What begins lies in the states already: this only leads the gradient of those that did back. */
const beginning: Op<{ sizes: LayerSizes; start: Tensor; fresh?: Tensor }> = {
  name: 'beginning',

  outputs(_, { start }) {
    return [{ ...start, identity: Symbol(start.name) }];
  },

  backward({ inputs: [learned], outputs, attributes: { sizes, fresh } }, tape) {
    const { graph } = tape;
    const gradient = tape.gradientOf(outputs[0]);
    if (!gradient) return;
    // 0 < fresh where a sequence begins
    const counted = fresh
      ? arithmeticOf(graph, sizes).multiply(gradient, maskAt(graph, fresh, sizes, 0))
      : gradient;
    tape.contribute(learned, (into, accumulate) =>
      graph.record(biasGradient, [counted], {}, { into, accumulate }),
    );
  },

  lower: () => [],
};

/**
 * The outputs of all time steps, one direction after the other, as one tensor: they lie in the
 * states already, so this only leads the gradient back.
 */
const collect: Op<{ sizes: LayerSizes; cell: Cell; states: Tensor }> = {
  name: 'collect',

  outputs(_, { sizes, cell, states }) {
    return [outputView(states, sizes, cell.states.length)];
  },

  backward({ inputs, outputs, attributes: { sizes } }, tape) {
    const gradient = tape.gradientOf(outputs[0]);
    if (!gradient) return;
    const { timeSteps, batchSize, hiddenSize, directions } = sizes;
    const hidden4 = quarter(hiddenSize);
    inputs.forEach((vector, index) => {
      const direction = Math.floor(index / timeSteps);
      const rows = rowsView(gradient, (index % timeSteps) * batchSize, [
        1,
        batchSize,
        gradient.columns,
      ]);
      const part = columnsView(rows, {
        first4: direction * hidden4,
        take: hidden4,
        skip: directions * hidden4,
      });
      tape.contribute(vector, (into, accumulate) =>
        tape.graph.record(pointwise, [part], { kind: 'copy' }, { into, accumulate }),
      );
    });
  },

  lower: () => [],
};

function recurrentWeights(
  { weightHh }: LayerTensors,
  cell: Cell,
  sizes: LayerSizes,
  direction: number,
  gate: number,
): Tensor {
  const own = weightsOfDirection(weightHh, sizes, direction);
  const recurrent = recurrentGatesOf(cell);
  const first4 = gate - Math.min(...recurrent);
  return columnsView(own, { first4, take: 1, skip: recurrent.length });
}

function gateView(
  gates: Tensor,
  cell: Cell,
  { batchSize }: LayerSizes,
  gate: number,
  time: number,
): Tensor {
  const rows = rowsView(gates, time * batchSize, [1, batchSize, gates.columns]);
  return columnsView(rows, { first4: gate, take: 1, skip: inputGatesOf(cell).length });
}

/** The unit vectors of one direction, each [1, H]. */
function vectorsOf(
  cell: Cell,
  { hiddenSize }: LayerSizes,
  { vectors }: LayerTensors,
  direction: number,
): Tensor[] {
  const terms = cell.vectors?.terms ?? [];
  return terms.map((_, index) => {
    const own = rowsView(vectors as Tensor, direction, [1, terms.length * padded(hiddenSize)]);
    return columnsView(own, { first4: index, take: 1, skip: terms.length });
  });
}

function maskAt(graph: Graph, lengths: Tensor, { hiddenSize }: LayerSizes, time: number): Tensor {
  return graph.record(lengthMask, [lengths], { time, columns: padded(hiddenSize) });
}

/** `real` where the mask is 1, `held` where it is 0. */
function choose({ add, multiply, oneMinus }: Arithmetic, mask: Tensor, real: Tensor, held: Tensor) {
  return add(multiply(mask, real), multiply(oneMinus(mask), held));
}

function arithmeticOf(graph: Graph, { batchSize }: LayerSizes): Arithmetic {
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
    repeat: (vector) => graph.record(repeatRows, [vector], { rows: batchSize }),
  };
}
