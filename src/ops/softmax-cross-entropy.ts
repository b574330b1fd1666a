/** Loss per row and the gradient of the logits, in one pass and in place. */
import kernelFile from '../../shaders/ops/softmax-cross-entropy.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import { ShapeError } from '../lib/errors.ts';
import type { Op } from '../graph/op.ts';
import { describeTensor } from '../graph/tensor.ts';
import { maskedTarget } from './masked-target.ts';
import { reductionKernel } from './reduction.ts';

export const softmaxCrossEntropy: Op<object> = {
  name: 'softmax-cross-entropy',

  // inputs: logits [.., V], targets [..] -> losses [..]; the logits become their gradient
  outputs([logits, targets]) {
    if (targets.storage.words !== logits.rows) {
      throw new ShapeError({
        where: 'softmax-cross-entropy',
        what: 'needs one target per row of logits',
        values: { logits: describeTensor(logits), targets: describeTensor(targets) },
        advice: 'Check batch size and time steps',
      });
    }
    return [{ name: 'losses', shape: [logits.rows] }];
  },

  backward({ inputs: [logits] }, tape) {
    tape.pass(logits, logits);
  },

  lower({ inputs: [logits, targets], outputs: [losses] }, { form }) {
    const { kernel, grid } = reductionKernel(
      form,
      {
        label: 'ops/softmax-cross-entropy.loss_and_gradient',
        file: kernelFile,
        entryPoint: 'loss_and_gradient',
        libraries: [step],
        constants: { MASKED: maskedTarget },
      },
      { items: logits.rows, together: [1, 64] },
    );
    return [
      {
        label: `losses, ${logits.name} → gradient`,
        kernel,
        bindings: { targets, logits, losses },
        params: { rows: logits.rows, columns: logits.columns, columns4: logits.columns4 },
        grid,
      },
    ];
  },
};
