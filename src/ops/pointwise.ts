/** Functions applied value by value: a function is one row here and one case in pointwise.wgsl. */
import activations from '../../shaders/lib/activations.wgsl?raw';
import kernelFile from '../../shaders/ops/pointwise.wgsl?raw';
import strided from '../../shaders/lib/view-strided.wgsl?raw';
import { ShapeError } from '../lib/errors.ts';
import type { Tape } from '../graph/backward.ts';
import type { Node, Op } from '../graph/op.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { elementwiseGrid, elementwiseWorkgroup } from './elementwise.ts';

interface Row {
  /** `case` in the shader. */
  number: number;
  /** What each input's gradient is, from d y, the other input and y. */
  gradients?: (d: Tensor, node: Node<PointwiseAttributes>) => [PointwiseKind, Tensor, Tensor][];
}

const rows = {
  copy: { number: 0, gradients: (d) => [['copy', d, d]] },
  add: {
    number: 1,
    gradients: (d) => [
      ['copy', d, d],
      ['copy', d, d],
    ],
  },
  multiply: {
    number: 2,
    gradients: (d, { inputs: [a, b] }) => [
      ['multiply', d, b],
      ['multiply', d, a],
    ],
  },
  'one-minus': { number: 3, gradients: (d) => [['negate', d, d]] },
  sigmoid: { number: 4, gradients: (d, { outputs: [y] }) => [['sigmoid-gradient', d, y]] },
  tanh: { number: 5, gradients: (d, { outputs: [y] }) => [['tanh-gradient', d, y]] },
  relu: { number: 6, gradients: (d, { outputs: [y] }) => [['relu-gradient', d, y]] },
  negate: { number: 7, gradients: (d) => [['negate', d, d]] },
  'sigmoid-gradient': { number: 8 },
  'tanh-gradient': { number: 9 },
  'relu-gradient': { number: 10 },
  // whatever the input holds, even what is no number
  zero: { number: 11 },
} as const satisfies Record<
  string,
  {
    number: number;
    gradients?: (d: Tensor, node: Node<PointwiseAttributes>) => [string, Tensor, Tensor][];
  }
>;

export type PointwiseKind = keyof typeof rows;
/** For sweeps over all of them. @internal */
export const pointwiseKinds = Object.keys(rows) as PointwiseKind[];

export interface PointwiseAttributes {
  kind: PointwiseKind;
}

export const pointwise: Op<PointwiseAttributes> = {
  name: 'pointwise',

  outputs([a, b = a], { kind }) {
    if (a.rows !== b.rows || a.columns !== b.columns) {
      throw new ShapeError({
        where: `pointwise ${kind}`,
        what: 'needs two tensors of one shape',
        values: { a: describeTensor(a), b: describeTensor(b) },
        advice: 'Check the sizes of the layer',
      });
    }
    return [{ name: kind, shape: a.shape }];
  },

  backward(node, tape) {
    const gradient = tape.gradientOf(node.outputs[0]);
    const row: Row = rows[node.attributes.kind] as Row;
    if (gradient) contributeAll(node, gradient, row, tape);
  },

  lower(node, { form }) {
    const [a, b = a] = node.inputs;
    const [c] = node.outputs;
    const { kind } = node.attributes;
    return [
      {
        label: `${c.name} = ${kind}`,
        kernel: {
          label: `ops/pointwise.apply ${kind}`,
          file: kernelFile,
          entryPoint: 'apply',
          libraries: [activations, strided],
          constants: { KIND: rows[kind].number, ACCUMULATE: node.accumulate ? 1 : 0 },
          workgroup: elementwiseWorkgroup,
        },
        bindings: { a, b, c },
        uniforms: {
          rows: c.rows,
          columns4: c.columns4,
          ...viewUniforms('a', a),
          ...viewUniforms('b', b),
          ...viewUniforms('c', c),
        },
        grid: elementwiseGrid(form, c.rows, c.columns4),
      },
    ];
  },
};

function contributeAll(
  node: Node<PointwiseAttributes>,
  gradient: Tensor,
  row: Row,
  tape: Tape,
): void {
  row.gradients?.(gradient, node).forEach(([kind, first, second], index) => {
    tape.contribute(node.inputs[index], (into, accumulate) =>
      tape.graph.record(pointwise, [first, second], { kind }, { into, accumulate }),
    );
  });
}

/** Where a view lies, as the kernels' uniforms name it. */
export function viewUniforms(
  name: string,
  { offset4, rowStride4, take, skip }: Tensor,
): Record<string, number> {
  return {
    [`${name}_offset`]: offset4,
    [`${name}_stride`]: rowStride4,
    [`${name}_take`]: take,
    [`${name}_skip`]: skip,
  };
}
