/**
 * Strategy `step`: one dispatch per time step and phase, holding the recurrent product and all gate
 * mathematics, both directions side by side. Backward walks time in reverse the same way; weight
 * gradients are one product over all time steps afterwards.
 */
import { type Cell, inputGatesOf, type Phase } from '../cells/cell.ts';
import type { Tape } from '../graph/backward.ts';
import type { Dispatch, Node, Op } from '../graph/op.ts';
import { padded, rowsView, type Tensor } from '../graph/tensor.ts';
import { bias } from '../ops/bias.ts';
import { matmul } from '../ops/matmul.ts';
import { beginGradient } from './begin.ts';
import {
  backwardDispatch,
  backwardKernel,
  forwardDispatch,
  forwardKernel,
  type WalkAttributes,
} from './step-kernels.ts';
import {
  type LayerSizes,
  type LayerTensors,
  outputView,
  slotView,
  stateRow,
  type Strategy,
} from './strategy.ts';
import { backwardWeights, forwardWeights, gateColumns, suitedTarget } from './step-weights.ts';
import { unitGradients } from './unit-gradients.ts';

export const step: Strategy = {
  id: 'step',

  walk(graph, cell, sizes, tensors) {
    const { timeSteps, batchSize, directions } = sizes;
    const width = cell.gates.length * padded(sizes.hiddenSize);
    const gates = graph.transient(`gates.${tensors.name}`, [
      directions,
      timeSteps,
      batchSize,
      width,
    ]);
    for (let direction = 0; direction < directions; direction++) {
      const into = inputGates(gates, cell, sizes, direction);
      const product = tensors.product(direction);
      const isSummedElsewhere = cell.vectors !== undefined;
      graph.record(bias, [product, tensors.biases[direction]], { isSummedElsewhere }, { into });
    }
    const shape = [timeSteps, batchSize, directions * padded(sizes.hiddenSize)];
    const dropped =
      tensors.dropout === undefined ? undefined : graph.transient(`dropped.${tensors.name}`, shape);
    const attributes: WalkAttributes = { cell, sizes, tensors, dropped };
    const output = graph.record(walkForward, walkInputs(gates, tensors), attributes);
    return { gates, output };
  },
};

/** What both walks read, besides what they write. */
function walkInputs(gates: Tensor, tensors: LayerTensors): Tensor[] {
  const { weightHh, states, vectors, lengths, biases, stateGradients } = tensors;
  return [gates, weightHh, states, ...biases, vectors, lengths, stateGradients].filter(
    (t) => t !== undefined,
  );
}

const walkForward: Op<WalkAttributes> = {
  name: 'step-forward',

  // gates and states are changed in place -> slot 0 of all time steps, or what is left of it
  outputs([, , states], { cell, sizes, dropped }) {
    return [dropped ?? outputView(states, sizes, cell.slots.length)];
  },

  backward({ inputs: [gates], outputs, attributes }, tape) {
    const gradHidden = tape.gradientOf(outputs[0]);
    if (!gradHidden) return;
    if (attributes.tensors.pins) throw new Error('recurrence/step: pinned gates have no backward');
    const { graph } = tape;
    const { sizes, tensors } = attributes;
    const halves = tensors.lengths ? 2 : 1;
    const carry = graph.transient(`${gates.name}.carry`, [
      halves * sizes.directions,
      sizes.batchSize,
      padded(sizes.hiddenSize),
    ]);
    graph.record(
      walkBackward,
      [gates, gradHidden, carry, ...walkInputs(gates, tensors)],
      attributes,
    );
    tape.pass(gates, gates);
    for (let direction = 0; direction < sizes.directions; direction++) {
      contributeWeights(gates, attributes, direction, tape);
    }
    contributeInitial(gates, carry, attributes, tape);
  },

  lower(node, target) {
    const { cell, sizes } = node.attributes;
    const dispatches: Dispatch[] = [];
    const suited = suitedTarget(target, sizes);
    const launches = cell.phases.map((phase, index) => ({
      ...forwardKernel(node.attributes, phase, index, suited),
      weights: forwardWeights(node.attributes, phase, suited, dispatches),
    }));
    for (let walked = 0; walked < sizes.timeSteps; walked++) {
      for (const launch of launches) {
        dispatches.push(forwardDispatch(node, walked, launch));
      }
    }
    return dispatches;
  },
};

