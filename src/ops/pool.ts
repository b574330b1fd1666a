/**
 * One vector for each sequence from its vectors at every time step: what is said last, or the mean;
 * twin of shaders/ops/pool*.wgsl.
 */
import kernelFile from '../../shaders/ops/pool.wgsl?raw';
import gradientFile from '../../shaders/ops/pool-gradient.wgsl?raw';
import lengthsAll from '../../shaders/ops/pool-lengths-all.wgsl?raw';
import lengthsGiven from '../../shaders/ops/pool-lengths-given.wgsl?raw';
import share from '../../shaders/ops/pool-share.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import strided from '../../shaders/lib/view-strided.wgsl?raw';
import type { KernelSource } from '../graph/kernel-source.ts';
import type { Op } from '../graph/op.ts';
import type { Tensor } from '../graph/tensor.ts';
import { elementwiseGrid, elementwiseWorkgroup } from './elementwise.ts';
import { viewUniforms } from './pointwise.ts';

export interface PoolAttributes {
  /**
   * - `ends`: what each direction puts out last, having read all of its sequence: columns of the first
   *   one at the last real time step, those of the second at the first time step
   * - `mean`: over the real time steps
   */
  kind: 'ends' | 'mean';
  /** So many have their columns side by side. */
  directions: 1 | 2;
}

/** x [T, B, D·H], lengths [B] (at least 1; absent: all T) -> [B, D·H] */
export const pool: Op<PoolAttributes> = {
  name: 'pool',

  outputs([x]) {
    return [{ name: `${x.name}.pooled`, shape: x.shape.slice(1) }];
  },

  backward({ inputs: [x, ...lengths], outputs, attributes }, tape) {
    const gradient = tape.gradientOf(outputs[0]);
    if (!gradient) return;
    const own = { ...attributes, shape: x.shape };
    tape.contribute(x, (into, accumulate) =>
      tape.graph.record(poolGradient, [gradient, ...lengths], own, { into, accumulate }),
    );
  },

  lower({ inputs: [x, lengths], outputs: [y], attributes }, { form }) {
    return [
      {
        label: `${y.name} = ${attributes.kind} of ${x.name}`,
        kernel: kernelOf(kernelFile, 'gather', attributes, lengths),
        bindings: { x, y, ...optional(lengths) },
        uniforms: { ...sizesOf(x, attributes), ...viewUniforms('x', x) },
        grid: elementwiseGrid(form, y.rows, y.columns4),
      },
    ];
  },
};

/** d y [B, D·H], lengths [B] -> d x [T, B, D·H] */
const poolGradient: Op<PoolAttributes & { shape: readonly number[] }> = {
  name: 'pool-gradient',

  outputs([gradient], { shape }) {
    return [{ name: `${gradient.name}.steps`, shape }];
  },

  lower({ inputs: [gradient, lengths], outputs: [x], attributes, accumulate }, { form }) {
    const kernel = kernelOf(gradientFile, 'spread', attributes, lengths);
    return [
      {
        label: `${x.name} from ${gradient.name}`,
        kernel: {
          ...kernel,
          constants: { ...kernel.constants, ACCUMULATE: accumulate ? 1 : 0 },
        },
        bindings: { grad_y: gradient, grad_x: x, ...optional(lengths) },
        uniforms: {
          ...sizesOf(x, attributes),
          ...viewUniforms('x', x),
          y_offset: gradient.offset4,
          y_stride: gradient.rowStride4,
        },
        grid: elementwiseGrid(form, x.rows, x.columns4),
      },
    ];
  },
};

function kernelOf(
  file: string,
  entryPoint: string,
  { kind }: PoolAttributes,
  lengths: Tensor | undefined,
): KernelSource {
  return {
    label: `ops/pool.${entryPoint} ${kind}`,
    file,
    entryPoint,
    libraries: [share, lengths ? lengthsGiven : lengthsAll, step, strided],
    constants: { MEAN: kind === 'mean' ? 1 : 0 },
    workgroup: elementwiseWorkgroup,
  };
}

function sizesOf(x: Tensor, { directions }: PoolAttributes) {
  const [timeSteps, batchSize] = x.shape;
  return {
    time_steps: timeSteps,
    batch_size: batchSize,
    columns4: x.columns4,
    first4: x.columns4 / directions,
  };
}

function optional(lengths: Tensor | undefined): Record<string, Tensor> {
  return lengths ? { lengths } : {};
}
