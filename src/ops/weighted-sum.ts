/** The mean of a sequence's vectors by given shares; twin of shaders/ops/weighted-sum*.wgsl. */
import gradientFile from '../../shaders/ops/weighted-sum-gradient.wgsl?raw';
import kernelFile from '../../shaders/ops/weighted-sum.wgsl?raw';
import strided from '../../shaders/lib/view-strided.wgsl?raw';
import { ShapeError } from '../lib/errors.ts';
import type { Op } from '../graph/op.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { elementwiseGrid, elementwiseWorkgroup } from './elementwise.ts';
import { viewUniforms } from './pointwise.ts';

/** weights [T, B, S], x [S, B, F] -> [T, B, F] */
export const weightedSum: Op<object> = {
  name: 'weighted-sum',

  outputs([weights, x]) {
    const [timeSteps, batchSize, sourceSteps] = weights.shape;
    if (x.shape[0] !== sourceSteps || x.shape[1] !== batchSize) {
      throw new ShapeError({
        where: 'weighted-sum',
        what: 'needs one weight for each vector of a sequence',
        values: { weights: describeTensor(weights), x: describeTensor(x) },
        advice: 'Check batch size and the time steps of the source',
      });
    }
    return [{ name: 'context', shape: [timeSteps, batchSize, x.columns] }];
  },

  backward({ inputs: [weights, x], outputs: [y] }, tape) {
    const gradient = tape.gradientOf(y);
    if (!gradient) return;
    const { graph } = tape;
    tape.contribute(weights, (into, accumulate) =>
      graph.record(byWeight, [x, gradient], { weights }, { into, accumulate }),
    );
    tape.contribute(x, (into, accumulate) =>
      graph.record(byX, [weights, gradient], { x }, { into, accumulate }),
    );
  },

  lower({ inputs: [weight, x], outputs: [y] }, { form }) {
    const { rows, columns4 } = y;
    return [
      {
        label: y.name,
        kernel: {
          label: 'ops/weighted-sum.add_up',
          file: kernelFile,
          entryPoint: 'add_up',
          libraries: [strided],
          constants: {},
          workgroup: elementwiseWorkgroup,
        },
        bindings: { weight, x, y },
        uniforms: {
          rows,
          columns4,
          batch_size: y.shape[1],
          source_steps: x.shape[0],
          weight_columns4: weight.columns4,
          ...viewUniforms('x', x),
        },
        grid: elementwiseGrid(form, rows, columns4),
      },
    ];
  },
};

/** x, d y -> d weights */
const byWeight: Op<{ weights: Tensor }> = {
  name: 'weighted-sum-by-weight',

  outputs: (_, { weights }) => [{ name: `${weights.name}.gradient`, shape: weights.shape }],

  lower({ inputs: [x, gradient], outputs: [grad], accumulate }, { form }) {
    return [
      {
        label: `${grad.name} from ${gradient.name}`,
        kernel: gradientKernel('by_weight', accumulate),
        bindings: { factor: x, grad_y: gradient, grad },
        uniforms: uniformsOf(grad, x, gradient),
        grid: elementwiseGrid(form, grad.rows, grad.columns4),
      },
    ];
  },
};

/** weights, d y -> d x */
const byX: Op<{ x: Tensor }> = {
  name: 'weighted-sum-by-x',

  outputs: (_, { x }) => [{ name: `${x.name}.gradient`, shape: x.shape }],

  lower({ inputs: [weights, gradient], outputs: [grad], accumulate }, { form }) {
    return [
      {
        label: `${grad.name} from ${gradient.name}`,
        kernel: gradientKernel('by_x', accumulate),
        bindings: { factor: weights, grad_y: gradient, grad },
        uniforms: uniformsOf(weights, grad, gradient),
        grid: elementwiseGrid(form, grad.rows, grad.columns4),
      },
    ];
  },
};

function gradientKernel(entryPoint: 'by_weight' | 'by_x', accumulate: boolean) {
  return {
    label: `ops/weighted-sum.${entryPoint}`,
    file: gradientFile,
    entryPoint,
    libraries: [strided],
    constants: { ACCUMULATE: accumulate ? 1 : 0 },
    workgroup: elementwiseWorkgroup,
  };
}

/** @param x may be a view, or its gradient */
function uniformsOf(weights: Tensor, x: Tensor, { shape: [timeSteps, batchSize] }: Tensor) {
  return {
    batch_size: batchSize,
    target_steps: timeSteps,
    source_steps: x.shape[0],
    weight_columns4: weights.columns4,
    columns4: x.columns4,
    ...viewUniforms('x', x),
  };
}
