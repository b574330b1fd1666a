/** C = A · B, either operand stored transposed; twin of shaders/ops/matmul*.wgsl. */
import packedLeft from '../../shaders/ops/matmul-packed-left.wgsl?raw';
import rowsLayout from '../../shaders/ops/matmul-rows.wgsl?raw';
import packedLayout from '../../shaders/ops/matmul-packed.wgsl?raw';
import kernelFile from '../../shaders/ops/matmul.wgsl?raw';
import leftLayout from '../../shaders/ops/matmul-left.wgsl?raw';
import plainLayout from '../../shaders/ops/matmul-plain.wgsl?raw';
import rightLayout from '../../shaders/ops/matmul-right.wgsl?raw';
import strided from '../../shaders/lib/view-strided.wgsl?raw';
import whole from '../../shaders/lib/view-whole.wgsl?raw';
import { ShapeError } from '../lib/errors.ts';
import type { Dispatch, Node, Op, Target } from '../graph/op.ts';
import {
  describeTensor,
  hasPlainColumns,
  quarter,
  rowsView,
  type Tensor,
} from '../graph/tensor.ts';
import { bias } from './bias.ts';
import { viewUniforms } from './pointwise.ts';
import { packColumns, packRows } from './pack.ts';
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
    if (target.form === 'cpu' && worthPacking(node)) return lowerPacked(node, target);
    const form = target.form === 'cpu' ? 'registers' : target.form;
    const { inputs, outputs, attributes } = node;
    const [a, b, biases] = inputs;
    const operands = { a, b, c: outputs[0], biases, accumulate: node.accumulate };
    const { transposed } = attributes;
    const size = sizes(inputs, transposed);
    return [multiply(node, { ...target, form }, operands, size, [layouts[transposed]])];
  },
};

interface Operands {
  a: Tensor;
  b: Tensor;
  c: Tensor;
  biases?: Tensor;
  accumulate: boolean;
}

/** One launch. @param layout says how the operands are stored */
function multiply(
  { inputs: [first, second], outputs: [result], attributes }: Node<MatmulAttributes>,
  target: Target,
  { a, b, c, biases, accumulate }: Operands,
  size: ReturnType<typeof sizes>,
  layout: readonly string[],
): Dispatch {
  const { transposed } = attributes;
  const columns4 = quarter(size.columns);
  const views = [a, b, c].every(hasPlainColumns) ? whole : strided;
  const { kernel, grid } = productKernel(
    target,
    {
      label: `ops/matmul.multiply ${transposed}`,
      file: kernelFile,
      entryPoint: 'multiply',
      libraries: [...layout, views],
      constants: { BIAS: biases ? 1 : 0, ACCUMULATE: accumulate ? 1 : 0 },
    },
    {
      rows: size.rows,
      columns4,
      ...registerBlock(size.rows, columns4),
      ...(target.form === 'cpu' ? { group: Math.min(2, columns4) } : {}),
      leftByRows: transposed === 'left',
    },
  );
  return {
    label: `${result.name} = ${first.name} · ${second.name}`,
    kernel,
    bindings: { a, b, bias: biases ?? b, c },
    uniforms: {
      ...size,
      columns4,
      ...viewUniforms('a', a),
      ...viewUniforms('b', b),
      ...viewUniforms('c', c),
    },
    grid,
  };
}

/** With few rows a copy of the right operand costs more than it saves. */
function worthPacking({ inputs, attributes }: Node<MatmulAttributes>): boolean {
  return sizes(inputs, attributes.transposed).rows >= 4;
}

/** K is cut up so that what all rows meet stays in the second-level cache. */
const packedDepth = 256;
/** Floats of the left operand that stay there while all columns meet them. */
const cachedFloats = 2 ** 17;

/** Packs the right operand, and the left one where it is stored by k, and multiplies piecewise. */
function lowerPacked(node: Node<MatmulAttributes>, target: Target): Dispatch[] {
  const { inputs, outputs, attributes } = node;
  const { transposed } = attributes;
  const [a, b, biases] = inputs;
  const [c] = outputs;
  const size = sizes(inputs, transposed);
  const right = transposed === 'right' ? packRows(target, b) : packColumns(target, b);
  if (transposed !== 'left') {
    const window = Math.max(64, 4 * Math.floor(cachedFloats / size.depth / 4));
    const products: Dispatch[] = [];
    for (let first = 0; first < size.rows; first += window) {
      const rows = Math.min(window, size.rows - first);
      const operands = {
        a: rowsView(a, first, [rows, a.columns]),
        b: right.tensor,
        c: rowsView(c, first, [rows, c.columns]),
        biases,
        accumulate: node.accumulate,
      };
      const layout = [layouts[transposed], rowsLayout, packedLayout];
      products.push(multiply(node, target, operands, { ...size, rows }, layout));
    }
    return [right.dispatch, ...products];
  }
  const left = packColumns(target, a);
  const products: Dispatch[] = [];
  for (let first = 0; first < right.depth; first += packedDepth) {
    const depth = Math.min(packedDepth, right.depth - first);
    const operands = {
      a: { ...left.tensor, offset4: first },
      b: { ...right.tensor, offset4: first },
      c,
      ...(first === 0 ? { biases } : {}),
      accumulate: node.accumulate || first > 0,
    };
    const layout = [packedLeft, packedLayout];
    products.push(multiply(node, target, operands, { ...size, depth }, layout));
  }
  return [left.dispatch, right.dispatch, ...products];
}

/** Large blocks save loads; small outputs want more invocations instead. */
function registerBlock(rows: number, columns4: number): { rowBlock: number; group: number } {
  if (rows <= 8) return { rowBlock: rows === 1 ? 1 : 8, group: 1 };
  const blocks = Math.ceil(rows / 16) * Math.ceil(columns4 / 2);
  return { rowBlock: 16, group: blocks >= 128 ? 2 : 1 };
}
