import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { cells } from '../cells/index.ts';
import { heldOutBatches } from '../data/held-out.ts';
import { languageModel } from '../model/language-model.ts';
import { ringEntries } from '../model/recordings.ts';
import type { ModelShape } from '../model/shape.ts';
import { optimizers } from '../optimizers/index.ts';
import { runForward } from '../testing/reference/sequence-model.ts';
import { type ModelShape as ReferenceShape, zeroStates } from '../testing/reference/model-shape.ts';
import { randomParameters, uniformNumbers } from '../testing/reference/random-model.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import { Evaluator } from './evaluator.ts';
import { Net } from './net.ts';

const vocabSize = 5;
const reference: ReferenceShape = {
  cell: 'lstm',
  numLayers: 1,
  hiddenSize: 6,
  vocabSize,
  embeddingSize: 0,
};
const shape: ModelShape = {
  cell: cells.find(({ id }) => id === 'lstm') as ModelShape['cell'],
  layers: 1,
  hiddenSize: 6,
  vocabSize,
  embeddingSize: 0,
};
const parameters = randomParameters(reference, 3, 0.7);
const next = uniformNumbers(8);
const text = Uint8Array.from({ length: ringEntries + 500 }, () => Math.floor(next() * vocabSize));

let engine: Backend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

/** Loss over the first `limit` characters, in chunks of this size. */
async function evaluate(batchSize: number, timeSteps: number, limit: number) {
  const initial = Object.entries(parameters).map(([name, values]) => ({
    name,
    shape: [],
    values: Float32Array.from(values),
  }));
  const form = engine.form;
  const net = await Net.create(engine, {
    model: languageModel(shape),
    optimizer: optimizers[0],
    form,
    seed: 1,
    initial,
  });
  const unrolling = { batchSize, timeSteps, strategy: 'step' } as const;
  const evaluator = await Evaluator.create(net, unrolling, heldOutBatches(text, unrolling));
  await evaluator.compile();
  evaluator.begin(limit);
  while (!evaluator.isComplete) evaluator.runChunk();
  const result = await evaluator.finish();
  evaluator.destroy();
  net.destroy();
  return result;
}

describe('validation', () => {
  it('is the loss of the reference over the same characters', async () => {
    const timeSteps = 150;
    const batch = {
      batchSize: 1,
      timeSteps,
      tokens: Uint32Array.from(text.subarray(0, timeSteps)),
      targets: Uint32Array.from(text.subarray(1, timeSteps + 1)),
    };
    const { loss } = runForward(reference, parameters, batch, zeroStates(reference, 1));
    const got = await evaluate(1, 20, timeSteps);
    expect(got).toMatchObject({ characters: timeSteps, total: text.length - 1 });
    expect(Math.abs(got.loss - loss)).toBeLessThan(2e-6);
  });

  it('counts every character where there are more chunks than the ring has entries', async () => {
    const single = await evaluate(1, 1, Infinity);
    const long = await evaluate(1, 50, Infinity);
    expect(single.characters).toBe(text.length - 1);
    expect(Math.abs(single.loss - long.loss)).toBeLessThan(2e-6);
  });
});
