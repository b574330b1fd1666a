/** Sums of squares of all gradients, in parts; whoever needs the norm adds the parts up. */
import stepLibrary from '../../shaders/lib/step.wgsl?raw';
import clipValueLibrary from '../../shaders/optimizers/clip-value.wgsl?raw';
import kernelFile from '../../shaders/optimizers/norm.wgsl?raw';
import type { Graph } from '../graph/graph.ts';
import type { Op } from '../graph/op.ts';
import type { Tensor } from '../graph/tensor.ts';
import { reductionKernel } from '../ops/reduction.ts';

/** Parts, whatever the form: the order of additions within them differs. */
const items = 64;

const norm: Op<object> = {
  name: 'norm',

  outputs() {
    return [{ name: 'norm.partials', shape: [2, items] }];
  },

  lower({ inputs: [gradients], outputs: [partials] }, { form }) {
    const { kernel, grid } = reductionKernel(
      form,
      {
        label: 'optimizers/norm.sum_squares',
        file: kernelFile,
        entryPoint: 'sum_squares',
        libraries: [clipValueLibrary, stepLibrary],
        constants: {},
      },
      { items, together: [1, 256] },
    );
    return [
      {
        label: 'gradient norm, in parts',
        kernel,
        bindings: { gradients, partials },
        uniforms: { count4: gradients.columns4, items },
        grid,
      },
    ];
  },
};

/** @returns the parts of the squared global gradient norm: as it is, and clipped by value */
export function recordNorm(graph: Graph): Tensor {
  return graph.record(norm, [graph.flat('gradient')], {});
}