const walkBackward: Op<WalkAttributes> = {
  name: 'step-backward',

  // inputs: gates (in place), d hidden, carry, and what the walk forward had
  outputs([gates]) {
    return [gates];
  },

  lower(node, target) {
    const { cell, sizes } = node.attributes;
    const dispatches: Dispatch[] = [];
    const suited = suitedTarget(target, sizes);
    const launches = cell.backwardPhases.map((phase, index) => ({
      phase,
      ...backwardKernel(node.attributes, phase, index, suited),
      weights: backwardWeights(node.attributes, phase, suited, dispatches),
    }));
    for (let walked = sizes.timeSteps - 1; walked >= 0; walked--) {
      for (const { phase, ...launch } of launches) {
        dispatches.push(backwardDispatch(node, walked, phase, launch));
      }
    }
    return dispatches;
  },
};

/** Whether a node walks a layer through time: it reads the gates first and puts the output out. */
export function isWalk(node: Node): node is Node<WalkAttributes> {
  return node.op === (walkForward as Op);
}

/** Whether a node walks a layer back, over the same gates. */
export function isWalkBack(node: Node): node is Node<WalkAttributes> {
  return node.op === (walkBackward as Op);
}

/** The gradients of one direction's weights, once those of its gates are there. */
function contributeWeights(
  gates: Tensor,
  { cell, sizes, tensors }: WalkAttributes,
  direction: number,
  tape: Tape,
): void {
  const { weightHh, states, vectors, biases } = tensors;
  const own = gatesOfDirection(gates, sizes, direction);
  const weights = rowsView(weightHh, (direction * weightHh.rows) / sizes.directions, [
    weightHh.rows / sizes.directions,
    weightHh.columns,
  ]);
  const firstRecurrent = cell.recurrentGates ? Math.min(...cell.recurrentGates) : 0;
  for (const phase of cell.phases) {
    const [first, count] = phase.gates;
    const columns = gateColumns(
      weights,
      first - firstRecurrent,
      count,
      cell.recurrentGates?.length ?? cell.gates.length,
    );
    const operand = operandOf(states, cell, sizes, phase, direction);
    tape.contribute(columns, (into, accumulate) =>
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
function contributeInitial(
  gates: Tensor,
  carry: Tensor,
  { cell, sizes, tensors }: WalkAttributes,
  tape: Tape,
): void {
  const { initial, weightHh, states, lengths } = tensors;
  if (!initial) return;
  const attributes = { cell, sizes, fresh: initial.fresh, hasLengths: lengths !== undefined };
  tape.contribute(initial.states, (into) =>
    tape.graph.record(beginGradient, [gates, weightHh, carry, states], attributes, { into }),
  );
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

function gatesOfDirection(
  gates: Tensor,
  { timeSteps, batchSize }: LayerSizes,
  direction: number,
): Tensor {
  const shape = [timeSteps, batchSize, gates.columns];
  return rowsView(gates, direction * timeSteps * batchSize, shape);
}

/** What a phase multiplied, for all time steps. */
function operandOf(
  states: Tensor,
  cell: Cell,
  sizes: LayerSizes,
  { operand: { slot, time } }: Phase,
  direction: number,
): Tensor {
  const { timeSteps } = sizes;
  const now = stateRow(direction, timeSteps, 0);
  const row = time === 'now' ? now : direction === 0 ? now - 1 : now + 1;
  return slotView(states, sizes, cell.slots.length, { direction, slot, row, rows: timeSteps });
}
