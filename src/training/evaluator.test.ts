import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { cells } from '../cells/index.ts';
import { heldOutBatches } from '../data/held-out.ts';
import { accuracy } from '../data/scores/accuracy.ts';
import type { Metric } from '../data/scores/metric.ts';
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
async function evaluate(
  batchSize: number,
  timeSteps: number,
  limit: number,
  metrics: readonly Metric[] = [],
) {
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
  const unrolling = { batchSize, timeSteps, strategy: 'stepwise' } as const;
  const heldOut = heldOutBatches(text, unrolling);
  const evaluator = await Evaluator.create(net, unrolling, heldOut, { metrics });
  await evaluator.compile();
  evaluator.begin(limit);
  while (!evaluator.isComplete) evaluator.runChunk();
  const result = await evaluator.finish();
  evaluator.destroy();
  net.destroy();
  return result;
}

/** Takes down what it is given to count. */
function witness() {
  const seen = { wanted: [] as number[], given: [] as number[] };
  const metric: Metric = {
    gives: ['seen'],
    start: () => ({
      add(wanted, given) {
        seen.wanted.push(...Array.from(wanted));
        seen.given.push(...Array.from(given));
      },
      values: () => [seen.wanted.length],
    }),
  };
  return { seen, metric };
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
    expect(got).toMatchObject({ tokens: timeSteps, total: text.length - 1 });
    expect(Math.abs(got.loss - loss)).toBeLessThan(2e-6);
  });

  it('counts every character where there are more chunks than the ring has entries', async () => {
    const single = await evaluate(1, 1, Infinity);
    const long = await evaluate(1, 50, Infinity);
    expect(single.tokens).toBe(text.length - 1);
    expect(Math.abs(single.loss - long.loss)).toBeLessThan(2e-6);
  });

  it('counts every answer, in order, where the ring of them is read more than once', async () => {
    const [single, long] = [witness(), witness()];
    const metrics = [single.metric, accuracy];
    const { tokens: characters, ...measured } = await evaluate(1, 1, Infinity, metrics);
    await evaluate(1, 50, Infinity, [long.metric]);
    expect(single.seen.wanted).toEqual([...text.subarray(1)]);
    expect(long.seen).toEqual(single.seen);
    const { logits } = runForward(
      reference,
      parameters,
      {
        ...{ batchSize: 1, timeSteps: 150, tokens: Uint32Array.from(text.subarray(0, 150)) },
        targets: Uint32Array.from(text.subarray(1, 151)),
      },
      zeroStates(reference, 1),
    );
    const likeliest = Array.from({ length: 150 }, (_, time) => {
      const row = [...logits.subarray(time * vocabSize, (time + 1) * vocabSize)];
      return row.indexOf(Math.max(...row));
    });
    expect(single.seen.given.slice(0, 150)).toEqual(likeliest);
    const right = single.seen.given.filter((given, at) => given === single.seen.wanted[at]);
    expect(measured.metrics).toEqual({ seen: characters, accuracy: right.length / characters });
  });
});
