/** Two stacks in one graph, the second beginning where the first ends: loss and every gradient. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { strategies, type StrategyId } from '../recurrence/index.ts';
import { backends } from '../testing/backends.ts';
import { pairwiseCases } from '../testing/pairwise.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { checkEncoderDecoder } from '../testing/two-stacks.ts';

const sizes = {
  form: ['registers', 'quads', 'tiles'] as const,
  layers: [1, 2],
  directions: [1, 2] as const,
  hasLengths: [false, true],
  hiddenSize: [3, 5, 13],
  batchSize: [1, 3, 5],
  sourceSteps: [1, 2, 7],
  timeSteps: [1, 4],
  embeddingSize: [0, 6],
};

const casesOf = (cell: readonly string[]) =>
  pairwiseCases({ cell, ...sizes }, 3).map((c, index) => ({ ...c, seed: 10 * index + 1 }));

let engine: Backend;

describe.each(backends)('an encoder and a decoder on $name', (backend) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  it.each(backend.some(casesOf(backend.cells)))(
    'match the reference by every strategy: %o',
    async (c) => {
      for (const strategy of Object.keys(strategies) as StrategyId[]) {
        const form = engine.forms.includes(c.form) ? c.form : engine.form;
        await checkEncoderDecoder(engine, { ...c, form, strategy });
      }
    },
  );
});
