/**
 * Where sequences begin, if not from zero: from learned states. Twin of shaders/recurrence/begin.wgsl
 * and begin-gradient.wgsl.
 */
import beginFile from '../../shaders/recurrence/begin.wgsl?raw';
import gradientFile from '../../shaders/recurrence/begin-gradient.wgsl?raw';
import freshAll from '../../shaders/recurrence/fresh-all.wgsl?raw';
import freshSome from '../../shaders/recurrence/fresh-some.wgsl?raw';
import receivedAll from '../../shaders/recurrence/received-all.wgsl?raw';
import receivedSome from '../../shaders/recurrence/received-some.wgsl?raw';
import stepNumbers from '../../shaders/lib/step.wgsl?raw';
import time from '../../shaders/recurrence/time.wgsl?raw';
import { type Cell, recurrentStatesOf } from '../cells/cell.ts';
import type { Node, Op } from '../graph/op.ts';
import { quarter, type Tensor } from '../graph/tensor.ts';
import { elementwiseGrid, elementwiseWorkgroup } from '../ops/elementwise.ts';
import { reductionKernel } from '../ops/reduction.ts';
import { cellConstants, stateUniforms } from './stepwise-kernels.ts';
import type { LayerSizes } from './strategy.ts';

export interface BeginAttributes {
  cell: Cell;
  sizes: LayerSizes;
  /** Sequences that begin with this step [B]; absent: all. */
  fresh?: Tensor;
}

/** Before any walk, for all layers at once. */
export const begin: Op<BeginAttributes> = {
  name: 'begin',

  // inputs: learned states of all layers [L · D · N, H], states (in place)
  outputs([, states]) {
    return [states];
  },

  lower({ inputs: [learned, states], attributes: { cell, sizes, fresh } }, { form }) {
    const { directions, timeSteps, batchSize, hiddenSize } = sizes;
    const count = recurrentStatesOf(cell).length;
    return [
      {
        label: `${states.name} of sequences that begin`,
        kernel: {
          label: 'recurrence/begin.begin',
          file: beginFile,
          entryPoint: 'begin',
          libraries: [fresh ? freshSome : freshAll, stepNumbers],
          constants: { DIRECTIONS: directions, STATES: cell.states.length, LEARNED: count },
          workgroup: elementwiseWorkgroup,
        },
        bindings: { learned, states, ...(fresh ? { fresh } : {}) },
        uniforms: {
          walks: learned.rows / count,
          time_steps: timeSteps,
          batch_size: batchSize,
          hidden4: quarter(hiddenSize),
        },
        grid: elementwiseGrid(form, learned.rows * batchSize, quarter(hiddenSize)),
      },
    ];
  },
};

/** After a layer's walk back. */
export const beginGradient: Op<BeginAttributes & { hasLengths: boolean }> = {
  name: 'begin-gradient',

  // inputs: gate gradients, weight_hh, direct, states -> d learned states of the layer [D · N, H]
  outputs(_, { cell, sizes }) {
    const rows = sizes.directions * recurrentStatesOf(cell).length;
    return [{ name: 'initial.gradient', shape: [rows, sizes.hiddenSize] }];
  },

  lower({ inputs, outputs: [gradient], attributes }, { form }) {
    const [gates, weightHh, direct, states] = inputs;
    const { cell, sizes, fresh, hasLengths } = attributes;
    const [first, count] = cell.backwardPhases[0].receives;
    const { kernel, groups } = reductionKernel(
      form,
      {
        label: `recurrence/begin-gradient.sum_starts ${cell.id}`,
        file: gradientFile,
        entryPoint: 'sum_starts',
        libraries: [
          count === cell.gates.length ? receivedAll : receivedSome,
          fresh ? freshSome : freshAll,
          stepNumbers,
          time,
        ],
        constants: {
          ...cellConstants(cell, sizes),
          GATES: cell.gates.length,
          STATES: cell.states.length,
          LEARNED: recurrentStatesOf(cell).length,
          RECEIVED_FIRST: first,
          RECEIVED_GATES: count,
          HELD: hasLengths ? 1 : 0,
        },
      },
      { items: quarter(sizes.hiddenSize), together: [8, 32] },
    );
    return [
      {
        label: `${gradient.name} of ${states.name}`,
        kernel,
        bindings: {
          gates,
          weight_hh: weightHh,
          direct,
          grad_learned: gradient,
          ...(fresh ? { fresh } : {}),
        },
        uniforms: { ...stateUniforms(states, sizes), learned_offset: gradient.offset4 },
        grid: [groups, 1, sizes.directions],
      },
    ];
  },
};

/** Whether a node lets sequences begin from learned states. */
export function isBegin({ op }: Node): boolean {
  return op === (begin as Op);
}
