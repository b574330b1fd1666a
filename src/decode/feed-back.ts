/** Numbers that are answered become what is read next; twin of shaders/decode/feed-back.wgsl. */
import kernelFile from '../../shaders/decode/feed-back.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { noToken } from '../ops/no-token.ts';
import { reductionKernel } from '../ops/reduction.ts';

/** inputs: logits [B, F], given [B, F], words [capacity, B · F] (ring), answered [capacity, B · F] */
export const feedBack: Op<object> = {
  name: 'feed-back',

  outputs([, , words]) {
    return [words];
  },

  lower({ inputs: [logits, given, words, answered] }, { form }) {
    const { rows, columns, columns4 } = logits;
    const items = rows * columns;
    const { kernel, groups } = reductionKernel(
      form,
      {
        label: 'decode/feed-back.feed',
        file: kernelFile,
        entryPoint: 'feed',
        libraries: [step],
        constants: { NOTHING: noToken },
      },
      { items, together: [64, 1] },
    );
    return [
      {
        label: 'feed answers back',
        kernel,
        bindings: { logits, given, words, answered },
        uniforms: { items, columns, columns4, capacity: words.storage.words / items },
        grid: [groups, 1, 1],
      },
    ];
  },
};
