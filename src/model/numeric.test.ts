/** Models of numbers: loss and every gradient, of whole sequences and of streams. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { cells } from '../cells/index.ts';
import { strategies, type StrategyId } from '../recurrence/index.ts';
import { backends } from '../testing/backends.ts';
import { checkNumeric } from '../testing/numeric-model.ts';
import { pairwiseCases } from '../testing/pairwise.ts';
import { closeTestEngine } from '../testing/test-engine.ts';

const sizes = {
  cell: cells.map(({ id }) => id),
  form: ['registers', 'quads', 'tiles'] as const,
  layers: [1, 3],
  directions: [1, 2] as const,
  hasLengths: [false, true],
  carries: [false, true],
  hiddenSize: [3, 13],
  batchSize: [1, 17],
  timeSteps: [1, 5],
  features: [1, 4, 7],
  outputSize: [1, 5],
};

const cases = pairwiseCases(sizes, 4).map((c, index) => ({ ...c, seed: 10 * index + 1 }));

let engine: Backend;

describe.each(backends)('a model of numbers, on $name', (backend) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  it.each(backend.some(cases))('matches the reference by every strategy: %o', async (c) => {
    for (const strategy of Object.keys(strategies) as StrategyId[]) {
      const form = engine.forms.includes(c.form) ? c.form : engine.form;
      await checkNumeric(engine, { ...c, form, strategy });
    }
  });
});
