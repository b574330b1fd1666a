/**
 * Plain networks over windows: what they learn, step by step beside PyTorch in float64, which has each window
 * written out; that they go on where they were left; and what is looked at of them.
 */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { plain, plainOverStreams } from '../cells/plain.ts';
import type { BatchSource } from '../data/batch-source.ts';
import { features } from '../model/features.ts';
import { languageModel } from '../model/language-model.ts';
import { softmax } from '../model/objective.ts';
import type { SequenceModel } from '../model/sequence-model.ts';
import { squared } from '../model/squared.ts';
import { tagger } from '../model/tagger.ts';
import { adam } from '../optimizers/adam.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { defaultSettings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import type { TokenLine } from '../data/sequences.ts';
import { GradientCheck } from '../training/gradient-check.ts';
import { Net } from '../training/net.ts';
import { Snapshots } from '../training/snapshots.ts';
import { ThroughTime } from '../training/through-time.ts';
import { Trainer } from '../training/trainer.ts';
import { agrees } from '../training/weight-check.ts';
import { checkAbsolute } from './close-to.ts';
import { learnedLosses } from './learned-losses.ts';
import { wordsOf } from './numeric-model.ts';
import { randomBatch, randomLengths, uniformNumbers } from './reference/random-model.ts';

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
export const { runs } = JSON.parse(readFileSync(file, 'utf8')) as { runs: Recorded[] };

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

/** What the data of a recording are learned with. */
function learningOf(recorded: Recorded) {
  const { name } = recorded;
  const model = modelOf(recorded);
  return {
    ...{ model, objective: name === 'sequences' ? softmax : squared },
    unrolling: { ...sizes[name], strategy: 'stepwise', hasLengths: name === 'sequences' },
    parameters: parametersOf(model, recorded),
    batches: name === 'sequences' ? sequencesOf(recorded) : streamsOf(recorded),
  } as const;
}

/** 50 steps. */
export async function checkLearning(backend: Backend, recorded: Recorded): Promise<void> {
  const { losses } = recorded;
  const got = await learnedLosses(backend, learningOf(recorded), 50);
  expect(losses).toHaveLength(50);
  checkAbsolute({ name: 'losses', got, expected: losses }, 1e-5 * losses[0]);
}

const [, streams] = runs;

/** From a copy after three steps, what follows is the same to the last bit. */
export async function checkGoingOn(backend: Backend): Promise<void> {
  const { model, objective, unrolling, parameters, batches } = learningOf(streams);
  const initial = model.specs.map(({ name, shape }) => {
    return { name, shape, values: Float32Array.from(parameters[name]) };
  });
  const options = { model, objective, optimizer: adam, form: backend.form, seed: 1 };
  const begin = async (weights = initial) => {
    const net = await Net.create(backend, { ...options, initial: weights });
    const tuning = tuningOf(defaultSettings());
    return { net, trainer: await Trainer.create(net, unrolling, batches, tuning) };
  };
  const [whole, part] = [await begin(), await begin()];
  whole.trainer.run(6);
  const expected = (await whole.trainer.readLosses())?.losses.slice(3) ?? [];
  part.trainer.run(3);
  await part.trainer.readLosses();
  const snapshots = await Snapshots.create(part.trainer);
  const { weights, moments, states, step } = await snapshots.take();
  const again = await begin(weights);
  again.net.write(weights, moments);
  again.trainer.resume(step, states);
  again.trainer.run(3);
  const got = (await again.trainer.readLosses())?.losses;
  expect(expected).toHaveLength(3);
  expect(got).toEqual(expected);
  snapshots.destroy();
  for (const { net, trainer } of [whole, part, again]) {
    trainer.destroy();
    net.destroy();
  }
}

const line: TokenLine = {
  tokens: Uint32Array.of(3, 0, 6, 1, 1, 5, 2, 4),
  targets: Uint32Array.of(1, 2, 0, 2, maskedTarget, 0, 1, 1),
};
const window = 3;

async function lineNet(backend: Backend, directions: 1 | 2, embeddingSize: number) {
  const shape = {
    ...{ cell: plain, window, layers: 2, hiddenSize: 5, vocabSize: 7, outputSize: 3 },
    ...{ directions, embeddingSize },
  };
  const model = tagger(shape);
  const next = uniformNumbers(3);
  const identity = (at: number) => Number(at % 8 === 0);
  const initial = model.specs.map(({ name, shape: extents }) => {
    const count = extents.reduce((product, size) => product * size, 1);
    const draw = (_: unknown, at: number) =>
      name === 'embedding.weight' ? identity(at) : 2 * next() - 1;
    return { name, shape: extents, values: Float32Array.from({ length: count }, draw) };
  });
  const options = { model, objective: softmax, optimizer: adam, form: backend.form, seed: 1 };
  return Net.create(backend, { ...options, initial });
}

/** Every weight of what is read: nudged, and by its uses at all time steps of its window. */
export async function checkUses(backend: Backend): Promise<void> {
  const net = await lineNet(backend, 2, 0);
  const check = await GradientCheck.create(net, line);
  for (const name of ['rnn.weight_ih_l0', 'rnn.weight_ih_l0_reverse', 'rnn.weight_ih_l1']) {
    for (const index of [0, 1, 6, 9, 13, 18, 20, 24]) {
      const measured = await check.run(name, index, null);
      const { gradient, summands } = measured;
      expect(agrees(measured), `${name} ${index}`).toBe(true);
      const sum = summands.reduce((total, one) => total + one, 0);
      expect(Math.abs(sum - gradient), `${name} ${index}`).toBeLessThan(1e-6);
    }
  }
  check.destroy();
  net.destroy();
}

/** An answer depends on what stands in its window, and on nothing else; a table that is 1 changes nothing. */
export async function checkReach(backend: Backend, directions: 1 | 2): Promise<void> {
  const measured: Float32Array[] = [];
  for (const embeddingSize of [0, 7]) {
    const net = await lineNet(backend, directions, embeddingSize);
    const measure = await ThroughTime.create(net, line, 0);
    measured.push((await measure.run()).input);
    measure.destroy();
    net.destroy();
  }
  const [ofTokens, ofTable] = measured;
  const steps = line.tokens.length;
  ofTokens.forEach((norm, at) => {
    const [k, t] = [Math.floor(at / steps), at % steps];
    const away = directions === 2 ? Math.abs(t - k) : t - k;
    const isRead = away >= 0 && away < window && line.targets[t] !== maskedTarget;
    expect(norm > 0, `${k}, ${t}`).toBe(isRead);
  });
  checkAbsolute({ name: 'by the embedding', got: ofTable, expected: ofTokens }, 1e-6);
}
