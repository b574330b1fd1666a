/** C = A · B, either operand stored transposed; twin of shaders/ops/matmul*.wgsl. */
import kernelFile from '../../shaders/ops/matmul.wgsl?raw';
import leftLayout from '../../shaders/ops/matmul-left.wgsl?raw';
import plainLayout from '../../shaders/ops/matmul-plain.wgsl?raw';
import rightLayout from '../../shaders/ops/matmul-right.wgsl?raw';
import strided from '../../shaders/lib/view-strided.wgsl?raw';
import whole from '../../shaders/lib/view-whole.wgsl?raw';
import { ShapeError } from '../lib/errors.ts';
import type { Op } from '../graph/op.ts';
import { describeTensor, hasPlainColumns, quarter, type Tensor } from '../graph/tensor.ts';
import { bias } from './bias.ts';
import { viewParams } from './pointwise.ts';
import { productKernel } from './product.ts';

/** Which operand is stored transposed: A·B, Aᵀ·B (`left`) or A·Bᵀ (`right`). */
export type Transposed = 'none' | 'left' | 'right';

export interface MatmulAttributes {
  transposed: Transposed;
}

const layouts = { none: plainLayout, left: leftLayout, right: rightLayout };

/** Rows M, columns N and inner size K. */
function sizes([a, b]: readonly Tensor[], transposed: Transposed) {
  const [rows, depth] = transposed === 'left' ? [a.columns, a.rows] : [a.rows, a.columns];
  const [inner, columns] = transposed === 'right' ? [b.columns, b.rows] : [b.rows, b.columns];
  if (inner !== depth) {
    throw new ShapeError({
      where: 'matmul',
      what: 'inner sizes differ',
      values: { a: describeTensor(a), b: describeTensor(b), transposed },
      advice: 'Check the sizes of the layer that multiplies them',
    });
  }
  return { rows, columns, depth };
}

export const matmul: Op<MatmulAttributes> = {
  name: 'matmul',

  outputs(inputs, { transposed }) {
    const [a, b] = inputs;
    const { rows, columns } = sizes(inputs, transposed);
    const shape = transposed === 'left' ? [rows, columns] : [...a.shape.slice(0, -1), columns];
    return [{ name: `${a.name}·${b.name}`, shape }];
  },

  // C = A·B: dA = dC·Bᵀ, dB = Aᵀ·dC; only the plain form is ever differentiated.
  backward({ inputs: [a, b], outputs, attributes }, tape) {
    const gradient = tape.gradientOf(outputs[0]);
    if (!gradient || attributes.transposed !== 'none') return;
    tape.contribute(a, (into, accumulate) =>
      tape.graph.record(matmul, [gradient, b], { transposed: 'right' }, { into, accumulate }),
    );
    tape.contribute(b, (into, accumulate) =>
      tape.graph.record(matmul, [a, gradient], { transposed: 'left' }, { into, accumulate }),
    );
  },

  fuse(node, next) {
    if (next.op !== (bias as Op) || node.accumulate || next.accumulate) return undefined;
    return { ...node, inputs: [...node.inputs, next.inputs[1]], outputs: next.outputs };
  },

  lower(node, target) {
    const { inputs, outputs, attributes } = node;
    const [a, b, biases] = inputs;
    const c = outputs[0];
    const { transposed } = attributes;
    const size = sizes(inputs, transposed);
    const columns4 = quarter(size.columns);
    const block = registerBlock(size.rows, columns4);
    const views = [a, b, c].every(hasPlainColumns) ? whole : strided;
    const { kernel, grid } = productKernel(
      target,
      {
        label: `ops/matmul.multiply ${transposed}`,
        file: kernelFile,
        entryPoint: 'multiply',
        libraries: [layouts[transposed], views],
        constants: { BIAS: biases ? 1 : 0, ACCUMULATE: node.accumulate ? 1 : 0 },
      },
      {
        rows: size.rows,
        columns4,
        ...block,
        leftByRows: transposed === 'left',
      },
    );
    return [
      {
        label: `${c.name} = ${a.name} · ${b.name}`,
        kernel,
        bindings: { a, b, bias: biases ?? b, c },
        params: {
          ...size,
          columns4,
          ...viewParams('a', a),
          ...viewParams('b', b),
          ...viewParams('c', c),
        },
        grid,
      },
    ];
  },
};

/** Large blocks save loads; small outputs want more invocations instead. */
function registerBlock(rows: number, columns4: number): { rowBlock: number; group: number } {
  if (rows <= 8) return { rowBlock: rows === 1 ? 1 : 8, group: 1 };
  const blocks = Math.ceil(rows / 16) * Math.ceil(columns4 / 2);
  return { rowBlock: 16, group: blocks >= 128 ? 2 : 1 };
}
