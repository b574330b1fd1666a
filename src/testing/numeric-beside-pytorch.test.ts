/** Nets that read and answer with numbers, step by step beside PyTorch in float64. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import type { BatchSource } from '../data/batch-source.ts';
import { features } from '../model/features.ts';
import { sequenceModel } from '../model/sequence-model.ts';
import { squared } from '../model/squared.ts';
import { backends } from './backends.ts';
import { checkAbsolute } from './close-to.ts';
import { learnedLosses } from './learned-losses.ts';
import { wordsOf } from './numeric-model.ts';
import { randomLengths, randomParameters, uniformNumbers } from './reference/random-model.ts';
import { netShapeOf } from './run-net.ts';
import { closeTestEngine } from './test-engine.ts';

interface Recorded {
  name: 'sequences' | 'streams';
  model: {
    cell: string;
    layers: number;
    directions: 1 | 2;
    hiddenSize: number;
    outputSize: number;
  };
  features: number;
  losses: number[];
}
const file = new URL('./fixtures/pytorch-numeric.json', import.meta.url);
const { runs } = JSON.parse(readFileSync(file, 'utf8')) as { runs: Recorded[] };

/** As scripts/record-numeric.py has them. */
const [batchSize, timeSteps] = [5, 9];

function batchesOf({ name, model, features: count }: Recorded): BatchSource {
  const size = batchSize * count;
  return {
    fill(step, into) {
      const next = uniformNumbers(8000 + step);
      const x = Array.from({ length: timeSteps * size }, () => Math.fround(4 * next() - 2));
      const lengths = randomLengths(batchSize, timeSteps, 9000 + step);
      into.tokens.set(wordsOf(x));
      if (name === 'sequences') into.lengths?.set(lengths);
      const { outputSize } = model;
      const targets = Array.from({ length: timeSteps * batchSize * outputSize }, (_, at) => {
        const place = Math.floor(at / outputSize);
        const from = place * count + (at % outputSize);
        const isReal = Math.floor(place / batchSize) < lengths[place % batchSize];
        if (name === 'sequences' && !(isReal && at % 5 !== 3)) return NaN;
        return Math.fround(0.5 * x[from] + 0.25 * (x[from - size] ?? 0));
      });
      into.targets.set(wordsOf(targets));
    },
    starts: (step, into) => void into.fill(name === 'sequences' || step === 0 ? 1 : 0),
  };
}

describe.each(backends)('numbers on $name', (target) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await target.open();
  });
  afterAll(() => {
    closeTestEngine(backend);
  });

  it.each(runs)('are learned along the loss curve of PyTorch: $name', async (recorded) => {
    const { name, model, features: count, losses } = recorded;
    const { layers, ...sizes } = model;
    const reference = { ...sizes, vocabSize: count, embeddingSize: 0 };
    const shape = { ...netShapeOf({ layers, ...reference }), features: features(count) };
    const hasLengths = name === 'sequences';
    const learning = {
      ...{ model: sequenceModel(shape, name === 'streams'), objective: squared },
      unrolling: { timeSteps, batchSize, strategy: 'stepwise', hasLengths },
      parameters: randomParameters({ ...reference, numLayers: layers }, 1),
      batches: batchesOf(recorded),
    } as const;
    const got = await learnedLosses(backend, learning, 50);
    expect(losses).toHaveLength(50);
    checkAbsolute({ name: 'losses', got, expected: losses }, 1e-5 * losses[0]);
  });
});
