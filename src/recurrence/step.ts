/**
 * Strategy `step`: one dispatch per time step and phase, holding the recurrent product and all gate
 * mathematics. Backward walks time in reverse the same way; weight gradients are one product over
 * all time steps afterwards. Twin of shaders/recurrence/step-*.wgsl.
 */
import activations from '../../shaders/lib/activations.wgsl?raw';
import backwardFile from '../../shaders/recurrence/step-backward.wgsl?raw';
import forwardFile from '../../shaders/recurrence/step-forward.wgsl?raw';
import receivedAll from '../../shaders/recurrence/received-all.wgsl?raw';
import receivedSome from '../../shaders/recurrence/received-some.wgsl?raw';
import unit from '../../shaders/lib/unit.wgsl?raw';
import type { BackwardPhase, Cell, Phase } from '../cells/cell.ts';
import type { Dispatch, Node, Op, Target } from '../graph/op.ts';
import { columnsView, padded, quarter, type Tensor } from '../graph/tensor.ts';
import { matmul } from '../ops/matmul.ts';
import { productKernel } from '../ops/product.ts';
import { type LayerSizes, slotView, type Strategy } from './strategy.ts';

interface WalkAttributes {
  cell: Cell;
  sizes: LayerSizes;
}

export const step: Strategy = {
  id: 'step',
  walk(graph, cell, sizes, { gates, weightHh, states }) {
    return graph.record(walkForward, [gates, weightHh, states], { cell, sizes });
  },
};

const walkForward: Op<WalkAttributes> = {
  name: 'step-forward',

  // inputs: gates (in place), weightHh, states (in place) -> slot 0 of all time steps
  outputs([, , states], { sizes }) {
    return [slotView(states, sizes, 0, 0, sizes.timeSteps)];
  },

  backward({ inputs: [gates, weightHh, states], outputs, attributes }, tape) {
    const gradHidden = tape.gradientOf(outputs[0]);
    if (!gradHidden) return;
    const { graph } = tape;
    const { cell, sizes } = attributes;
    const carry = graph.transient(`${gates.name}.carry`, [
      sizes.batchSize,
      padded(sizes.hiddenSize),
    ]);
    graph.record(walkBackward, [gates, weightHh, states, gradHidden, carry], attributes);
    tape.pass(gates, gates);
    for (const phase of cell.phases) {
      const columns = gatesOf(weightHh, cell, phase.gates);
      const operand = operandOf(states, sizes, phase);
      tape.contribute(columns, (into, accumulate) =>
        graph.record(
          matmul,
          [operand, gatesOf(gates, cell, phase.gates)],
          { transposed: 'left' },
          { into, accumulate },
        ),
      );
    }
  },

  lower(node, target) {
    const { cell, sizes } = node.attributes;
    const kernels = cell.phases.map((phase, index) =>
      forwardKernel(cell, sizes, phase, index, target),
    );
    const dispatches: Dispatch[] = [];
    for (let time = 0; time < sizes.timeSteps; time++) {
      for (const { kernel, grid } of kernels) {
        dispatches.push(forwardDispatch(node, time, kernel, grid));
      }
    }
    return dispatches;
  },
};

const walkBackward: Op<WalkAttributes> = {
  name: 'step-backward',

  outputs([gates]) {
    return [gates];
  },

  lower(node, target) {
    const { cell, sizes } = node.attributes;
    const kernels = cell.backwardPhases.map((phase, index) => ({
      phase,
      ...backwardKernel(cell, sizes, phase, index, target),
    }));
    const dispatches: Dispatch[] = [];
    for (let time = sizes.timeSteps - 1; time >= 0; time--) {
      for (const { phase, kernel, grid } of kernels) {
        dispatches.push(backwardDispatch(node, time, phase, kernel, grid));
      }
    }
    return dispatches;
  },
};

/** The columns of some gates, four units of each side by side. */
function gatesOf(tensor: Tensor, cell: Cell, [first, count]: readonly [number, number]): Tensor {
  if (count === cell.gates.length) return tensor;
  return columnsView(tensor, { first4: first, take: count, skip: cell.gates.length });
}

