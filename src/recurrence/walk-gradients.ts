/**
 * What a walk's weights and initial states get once it has been walked back: it stands here for all
 * strategies that leave the gradients of the preactivations in the gates, and what is handed on in
 * `direct`. No product over time stands inside the loop over time.
 */
import { type Cell, type Phase, recurrentStatesOf } from '../cells/cell.ts';
import type { Tape } from '../graph/backward.ts';
import { padded, rowsView, type Tensor } from '../graph/tensor.ts';
import { matmul } from '../ops/matmul.ts';
import { pointwise } from '../ops/pointwise.ts';
import { beginGradient } from './begin.ts';
import {
  gateColumns,
  gatesOfDirection,
  recurrentColumns,
  weightsOfDirection,
} from './gate-views.ts';
import type { WalkAttributes } from './stepwise-kernels.ts';
import { firstRow, type LayerSizes, stateView, walkEnds } from './strategy.ts';
import { unitGradients } from './unit-gradients.ts';

/**
 * What a walk back hands on beside the gates, see stepwise-backward.wgsl: the cell's own [D, B, H], then,
 * where there is a second half, d hidden of sequences that have ended or do at the end.
 */
export interface DirectGradient {
  tensor: Tensor;
  halves: 1 | 2;
  /** It holds the gradients of the final states at first, instead of nothing. */
  isGiven: boolean;
}

/** Records the direct gradient that a walk back begins with: what reached the states after the last step. */
export function recordDirect(
  name: string,
  { cell, sizes, tensors, finals }: WalkAttributes,
  tape: Tape,
): DirectGradient {
  const gradients = finals.map((states) => states.map((state) => tape.gradientOf(state)));
  const isGiven = gradients.flat().some((gradient) => gradient !== undefined);
  const halves = tensors.lengths || isGiven ? 2 : 1;
  const { directions, batchSize, hiddenSize } = sizes;
  const { graph } = tape;
  const tensor = graph.transient(`${name}.direct`, [
    halves * directions,
    batchSize,
    padded(hiddenSize),
  ]);
  const direct: DirectGradient = { tensor, halves, isGiven };
  if (!isGiven) return direct;
  gradients.forEach(([hidden, memory], direction) => {
    const parts = [recurrentStatesOf(cell).length > 1 ? memory : undefined, hidden];
    parts.forEach((gradient, half) => {
      const into = directOf(direct, sizes, half, direction);
      const kind = gradient ? 'copy' : 'zero';
      graph.record(pointwise, [gradient ?? finals[direction][0]], { kind }, { into });
    });
  });
  return direct;
}

/** Once the gradients of the gates are there. */
export function contributeWalk(
  gates: Tensor,
  gradient: DirectGradient,
  attributes: WalkAttributes,
  tape: Tape,
): void {
  const { directions } = attributes.sizes;
  for (let direction = 0; direction < directions; direction++) {
    contributeWeights(gates, attributes, direction, tape);
  }
  contributeLearned(gates, gradient, attributes, tape);
  for (let direction = 0; direction < directions; direction++) {
    contributeGiven(gates, gradient, attributes, direction, tape);
  }
}

/** The gradients of one direction's weights: one product over all time steps for each phase. */
function contributeWeights(
  gates: Tensor,
  { cell, sizes, tensors }: WalkAttributes,
  direction: number,
  tape: Tape,
): void {
  const { weightHh, states, vectors, biases } = tensors;
  const own = gatesOfDirection(gates, sizes, direction);
  const weights = weightsOfDirection(weightHh, sizes, direction);
  for (const phase of cell.isPlain ? [] : cell.phases) {
    const [first, count] = phase.gates;
    const operand = operandOf(states, cell, sizes, phase, direction);
    tape.contribute(recurrentColumns(weights, cell, first, count), (into, accumulate) =>
      tape.graph.record(
        matmul,
        [operand, gateColumns(own, first, count, cell.gates.length)],
        { transposed: 'left' },
        { into, accumulate },
      ),
    );
  }
  if (!vectors) return;
  const ownVectors = rowsView(vectors, direction, [1, vectors.columns]);
  tape.contribute(biases[direction], (intoBias) =>
    tape.contribute(ownVectors, (intoVectors) =>
      tape.graph.record(
        unitGradients,
        [gates, states],
        { cell, sizes, direction },
        { into: [intoBias, intoVectors] },
      ),
    ),
  );
}

/** The gradient of the states that sequences begin with, where they are learned. */
function contributeLearned(
  gates: Tensor,
  gradient: DirectGradient,
  { cell, sizes, tensors }: WalkAttributes,
  tape: Tape,
): void {
  const { initial, weightHh, states } = tensors;
  if (!initial || !('learned' in initial)) return;
  const attributes = { cell, sizes, fresh: initial.fresh, hasLengths: gradient.halves === 2 };
  tape.contribute(initial.learned, (into) =>
    tape.graph.record(beginGradient, [gates, weightHh, gradient.tensor, states], attributes, {
      into,
    }),
  );
}

/**
 * The gradient of the states that each sequence begins with, where they are given: one more step back.
 *   d hidden = d gates⟨first⟩ · W_hᵀ + held      d memory = direct
 * A cell with one state has its direct gradient in that one.
 */
function contributeGiven(
  gates: Tensor,
  gradient: DirectGradient,
  { cell, sizes, tensors }: WalkAttributes,
  direction: number,
  tape: Tape,
): void {
  const { initial, weightHh } = tensors;
  if (!initial || !('given' in initial)) return;
  const { timeSteps, batchSize } = sizes;
  const [hidden, memory] = initial.given[direction];
  const [first, count] = cell.backwardPhases[0].receives;
  const own = gatesOfDirection(gates, sizes, direction);
  const start = walkEnds(direction, timeSteps).first * batchSize;
  const received = rowsView(own, start, [1, batchSize, own.columns]);
  const weights = recurrentColumns(
    weightsOfDirection(weightHh, sizes, direction),
    cell,
    first,
    count,
  );
  const [direct, held] = Array.from({ length: gradient.halves }, (_, half) =>
    directOf(gradient, sizes, half, direction),
  );
  const hasMemory = recurrentStatesOf(cell).length > 1;
  const copy = (from: Tensor, into: Tensor, accumulate: boolean) =>
    tape.graph.record(pointwise, [from], { kind: 'copy' }, { into, accumulate });
  tape.contribute(hidden, (into, accumulate) => {
    const operands = [gateColumns(received, first, count, cell.gates.length), weights];
    tape.graph.record(matmul, operands, { transposed: 'right' }, { into, accumulate });
    if (gradient.halves === 2) copy(held, into, true);
    if (!hasMemory) copy(direct, into, true);
  });
  if (hasMemory) tape.contribute(memory, (into, accumulate) => copy(direct, into, accumulate));
}

/** One direction's part of a half of the direct gradient, [1, B, H]. */
function directOf(
  { tensor }: DirectGradient,
  { directions, batchSize }: LayerSizes,
  half: number,
  direction: number,
): Tensor {
  const first = (half * directions + direction) * batchSize;
  return rowsView(tensor, first, [1, batchSize, tensor.columns]);
}

/** What a phase multiplied, for all time steps. */
function operandOf(
  states: Tensor,
  cell: Cell,
  sizes: LayerSizes,
  { operand: { state, time } }: Phase,
  direction: number,
): Tensor {
  const { timeSteps } = sizes;
  const row = firstRow(direction, timeSteps, time);
  return stateView(states, sizes, cell.states.length, { direction, state, row, rows: timeSteps });
}
