/** 1 where a time step belongs to a sequence, 0 where it is padding; twin of length-mask.wgsl. */
import kernelFile from '../../shaders/ops/length-mask.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { elementwiseGrid, elementwiseWorkgroup } from './elementwise.ts';

export interface LengthMaskAttributes {
  time: number;
  columns: number;
}

/** lengths [B] -> [B, columns] */
export const lengthMask: Op<LengthMaskAttributes> = {
  name: 'length-mask',

  outputs([lengths], { time, columns }) {
    return [{ name: `real⟨${time}⟩`, shape: [lengths.columns, columns] }];
  },

  lower({ inputs: [lengths], outputs: [y], attributes }, { form }) {
    return [
      {
        label: y.name,
        kernel: {
          label: 'ops/length-mask.mask',
          file: kernelFile,
          entryPoint: 'mask',
          libraries: [step],
          constants: {},
          workgroup: elementwiseWorkgroup,
        },
        bindings: { lengths, y },
        uniforms: { rows: y.rows, columns4: y.columns4, time: attributes.time },
        grid: elementwiseGrid(form, y.rows, y.columns4),
      },
    ];
  },
};
