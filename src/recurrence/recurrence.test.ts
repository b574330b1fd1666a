import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { sgd } from '../optimizers/sgd.ts';
import { checkAbsolute, checkGradient } from '../testing/close-to.ts';
import { pairwiseCases } from '../testing/pairwise.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import {
  batchSource,
  type Case,
  comparedTensors,
  createTrainer,
  describeCase,
  destroyTrainer,
  modelOf,
  randomBatches,
  referenceSteps,
  runStep,
} from '../testing/run-net.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import type { Engine } from '../training/net.ts';
import { type StrategyId, strategies } from './index.ts';

const vocabSize = 7;
// The software adapter takes seconds for a kernel with barriers: the first cases in tiles wait.
/** Norm-wise, and of the largest element: a fifth of what a whole layer may be off. */
const limit = 2e-5;

const sampled = pairwiseCases(
  {
    cell: cells.map(({ id }) => id),
    form: ['registers', 'quads', 'tiles'] as const,
    layers: [1, 2, 4],
    timeSteps: [1, 2, 7, 17],
    batchSize: [1, 3, 5],
    hiddenSize: [1, 5, 13, 33],
    embeddingSize: [0, 6],
  },
  1,
);

let engine: Engine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

/** The first chunk starts from zero; some streams carry their state into the second. */
async function runTwoChunks(c: Case, seed: number) {
  const parameters = randomParameters(modelOf(c), seed, 1.5);
  const batches = randomBatches(c, 2, seed, 0.4);
  const trainer = await createTrainer(engine, c, {
    optimizer: sgd,
    parameters,
    batches: batchSource(batches),
    learningRate: 0,
    clipNorm: 0,
  });
  const got = [await runStep(trainer), await runStep(trainer)];
  destroyTrainer(trainer);
  return { got, expected: referenceSteps(modelOf(c), parameters, batches) };
}

describe('every cell by every strategy', () => {
  it('is sampled in few cases that contain every pair of sizes', () => {
    expect(sampled.length).toBeLessThanOrEqual(30);
    expect(new Set(sampled.map(({ cell, form }) => `${cell} ${form}`)).size).toBe(9);
  });

  sampled.forEach((sizes, index) => {
    const title = describeCase({ ...sizes, strategy: 'step', vocabSize }).replace(' step', '');
    it(`matches the reference over two chunks: ${title}`, async () => {
      const runs = new Map<StrategyId, Awaited<ReturnType<typeof runTwoChunks>>['got']>();
      for (const strategy of Object.keys(strategies) as StrategyId[]) {
        const { got, expected } = await runTwoChunks({ ...sizes, strategy, vocabSize }, index + 1);
        runs.set(strategy, got);
        got.forEach(({ loss, gradients }, chunk) => {
          const name = `${strategy}, chunk ${chunk}`;
          const losses = { name: `${name}: loss`, got: [loss], expected: [expected[chunk].loss] };
          checkAbsolute(losses, 2e-6);
          for (const compared of comparedTensors(gradients, expected[chunk].gradients)) {
            checkGradient({ ...compared, name: `${name}: ${compared.name}` }, limit);
          }
        });
      }
      const [composed, step] = [runs.get('composed') ?? [], runs.get('step') ?? []];
      composed.forEach(({ gradients }, chunk) => {
        step[chunk].gradients.forEach(({ name, values }, parameter) => {
          const expected = gradients[parameter].values;
          checkGradient({ name: `step against composed: ${name}`, got: values, expected }, limit);
        });
      });
    }, 300_000);
  });
});
