/** Plain networks over windows, step by step beside PyTorch in float64, which has each window written out. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { plain, plainOverStreams } from '../cells/plain.ts';
import type { BatchSource } from '../data/batch-source.ts';
import { features } from '../model/features.ts';
import { languageModel } from '../model/language-model.ts';
import { softmax } from '../model/objective.ts';
import type { SequenceModel } from '../model/sequence-model.ts';
import { squared } from '../model/squared.ts';
import { tagger } from '../model/tagger.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { backends } from './backends.ts';
import { checkAbsolute } from './close-to.ts';
import { learnedLosses } from './learned-losses.ts';
import { wordsOf } from './numeric-model.ts';
import { randomBatch, randomLengths, uniformNumbers } from './reference/random-model.ts';
import { closeTestEngine } from './test-engine.ts';

interface Recorded {
  name: 'sequences' | 'streams';
  model: {
    window: number;
    layers: number;
    directions: 1 | 2;
    hiddenSize: number;
    outputSize: number;
  };
  /** Tokens that are told apart, or numbers of a time step. */
  read: number;
  losses: number[];
}
const file = new URL('./fixtures/pytorch-windows.json', import.meta.url);
const { runs } = JSON.parse(readFileSync(file, 'utf8')) as { runs: Recorded[] };

/** As scripts/record-windows.py has them. */
const sizes = {
  sequences: { batchSize: 6, timeSteps: 12 },
  streams: { batchSize: 5, timeSteps: 2 },
};

function sequencesOf({ read: vocabSize, model: { outputSize } }: Recorded): BatchSource {
  const { batchSize, timeSteps } = sizes.sequences;
  return {
    fill(step, into) {
      const lengths = randomLengths(batchSize, timeSteps, 6000 + step);
      const drawn = { batchSize, timeSteps, vocabSize, outputSize };
      const { tokens } = randomBatch(drawn, 7000 + step);
      into.tokens.set(tokens);
      into.lengths?.set(lengths);
      into.targets.forEach((_, at) => {
        const left = lengths[at % batchSize] - Math.floor(at / batchSize);
        const behind = left > 1 ? tokens[at + batchSize] : 0;
        const told = ((tokens[at - batchSize] ?? 0) + behind) % outputSize;
        into.targets[at] = left > 0 ? told : maskedTarget;
      });
    },
    starts: (_, into) => void into.fill(1),
  };
}

function streamsOf({ read, model: { outputSize } }: Recorded): BatchSource {
  const { batchSize, timeSteps } = sizes.streams;
  const size = batchSize * read;
  return {
    fill(step, into) {
      const next = uniformNumbers(8000 + step);
      const x = Array.from({ length: timeSteps * size }, () => Math.fround(4 * next() - 2));
      into.tokens.set(wordsOf(x));
      const targets = Array.from({ length: timeSteps * batchSize * outputSize }, (_, at) => {
        const place = Math.floor(at / outputSize);
        const time = timeSteps - 1 - Math.floor(place / batchSize);
        return x[time * size + (place % batchSize) * read + (at % outputSize)];
      });
      into.targets.set(wordsOf(targets));
    },
    starts: (step, into) => void into.fill(step === 0 ? 1 : 0),
  };
}

function modelOf({ name, model, read }: Recorded): SequenceModel {
  const own = { ...model, embeddingSize: 0 };
  return name === 'sequences'
    ? tagger({ ...own, cell: plain, vocabSize: read })
    : languageModel({
        ...{ ...own, cell: plainOverStreams(model.window), vocabSize: 0 },
        features: features(read),
      });
}

/** In the order of the model's, each from U(−1/√H, 1/√H). */
function parametersOf({ specs }: SequenceModel, { model }: Recorded) {
  const next = uniformNumbers(1);
  const bound = 1 / Math.sqrt(model.hiddenSize);
  return Object.fromEntries(
    specs.map(({ name, shape }) => {
      const count = shape.reduce((product, size) => product * size, 1);
      return [name, Float64Array.from({ length: count }, () => (2 * next() - 1) * bound)];
    }),
  );
}

describe.each(backends)('plain networks on $name', (target) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await target.open();
  });
  afterAll(() => {
    closeTestEngine(backend);
  });

  it.each(runs)('over windows follow the loss curve of PyTorch: $name', async (recorded) => {
    const { name, losses } = recorded;
    const model = modelOf(recorded);
    const learning = {
      ...{ model, objective: name === 'sequences' ? softmax : squared },
      unrolling: { ...sizes[name], strategy: 'stepwise', hasLengths: name === 'sequences' },
      parameters: parametersOf(model, recorded),
      batches: name === 'sequences' ? sequencesOf(recorded) : streamsOf(recorded),
    } as const;
    const got = await learnedLosses(backend, learning, 50);
    expect(losses).toHaveLength(50);
    checkAbsolute({ name: 'losses', got, expected: losses }, 1e-5 * losses[0]);
  });
});
