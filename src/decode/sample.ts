/** Draws the next tokens and feeds them back; twin of shaders/decode/sample.wgsl. */
import random from '../../shaders/lib/random.wgsl?raw';
import kernelFile from '../../shaders/decode/sample.wgsl?raw';
import topK from '../../shaders/decode/top-k.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { reductionKernel } from '../ops/reduction.ts';

/** Words of one record in `drawn`. */
export const recordWords = 24;
/** Likeliest tokens listed in a record. */
const listed = 10;

export interface Draw {
  token: number;
  /** 1 = the likeliest. */
  rank: number;
  probability: number;
  /** Likeliest first, after temperature and top-k. */
  top: { token: number; probability: number }[];
}

/** inputs: logits [B, V], tokens [capacity, B] (ring, fed back), drawn [capacity, B, 24] */
export const sample: Op<object> = {
  name: 'sample',

  outputs([, tokens]) {
    return [tokens];
  },

  lower({ inputs: [logits, tokens, drawn] }, { form }) {
    const { rows } = logits;
    const { kernel, groups } = reductionKernel(
      form,
      {
        label: 'decode/sample.sample',
        file: kernelFile,
        entryPoint: 'sample',
        libraries: [topK, random, step],
        constants: {},
      },
      { items: rows, together: [1, 64] },
    );
    return [
      {
        label: 'draw a token',
        kernel,
        bindings: { logits, tokens, drawn },
        uniforms: {
          rows,
          columns: logits.columns,
          stride: 4 * logits.rowStride4,
          capacity: tokens.storage.words / rows,
        },
        grid: [groups, 1, 1],
      },
    ];
  },
};

/** @param at which record: slot · B + b */
export function readDraw(words: Uint32Array, at: number): Draw {
  const record = words.slice(at * recordWords, (at + 1) * recordWords);
  const numbers = new Float32Array(record.buffer);
  const count = Math.min(listed, record[3]);
  return {
    token: record[0],
    rank: record[1],
    probability: numbers[2],
    top: Array.from({ length: count }, (_, entry) => ({
      token: record[4 + entry * 2],
      probability: numbers[5 + entry * 2],
    })),
  };
}
