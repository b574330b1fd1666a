/** One draw from given logits, and what the reference says of it. */
import { expect } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { bitWords, type Draw, readDraw, recordWords, sample } from '../decode/sample.ts';
import { Graph } from '../graph/graph.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { checkAbsolute } from './close-to.ts';
import {
  cutShare,
  drawable,
  probabilities,
  rankOf,
  type SamplingOptions,
} from './reference/sample.ts';
import { type GraphRun, runGraph } from './run-graph.ts';

/** A token that is drawn, not given. */
export const drawnNotForced = 0xffffffff;

/** A bit for each of these. */
function bitsOf(barred: ReadonlySet<number>, vocabSize: number): Uint32Array {
  const bits = new Uint32Array(bitWords(vocabSize));
  for (const id of barred) bits[id >> 5] |= 1 << (id & 31);
  return bits;
}

/** One draw, as the sampling plan would record it. */
export async function drawOne(
  engine: Backend,
  form: ProductForm,
  logits: ArrayLike<number>,
  { temperature, topK, topP, barred = new Set() }: SamplingOptions,
  seed = 7,
  own: GraphRun['numbers'] = {},
) {
  const graph = new Graph();
  const row = graph.state('logits', [1, logits.length]);
  const tokens = graph.state('tokens', [8], 'u32');
  const drawn = graph.state('drawn', [8 * recordWords], 'u32');
  const bits = graph.state('barred', [bitWords(logits.length)], 'u32');
  graph.record(sample, [row, tokens, drawn, bits], {});
  const numbers = { temperature, top_k: topK, top_p: topP, seed, position: 5, ...own };
  const result = await runGraph(engine, {
    graph,
    form,
    values: [
      [row, logits],
      [bits, bitsOf(barred, logits.length)],
    ],
    numbers: { ...numbers, forced: drawnNotForced },
    read: [tokens, drawn],
  });
  const draw = readDraw(result.words(drawn), 0);
  expect(result.words(tokens)[1]).toBe(draw.token);
  return draw;
}

export function checkDraw(draw: Draw, logits: ArrayLike<number>, options: SamplingOptions): void {
  const expected = probabilities(logits, options);
  const { ids } = drawable(logits, options);
  expect(ids).toContain(draw.token);
  expect(draw.rank).toBe(rankOf(logits, draw.token));
  expect(draw.top.map(({ token }) => token)).toEqual(ids.slice(0, 10));
  const got = [draw.probability, draw.cut, ...draw.top.map(({ probability }) => probability)];
  const listed = ids.slice(0, 10).map((token) => expected[token]);
  const wanted = [expected[draw.token], cutShare(logits, options), ...listed];
  checkAbsolute({ name: 'probabilities', got, expected: wanted }, 2e-6);
}
