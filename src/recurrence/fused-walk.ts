/**
 * A strategy of fused kernels: the input product before the walk, and after the walk back the
 * gradients of the weights. What a strategy brings are the launches in between.
 */
import { type Cell, recurrentStatesOf } from '../cells/cell.ts';
import type { Dispatch, Node, Op, Target } from '../graph/op.ts';
import { padded, type Tensor } from '../graph/tensor.ts';
import { bias } from '../ops/bias.ts';
import { pointwise } from '../ops/pointwise.ts';
import { inputGates } from './gate-views.ts';
import { recordInputProduct } from './input-product.ts';
import type { WalkAttributes, WalkBackAttributes } from './stepwise-kernels.ts';
import {
  type LayerSizes,
  type LayerTensors,
  outputView,
  stateView,
  stateRow,
  type Strategy,
  walkEnds,
} from './strategy.ts';
import { contributeWalk, recordDirect } from './walk-gradients.ts';

/** What time is walked with. */
export interface WalkLaunches {
  /** inputs: gates, then what else both walks read. */
  forward: (node: Node<WalkAttributes>, target: Target) => Dispatch[];
  /** inputs: gates (in place), d hidden, direct, and what the walk forward had. */
  backward: (node: Node<WalkBackAttributes>, target: Target) => Dispatch[];
}

const walks = new WeakSet<Op>();
const walksBack = new WeakSet<Op>();

export function fusedStrategy(id: string, { forward, backward }: WalkLaunches): Strategy {
  const walkBackward: Op<WalkBackAttributes> = {
    name: `${id}-backward`,

    outputs([gates]) {
      return [gates];
    },

    lower: backward,
  };

  const walkForward: Op<WalkAttributes> = {
    name: `${id}-forward`,

    // gates and states are changed in place -> state 0 of all time steps, or what is left of it, and
    // the states at the ends
    outputs([, , states], { cell, sizes, dropped, finals }) {
      return [dropped ?? outputView(states, sizes, cell.states.length), ...finals.flat()];
    },

    backward({ inputs, outputs: [output], attributes }, tape) {
      const { tensors } = attributes;
      const [gates] = inputs;
      const given = tape.gradientOf(output);
      const reachesEnds = attributes.finals.flat().some((state) => tape.gradientOf(state));
      if (!given && !reachesEnds) return;
      if (tensors.pins) throw new Error(`recurrence/${id}: pinned gates have no backward`);
      const gradHidden =
        given ??
        tape.graph.record(
          pointwise,
          [output],
          { kind: 'zero' },
          { name: `${output.name}.gradient` },
        );
      const direct = recordDirect(gates.name, attributes, tape);
      tape.graph.record(
        walkBackward,
        [gates, gradHidden, direct.tensor, ...walkInputs(gates, tensors)],
        { ...attributes, isDirectGiven: direct.isGiven },
      );
      tape.pass(gates, gates);
      contributeWalk(gates, direct, attributes, tape);
    },

    lower: forward,
  };
  walks.add(walkForward);
  walksBack.add(walkBackward);

  return {
    id,

    walk(graph, { cell, sizes, input }, tensors) {
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
        const product = recordInputProduct(graph, input, tensors, direction);
        const isSummedElsewhere = cell.vectors !== undefined;
        graph.record(bias, [product, tensors.biases[direction]], { isSummedElsewhere }, { into });
      }
      const shape = [timeSteps, batchSize, directions * padded(sizes.hiddenSize)];
      const dropped =
        tensors.dropout === undefined
          ? undefined
          : graph.transient(`dropped.${tensors.name}`, shape);
      const finals = finalStates(cell, tensors.states, sizes);
      const attributes: WalkAttributes = { cell, sizes, tensors, dropped, finals };
      const output = graph.record(walkForward, walkInputs(gates, tensors), attributes);
      return { gates, output, finals };
    },
  };
}

/** What both walks read, besides what they write. */
function walkInputs(gates: Tensor, tensors: LayerTensors): Tensor[] {
  const { weightHh, states, vectors, lengths, biases, stateGradients } = tensors;
  return [gates, weightHh, states, ...biases, vectors, lengths, stateGradients].filter(
    (t) => t !== undefined,
  );
}

/** Each a tensor of its own, since its gradient takes another way than that of the output. */
function finalStates(cell: Cell, states: Tensor, sizes: LayerSizes): Tensor[][] {
  const { timeSteps, directions } = sizes;
  return Array.from({ length: directions }, (_, direction) => {
    const { last } = walkEnds(direction, timeSteps);
    const row = stateRow(direction, timeSteps, last);
    return recurrentStatesOf(cell).map((__, state) => ({
      ...stateView(states, sizes, cell.states.length, { direction, state, row, rows: 1 }),
      identity: Symbol(`${states.name} at the end`),
    }));
  });
}

/** Whether a node walks a layer through time: it reads the gates first and puts the output out. */
export function isWalk(node: Node): node is Node<WalkAttributes> {
  return walks.has(node.op);
}

/** Whether a node walks a layer back, over the same gates. */
export function isWalkBack(node: Node): node is Node<WalkBackAttributes> {
  return walksBack.has(node.op);
}
