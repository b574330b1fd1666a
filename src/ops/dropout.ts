/** Drops some values and scales up the others; the draws are those of the step's counter. */
import kernelFile from '../../shaders/ops/dropout.wgsl?raw';
import draws from '../../shaders/lib/dropout.wgsl?raw';
import random from '../../shaders/lib/random.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import strided from '../../shaders/lib/view-strided.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { elementwiseGrid, elementwiseWorkgroup } from './elementwise.ts';
import { viewUniforms } from './pointwise.ts';

export interface DropoutAttributes {
  /** Tells the draws of one layer from those of others. */
  layer: number;
}

/** x [.., F] -> [.., F]; the share that is dropped is a number of the step. */
export const dropout: Op<DropoutAttributes> = {
  name: 'dropout',

  outputs([x]) {
    return [{ name: `${x.name} dropped`, shape: x.shape }];
  },

  backward({ inputs: [x], outputs, attributes }, tape) {
    const gradient = tape.gradientOf(outputs[0]);
    if (!gradient) return;
    tape.contribute(x, (into, accumulate) =>
      tape.graph.record(dropout, [gradient], attributes, { into, accumulate }),
    );
  },

  lower({ inputs: [x], outputs: [y], attributes, accumulate }, { form }) {
    return [
      {
        label: y.name,
        kernel: {
          label: 'ops/dropout.drop',
          file: kernelFile,
          entryPoint: 'drop',
          libraries: [draws, random, step, strided],
          constants: { LAYER: attributes.layer, ACCUMULATE: accumulate ? 1 : 0 },
          workgroup: elementwiseWorkgroup,
        },
        bindings: { x, y },
        uniforms: {
          rows: y.rows,
          columns4: y.columns4,
          ...viewUniforms('x', x),
          ...viewUniforms('y', y),
        },
        grid: elementwiseGrid(form, y.rows, y.columns4),
      },
    ];
  },
};
