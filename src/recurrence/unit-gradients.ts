/** Gradients of biases and of a cell's unit vectors, in one launch; twin of unit-gradients.wgsl. */
import gatesFree from '../../shaders/recurrence/gates-free.wgsl?raw';
import kernelFile from '../../shaders/recurrence/unit-gradients.wgsl?raw';
import activations from '../../shaders/lib/activations.wgsl?raw';
import time from '../../shaders/recurrence/time.wgsl?raw';
import unit from '../../shaders/lib/unit.wgsl?raw';
import { type Cell, inputGatesOf } from '../cells/cell.ts';
import type { Op } from '../graph/op.ts';
import { padded, quarter } from '../graph/tensor.ts';
import { reductionKernel } from '../ops/reduction.ts';
import { cellConstants, stateUniforms } from './stepwise-kernels.ts';
import type { LayerSizes } from './strategy.ts';

interface UnitGradientsAttributes {
  cell: Cell;
  sizes: LayerSizes;
  direction: number;
}

export const unitGradients: Op<UnitGradientsAttributes> = {
  name: 'unit-gradients',

  // inputs: gate gradients, states -> d bias of a direction, d vectors of that direction
  outputs(_, { cell, sizes }) {
    const width = padded(sizes.hiddenSize);
    return [
      { name: 'biases.gradient', shape: [inputGatesOf(cell).length * width] },
      { name: 'vectors.gradient', shape: [1, (cell.vectors?.terms.length ?? 0) * width] },
    ];
  },

  lower({ inputs: [gates, states], outputs, attributes }, { form }) {
    const { cell, sizes, direction } = attributes;
    const [gradBias, gradVectors] = outputs;
    const { kernel, groups } = reductionKernel(
      form,
      {
        label: `recurrence/unit-gradients.sum_units ${cell.id}`,
        file: kernelFile,
        entryPoint: 'sum_units',
        libraries: [cell.shader, unit, activations, gatesFree, time],
        constants: { ...cellConstants(cell, sizes), INPUT_GATES: inputGatesOf(cell).length },
      },
      { items: quarter(sizes.hiddenSize), together: [8, 32] },
    );
    return [
      {
        label: `${gradBias.name}, ${gradVectors.name}`,
        kernel,
        bindings: { gates, states, grad_bias: gradBias, grad_vectors: gradVectors },
        uniforms: { ...stateUniforms(states, sizes), direction },
        grid: [groups, 1, 1],
      },
    ];
  },
};
