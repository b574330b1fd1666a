/** Numbers that the host gives as what is read: their bits lie where tokens lie else. */
import kernelFile from '../../shaders/ops/features.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { elementwiseGrid, elementwiseWorkgroup } from './elementwise.ts';
import type { GatherAttributes } from './gather-rows.ts';
import { noToken } from './no-token.ts';

/** words [.., F] -> [.., F]; `noToken` gives 0. Nothing flows back: nobody learns what is given. */
export const features: Op<Pick<GatherAttributes, 'tokenStride'>> = {
  name: 'features',

  outputs([words]) {
    return [{ name: 'x', shape: words.shape }];
  },

  lower({ inputs: [words], outputs: [x], attributes: { tokenStride = 0 } }, { form }) {
    const { rows, columns, columns4 } = x;
    return [
      {
        label: `${x.name} = numbers given`,
        kernel: {
          label: 'ops/features.read_numbers',
          file: kernelFile,
          entryPoint: 'read_numbers',
          libraries: [step],
          constants: { NOTHING: noToken },
          workgroup: elementwiseWorkgroup,
        },
        bindings: { words, x },
        uniforms: { rows, columns, columns4, word_stride: tokenStride },
        grid: elementwiseGrid(form, rows, columns4),
      },
    ];
  },
};
