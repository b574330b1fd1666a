/** Rows of a table by token: learned embeddings, and products with one-hot rows. */
import gatherFile from '../../shaders/ops/gather-rows.wgsl?raw';
import gradientFile from '../../shaders/ops/gather-rows-gradient.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import strided from '../../shaders/lib/view-strided.wgsl?raw';
import whole from '../../shaders/lib/view-whole.wgsl?raw';
import { ShapeError } from '../lib/errors.ts';
import type { Op } from '../graph/op.ts';
import { describeTensor, hasPlainColumns, type Tensor } from '../graph/tensor.ts';
import { bias } from './bias.ts';
import { elementwiseGrid, elementwiseWorkgroup, rowsGrid } from './elementwise.ts';
import { viewUniforms } from './pointwise.ts';
import { reductionKernel } from './reduction.ts';

export interface GatherAttributes {
  /** The rows sorted by token, for the gradient; absent where none is wanted. */
  sorted?: { order: Tensor; rowStart: Tensor };
  /** Words between the tokens of neighbouring slots where they are not an input. */
  tokenStride?: number;
}

export const gatherRows: Op<GatherAttributes> = {
  name: 'gather-rows',

  // inputs: tokens [..], table [V, F] -> [.., F]; `noToken` gives a row of zeros
  outputs([tokens, table]) {
    if (tokens.storage.dtype !== 'u32') {
      throw new ShapeError({
        where: 'gather-rows',
        what: 'needs whole numbers as tokens',
        values: { tokens: describeTensor(tokens) },
        advice: 'Pass the tokens first, then the table',
      });
    }
    return [{ name: `${table.name}[tokens]`, shape: [...tokens.shape, table.columns] }];
  },

  backward({ inputs: [, table], outputs, attributes }, tape) {
    const gradient = tape.gradientOf(outputs[0]);
    const { sorted } = attributes;
    if (!gradient || !sorted) return;
    tape.contribute(table, (into, accumulate) =>
      tape.graph.record(
        gatherRowsGradient,
        [sorted.order, sorted.rowStart, gradient],
        { tableRows: table.rows },
        { into, accumulate },
      ),
    );
  },

  fuse(node, next) {
    if (next.op !== (bias as Op) || node.inputs.length > 2) return undefined;
    return { ...node, inputs: [...node.inputs, next.inputs[1]], outputs: next.outputs };
  },

  lower({ inputs: [tokens, table, biases], outputs: [y], attributes }, { form }) {
    return [
      {
        label: `${y.name} = rows of ${table.name}`,
        kernel: {
          label: 'ops/gather-rows.gather',
          file: gatherFile,
          entryPoint: 'gather',
          libraries: [step, hasPlainColumns(y) ? whole : strided],
          constants: { BIAS: biases ? 1 : 0 },
          workgroup: form === 'cpu' ? [1, 1] : elementwiseWorkgroup,
        },
        bindings: { tokens, table, bias: biases ?? table, y },
        uniforms: {
          rows: y.rows,
          columns4: y.columns4,
          table_rows: table.rows,
          token_stride: attributes.tokenStride ?? 0,
          ...viewUniforms('y', y),
        },
        grid: form === 'cpu' ? rowsGrid(y.rows) : elementwiseGrid(form, y.rows, y.columns4),
      },
    ];
  },
};

const gatherRowsGradient: Op<{ tableRows: number }> = {
  name: 'gather-rows-gradient',

  outputs([, , gradient], { tableRows }) {
    return [{ name: 'table.gradient', shape: [tableRows, gradient.columns] }];
  },

  lower(node, { form }) {
    const [order, rowStart, gradient] = node.inputs;
    const [table] = node.outputs;
    const { kernel, groups } = reductionKernel(
      form,
      {
        label: 'ops/gather-rows.sum_tokens',
        file: gradientFile,
        entryPoint: 'sum_tokens',
        libraries: [step, strided],
        constants: { ACCUMULATE: node.accumulate ? 1 : 0 },
      },
      { items: gradient.columns4, together: [16, 16] },
    );
    return [
      {
        label: `${table.name} = rows of ${gradient.name} by token`,
        kernel,
        bindings: { order, row_start: rowStart, grad_y: gradient, grad_table: table },
        uniforms: {
          table_rows: table.rows,
          columns4: gradient.columns4,
          ...viewUniforms('grad', gradient),
        },
        grid: [groups, Math.min(table.rows, 8192), 1],
      },
    ];
  },
};
