/** Binary cross-entropy of every logit and the gradient of the logits, in one pass and in place. */
import activations from '../../shaders/lib/activations.wgsl?raw';
import kernelFile from '../../shaders/ops/sigmoid-cross-entropy.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import { ShapeError } from '../lib/errors.ts';
import type { Op } from '../graph/op.ts';
import { describeTensor } from '../graph/tensor.ts';
import { maskedTarget } from './masked-target.ts';
import { reductionKernel } from './reduction.ts';

export const sigmoidCrossEntropy: Op<object> = {
  name: 'sigmoid-cross-entropy',

  // inputs: logits [.., C], targets [.., C] -> losses [..]; the logits become their gradient
  outputs([logits, targets]) {
    if (targets.storage.words !== logits.rows * logits.columns) {
      throw new ShapeError({
        where: 'sigmoid-cross-entropy',
        what: 'needs one target per logit',
        values: { logits: describeTensor(logits), targets: describeTensor(targets) },
        advice: 'Check batch size, time steps and outputs',
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
        label: 'ops/sigmoid-cross-entropy.loss_and_gradient',
        file: kernelFile,
        entryPoint: 'loss_and_gradient',
        libraries: [activations, step],
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
