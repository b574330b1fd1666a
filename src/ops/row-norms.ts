/** ‖row‖ of every row of a tensor, whatever its order of magnitude. */
import kernelFile from '../../shaders/ops/row-norms.wgsl?raw';
import strided from '../../shaders/lib/view-strided.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { viewUniforms } from './pointwise.ts';
import { reductionKernel } from './reduction.ts';

export const rowNorms: Op<object> = {
  name: 'row-norms',

  // x [.., F] -> [rows]
  outputs([x]) {
    return [{ name: `${x.name}.norms`, shape: [x.rows] }];
  },

  lower({ inputs: [x], outputs: [y] }, { form }) {
    const { kernel, grid } = reductionKernel(
      form,
      {
        label: 'ops/row-norms.measure_rows',
        file: kernelFile,
        entryPoint: 'measure_rows',
        libraries: [strided],
        constants: {},
      },
      { items: x.rows, together: [1, 64] },
    );
    return [
      {
        label: y.name,
        kernel,
        bindings: { x, y },
        uniforms: {
          rows: x.rows,
          columns: x.columns,
          columns4: x.columns4,
          ...viewUniforms('x', x),
        },
        grid,
      },
    ];
  },
};