/** What a phase multiplied, for all time steps. */
function operandOf(states: Tensor, sizes: LayerSizes, { operand }: Phase): Tensor {
  return slotView(states, sizes, operand.slot, operand.time === 'before' ? -1 : 0, sizes.timeSteps);
}

/** Rows of the batch that one invocation of the register forms takes. */
function rowBlockOf(batchSize: number): number {
  if (batchSize === 1) return 1;
  return batchSize > 8 ? 16 : batchSize > 4 ? 8 : 4;
}

function forwardKernel(
  cell: Cell,
  { batchSize, hiddenSize }: LayerSizes,
  phase: Phase,
  index: number,
  { form }: Target,
) {
  const [firstGate, gates] = phase.gates;
  return productKernel(
    form,
    {
      label: `recurrence/step.forward ${cell.id} phase ${index}`,
      file: forwardFile,
      entryPoint: 'forward',
      libraries: [cell.shader, unit, activations],
      constants: {
        PHASE: index,
        FIRST_GATE: firstGate,
        FIRST_SLOT: phase.slots[0],
        PHASE_SLOTS: phase.slots[1],
        OPERAND_SLOT: phase.operand.slot,
        OPERAND_TIME: phase.operand.time === 'now' ? 1 : 0,
      },
    },
    {
      rows: batchSize,
      groups: quarter(hiddenSize),
      group: gates,
      rowBlock: rowBlockOf(batchSize),
    },
  );
}

function forwardDispatch(
  { inputs: [gates, weightHh, states], attributes: { sizes } }: Node<WalkAttributes>,
  time: number,
  kernel: Dispatch['kernel'],
  grid: Dispatch['grid'],
): Dispatch {
  return {
    label: `${states.name} ⟨t⟩`,
    kernel,
    bindings: { gates, weight_hh: weightHh, states },
    params: { time_step: time, ...stateParams(states, sizes) },
    grid,
  };
}

function backwardKernel(
  cell: Cell,
  { batchSize, hiddenSize }: LayerSizes,
  phase: BackwardPhase,
  index: number,
  { form }: Target,
) {
  const [receivedFirst, receivedGates] = phase.receives;
  const group = form === 'tiles' ? 1 : 2;
  return productKernel(
    form,
    {
      label: `recurrence/step.backward ${cell.id} phase ${index}`,
      file: backwardFile,
      entryPoint: 'backward',
      libraries: [
        cell.shader,
        unit,
        activations,
        receivedGates === cell.gates.length ? receivedAll : receivedSome,
      ],
      constants: {
        PHASE: index,
        RECEIVED_FIRST: receivedFirst,
        RECEIVED_GATES: receivedGates,
        WRITTEN_FIRST: phase.writes[0],
        WRITTEN_GATES: phase.writes[1],
      },
    },
    {
      rows: batchSize,
      groups: Math.ceil(quarter(hiddenSize) / group),
      group,
      rowBlock: rowBlockOf(batchSize),
    },
  );
}

function backwardDispatch(
  { inputs: [gates, weightHh, states, gradHidden, carry], attributes }: Node<WalkAttributes>,
  time: number,
  phase: BackwardPhase,
  kernel: Dispatch['kernel'],
  grid: Dispatch['grid'],
): Dispatch {
  const { sizes } = attributes;
  const last = time === sizes.timeSteps - 1;
  const after = phase.time === 'after';
  return {
    label: `${states.name} ⟨t⟩ gradient`,
    kernel,
    bindings: { gates, weight_hh: weightHh, states, grad_hidden: gradHidden, carry },
    params: {
      time_step: time,
      source_step: after && !last ? time + 1 : time,
      receives: after && last ? 0 : 1,
      starts: after && last ? 1 : 0,
      grad_offset: gradHidden.offset4,
      ...stateParams(states, sizes),
    },
    grid,
  };
}

function stateParams(states: Tensor, { timeSteps, batchSize, hiddenSize }: LayerSizes) {
  const hidden4 = quarter(hiddenSize);
  return {
    batch_size: batchSize,
    hidden4,
    slot_stride: (timeSteps + 1) * batchSize * hidden4,
    states_offset: states.offset4,
  };
}
