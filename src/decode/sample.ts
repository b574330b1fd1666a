/** Draws the next tokens and feeds them back; twin of shaders/decode/sample.wgsl. */
import barredFile from '../../shaders/decode/barred.wgsl?raw';
import random from '../../shaders/lib/random.wgsl?raw';
import kernelFile from '../../shaders/decode/sample.wgsl?raw';
import topK from '../../shaders/decode/top-k.wgsl?raw';
import topP from '../../shaders/decode/top-p.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import type { Op } from '../graph/op.ts';
import { reductionKernel } from '../ops/reduction.ts';

/** Words of one record in `drawn`. */
export const recordWords = 25;
/** Likeliest tokens listed in a record. */
const listed = 10;
/** Where they begin in it. */
const firstListed = 5;

/** Words of a tensor with a bit for each token: whole vec4. */
export const bitWords = (vocabSize: number): number => 4 * Math.ceil(vocabSize / 128);

export interface Draw {
  token: number;
  /** 1 = the likeliest of all. */
  rank: number;
  probability: number;
  /** The share of the softmax, after temperature, that could not be drawn since it is barred. */
  cut: number;
  /** Likeliest first, of what could be drawn. */
  top: { token: number; probability: number }[];
}

/** inputs: logits [B, V], tokens [capacity, B] (ring, fed back), drawn [capacity, B, 25], barred: a bit for each token */
export const sample: Op<object> = {
  name: 'sample',

  outputs([, tokens]) {
    return [tokens];
  },

  lower({ inputs: [logits, tokens, drawn, barred] }, { form }) {
    const { rows } = logits;
    const { kernel, groups } = reductionKernel(
      form,
      {
        label: 'decode/sample.sample',
        file: kernelFile,
        entryPoint: 'sample',
        libraries: [barredFile, topK, topP, random, step],
        constants: {},
      },
      { items: rows, together: [1, 64] },
    );
    return [
      {
        label: 'draw a token',
        kernel,
        bindings: { logits, barred, tokens, drawn },
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
    cut: numbers[4],
    top: Array.from({ length: count }, (_, entry) => ({
      token: record[firstListed + entry * 2],
      probability: numbers[firstListed + 1 + entry * 2],
    })),
  };
}
