/** What a net answers to each target, written to a ring: a word each, where logits would be many. */
import kernelFile from '../../shaders/ops/answers.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { reductionKernel } from './reduction.ts';

export interface AnswersAttributes {
  /**
   * `largest`: the likeliest of several classes · `above_zero`: each output for itself, 1 or 0 ·
   * `value`: each output for itself, the bits of its number.
   */
  kind: 'largest' | 'above_zero' | 'value';
  /** Of the ring: that of the step's number is written. */
  entries: number;
}

/** inputs: logits [.., C], ring [entries, answers], u32 */
export const answers: Op<AnswersAttributes> = {
  name: 'answers',

  outputs([, ring]) {
    return [ring];
  },

  lower({ inputs: [logits, ring], attributes: { kind, entries } }, { form }) {
    const { rows, columns, columns4 } = logits;
    const isLargest = kind === 'largest';
    const { kernel, grid } = reductionKernel(
      form,
      {
        label: `ops/answers.${kind}`,
        file: kernelFile,
        entryPoint: isLargest ? kind : 'each',
        libraries: [step],
        constants: { VALUES: kind === 'value' ? 1 : 0 },
      },
      isLargest ? { items: rows, together: [1, 64] } : { items: rows * columns, together: [64, 1] },
    );
    return [
      {
        label: `answers of ${logits.name}`,
        kernel,
        bindings: { logits, ring },
        uniforms: { rows, columns, columns4, entries },
        grid,
      },
    ];
  },
};
