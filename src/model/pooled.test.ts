/** Models that answer once for each sequence: loss and every gradient, through the pool. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { strategies, type StrategyId } from '../recurrence/index.ts';
import { backends } from '../testing/backends.ts';
import { pairwiseCases } from '../testing/pairwise.ts';
import { checkPooled } from '../testing/pooled-model.ts';
import { closeTestEngine } from '../testing/test-engine.ts';

const sizes = {
  cell: ['lstm', 'gru', 'rnn-tanh'],
  form: ['registers', 'quads', 'tiles'] as const,
  pool: ['ends', 'mean'] as const,
  objective: ['softmax', 'sigmoid'] as const,
  layers: [1, 2],
  directions: [1, 2] as const,
  hasLengths: [false, true],
  hiddenSize: [3, 5, 13],
  batchSize: [1, 3, 17],
  timeSteps: [1, 2, 7],
  embeddingSize: [0, 6],
  outputSize: [1, 2, 5, 9],
};

const cases = pairwiseCases(sizes, 4).map((c, index) => ({ ...c, seed: 10 * index + 1 }));

let engine: Backend;

describe.each(backends)('a model that answers once, on $name', (backend) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  it.each(backend.some(cases))('matches the reference by every strategy: %o', async (c) => {
    for (const strategy of Object.keys(strategies) as StrategyId[]) {
      const form = engine.forms.includes(c.form) ? c.form : engine.form;
      await checkPooled(engine, { ...c, form, strategy });
    }
  });
});
