/** y[row] = x for every row: what adds up a vector over a batch, turned round. */
import type { Op } from '../graph/op.ts';
import { biasGradient } from './bias.ts';
import { pointwise } from './pointwise.ts';

/** x [1, F] -> [rows, F] */
export const repeatRows: Op<{ rows: number }> = {
  name: 'repeat-rows',

  outputs([x], { rows }) {
    return [{ name: `${x.name} repeated`, shape: [rows, x.columns] }];
  },

  backward({ inputs: [x], outputs }, tape) {
    const gradient = tape.gradientOf(outputs[0]);
    if (!gradient) return;
    tape.contribute(x, (into, accumulate) =>
      tape.graph.record(biasGradient, [gradient], {}, { into, accumulate }),
    );
  },

  lower({ inputs: [x], outputs, accumulate }, target) {
    const row = { ...x, rows: outputs[0].rows, rowStride4: 0 };
    const attributes = { kind: 'copy' } as const;
    return pointwise.lower(
      { op: pointwise, inputs: [row], outputs, attributes, accumulate },
      target,
    );
  },
};
