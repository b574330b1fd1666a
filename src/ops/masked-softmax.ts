/** A share for each real place of a sequence; twin of shaders/ops/masked-softmax*.wgsl. */
import gradientFile from '../../shaders/ops/masked-softmax-gradient.wgsl?raw';
import kernelFile from '../../shaders/ops/masked-softmax.wgsl?raw';
import lengthsAll from '../../shaders/ops/pool-lengths-all.wgsl?raw';
import lengthsGiven from '../../shaders/ops/pool-lengths-given.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import type { Op } from '../graph/op.ts';

const workgroup = [64, 1] as const;
/** The kernels go on with the rows that are left. */
const gridOf = (rows: number) => [Math.min(1024, Math.ceil(rows / workgroup[0])), 1, 1] as const;

/** scores [T, B, S], lengths [B] (at least 1; absent: all S) -> [T, B, S], 0 at padding */
export const maskedSoftmax: Op<object> = {
  name: 'masked-softmax',

  outputs([scores]) {
    return [{ name: 'attention', shape: scores.shape }];
  },

  backward({ inputs: [scores], outputs: [shares] }, tape) {
    const gradient = tape.gradientOf(shares);
    if (!gradient) return;
    tape.contribute(scores, (into, accumulate) =>
      tape.graph.record(softmaxGradient, [shares, gradient], {}, { into, accumulate }),
    );
  },

  lower({ inputs: [x, lengths], outputs: [y] }) {
    const { rows, columns, columns4 } = y;
    return [
      {
        label: y.name,
        kernel: {
          label: 'ops/masked-softmax.weigh',
          file: kernelFile,
          entryPoint: 'weigh',
          libraries: lengths ? [lengthsGiven, step] : [lengthsAll],
          constants: {},
          workgroup,
        },
        bindings: { x, y, ...(lengths ? { lengths } : {}) },
        uniforms: { rows, batch_size: y.shape[1], columns, columns4 },
        grid: gridOf(rows),
      },
    ];
  },
};

/** shares, d shares [T, B, S] -> d scores */
const softmaxGradient: Op<object> = {
  name: 'masked-softmax-gradient',

  outputs([shares]) {
    return [{ name: `${shares.name}.scores`, shape: shares.shape }];
  },

  lower({ inputs: [y, gradient], outputs: [x], accumulate }) {
    const { rows, columns4 } = y;
    return [
      {
        label: `${x.name} from ${gradient.name}`,
        kernel: {
          label: 'ops/masked-softmax.weigh_back',
          file: gradientFile,
          entryPoint: 'weigh_back',
          libraries: [],
          constants: { ACCUMULATE: accumulate ? 1 : 0 },
          workgroup,
        },
        bindings: { y, grad_y: gradient, grad_x: x },
        uniforms: { rows, columns4 },
        grid: gridOf(rows),
      },
    ];
  },
};
