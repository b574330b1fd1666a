/**
 * Losses of logits, one for each row, and the gradient of the logits, in one pass and in place: what the
 * softmax's and the sigmoid's have in common. What is computed says the file of each.
 */
import step from '../../shaders/lib/step.wgsl?raw';
import { ShapeError } from '../lib/errors.ts';
import type { Op } from '../graph/op.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { maskedTarget } from './masked-target.ts';
import { reductionKernel } from './reduction.ts';

interface CrossEntropy {
  name: string;
  /** WGSL with `loss_and_gradient`. */
  file: string;
  /** What it calls besides. */
  libraries: readonly string[];
  /** How many targets there have to be. */
  targets: (logits: Tensor) => number;
  /** The same in words, and what to check where there are not so many. */
  needs: { what: string; advice: string };
}

export interface CrossEntropyAttributes {
  /** Where the logits are some of many rows: the first of them among targets and losses. */
  firstRow?: number;
}

/** logits [.., C], targets -> losses [..]; the logits become their gradient */
export function crossEntropy({
  name,
  file,
  libraries,
  targets: wanted,
  needs,
}: CrossEntropy): Op<CrossEntropyAttributes> {
  return {
    name,

    outputs([logits, targets]) {
      if (targets.storage.words !== wanted(logits)) {
        throw new ShapeError({
          where: name,
          what: needs.what,
          values: { logits: describeTensor(logits), targets: describeTensor(targets) },
          advice: needs.advice,
        });
      }
      return [{ name: 'losses', shape: [logits.rows] }];
    },

    backward({ inputs: [logits] }, tape) {
      tape.pass(logits, logits);
    },

    lower(
      { inputs: [logits, targets], outputs: [losses], attributes: { firstRow = 0 } },
      { form },
    ) {
      const { kernel, grid } = reductionKernel(
        form,
        {
          label: `ops/${name}.loss_and_gradient`,
          file,
          entryPoint: 'loss_and_gradient',
          libraries: [...libraries, step],
          constants: { MASKED: maskedTarget },
        },
        { items: logits.rows, together: [1, 64] },
      );
      return [
        {
          label: `losses, ${logits.name} → gradient`,
          kernel,
          bindings: { targets, logits, losses },
          uniforms: {
            rows: logits.rows,
            first_row: firstRow,
            columns: logits.columns,
            columns4: logits.columns4,
          },
          grid,
        },
      ];
    },
  };
}
