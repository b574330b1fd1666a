/** Nets that answer once, from the mean over masked time, step by step beside PyTorch in float64. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import type { BatchSource } from '../data/batch-source.ts';
import { classifier } from '../model/classifier.ts';
import { sigmoid, softmax } from '../model/objective.ts';
import { backends } from './backends.ts';
import { checkAbsolute } from './close-to.ts';
import { learnedLosses } from './learned-losses.ts';
import { randomBatch, randomLengths, randomParameters } from './reference/random-model.ts';
import { netShapeOf } from './run-net.ts';
import { closeTestEngine } from './test-engine.ts';

interface Recorded {
  objective: 'softmax' | 'sigmoid';
  model: {
    cell: string;
    layers: number;
    directions: 1 | 2;
    hiddenSize: number;
    vocabSize: number;
    embeddingSize: number;
    outputSize: number;
  };
  losses: number[];
}
const file = new URL('./fixtures/pytorch-classifier.json', import.meta.url);
const { runs } = JSON.parse(readFileSync(file, 'utf8')) as { runs: Recorded[] };

/** As scripts/record-classifier.py has them. */
const [batchSize, timeSteps] = [6, 12];

function batchesOf({ model }: Recorded): BatchSource {
  return {
    fill(step, into) {
      const lengths = randomLengths(batchSize, timeSteps, 6000 + step);
      const { tokens } = randomBatch({ ...model, batchSize, timeSteps }, 7000 + step);
      into.tokens.set(tokens);
      into.lengths?.set(lengths);
      lengths.forEach((length, row) => {
        const ends = tokens[row] + tokens[(length - 1) * batchSize + row];
        into.targets[row] = ends % Math.max(2, model.outputSize);
      });
    },
    starts: (_, into) => void into.fill(1),
  };
}

describe.each(backends)('a mean over masked time on $name', (target) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await target.open();
  });
  afterAll(() => {
    closeTestEngine(backend);
  });

  it.each(runs)('is learned along the loss curve of PyTorch: $objective', async (recorded) => {
    const { model, objective, losses } = recorded;
    const { layers, ...sizes } = model;
    const learning = {
      model: classifier({ ...netShapeOf(model), summary: 'mean' }),
      objective: objective === 'softmax' ? softmax : sigmoid,
      unrolling: { timeSteps, batchSize, strategy: 'stepwise', hasLengths: true },
      parameters: randomParameters({ ...sizes, numLayers: layers }, 1),
      batches: batchesOf(recorded),
    } as const;
    const got = await learnedLosses(backend, learning, 50);
    expect(losses).toHaveLength(50);
    checkAbsolute({ name: 'losses', got, expected: losses }, 1e-5 * losses[0]);
  });
});
