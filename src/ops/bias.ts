/** y = x + bias, one row of biases for all rows; usually fused into the product before it. */
import addFile from '../../shaders/ops/bias.wgsl?raw';
import gradientFile from '../../shaders/ops/bias-gradient.wgsl?raw';
import strided from '../../shaders/lib/view-strided.wgsl?raw';
import { ShapeError } from '../lib/errors.ts';
import type { Op } from '../graph/op.ts';
import { describeTensor } from '../graph/tensor.ts';
import { elementwiseGrid, elementwiseWorkgroup } from './elementwise.ts';
import { pointwise, viewUniforms } from './pointwise.ts';
import { reductionKernel } from './reduction.ts';

export interface BiasAttributes {
  /** The gradient of the biases is some other node's business. */
  isSummedElsewhere?: boolean;
}

export const bias: Op<BiasAttributes> = {
  name: 'bias',

  outputs([x, biases]) {
    if (biases.columns !== x.columns || biases.rows !== 1) {
      throw new ShapeError({
        where: 'bias',
        what: 'needs one bias per column',
        values: { x: describeTensor(x), bias: describeTensor(biases) },
        advice: 'Check the size of the layer',
      });
    }
    return [{ name: `${x.name}+${biases.name}`, shape: x.shape }];
  },

  backward({ inputs: [x, biases], outputs, attributes }, tape) {
    const gradient = tape.gradientOf(outputs[0]);
    if (!gradient) return;
    if (!attributes.isSummedElsewhere) {
      tape.contribute(biases, (into, accumulate) =>
        tape.graph.record(biasGradient, [gradient], {}, { into, accumulate }),
      );
    }
    if (!tape.pass(x, gradient)) {
      tape.contribute(x, (into, accumulate) =>
        tape.graph.record(pointwise, [gradient], { kind: 'copy' }, { into, accumulate }),
      );
    }
  },

  lower({ inputs: [x, biases], outputs: [y] }, { form }) {
    return [
      {
        label: y.name,
        kernel: {
          label: 'ops/bias.add',
          file: addFile,
          entryPoint: 'add',
          libraries: [strided],
          constants: {},
          workgroup: elementwiseWorkgroup,
        },
        bindings: { x, bias: biases, y },
        uniforms: {
          rows: x.rows,
          columns4: x.columns4,
          ...viewUniforms('x', x),
          ...viewUniforms('y', y),
        },
        grid: elementwiseGrid(form, x.rows, x.columns4),
      },
    ];
  },
};

/** Sum over the rows. */
export const biasGradient: Op<object> = {
  name: 'bias-gradient',

  outputs([gradient]) {
    return [{ name: `${gradient.name}.sum`, shape: [gradient.columns] }];
  },

  lower(node, { form }) {
    const [gradient] = node.inputs;
    const [sum] = node.outputs;
    const { kernel, groups } = reductionKernel(
      form,
      {
        label: 'ops/bias.sum_rows',
        file: gradientFile,
        entryPoint: 'sum_rows',
        libraries: [strided],
        constants: { ACCUMULATE: node.accumulate ? 1 : 0 },
      },
      { items: gradient.columns4, together: [8, 32] },
    );
    return [
      {
        label: `${sum.name} = rows of ${gradient.name}`,
        kernel,
        bindings: { grad_y: gradient, grad_bias: sum },
        uniforms: {
          rows: gradient.rows,
          columns4: gradient.columns4,
          offset: gradient.offset4,
          stride: gradient.rowStride4,
          take: gradient.take,
          skip: gradient.skip,
          out_offset: sum.offset4,
          out_take: sum.take,
          out_skip: sum.skip,
        },
        grid: [groups, 1, 1],
      },
    ];
  },
};
