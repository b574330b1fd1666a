/** Clipped updates of a small net by each optimizer, against the reference. */
import type { Backend } from '../backend/backend.ts';
import { adam } from '../optimizers/adam.ts';
import { adamw } from '../optimizers/adamw.ts';
import { momentum } from '../optimizers/momentum.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { rmsprop } from '../optimizers/rmsprop.ts';
import { checkAbsolute } from './close-to.ts';
import * as reference from './reference/optimizers.ts';
import { randomParameters } from './reference/random-model.ts';
import { train } from './reference/train.ts';
import { openTraining } from './training.ts';
import { batchSource, type Case, comparedTensors, modelOf, randomBatches } from './run-net.ts';

interface Training {
  optimizer: Optimizer;
  follow: () => reference.Optimizer;
  learningRate: number;
  clipNorm: number;
  clipValue: number;
}

const tuning = { momentum: 0.7, weightDecay: 0.3 };
const unclipped = { learningRate: 0.01, clipNorm: 0, clipValue: 0 };

export const trainings = {
  adam: { ...unclipped, optimizer: adam, follow: reference.adam, clipNorm: 0.05 },
  adamw: { ...unclipped, optimizer: adamw, follow: () => reference.adamw(tuning.weightDecay) },
  rmsprop: { ...unclipped, optimizer: rmsprop, follow: reference.rmsprop },
  momentum: {
    optimizer: momentum,
    follow: () => reference.momentum(tuning.momentum),
    learningRate: 1,
    clipNorm: 0.1,
    clipValue: 0.02,
  },
} satisfies Record<string, Training>;

const c: Case = {
  cell: 'lstm',
  strategy: 'stepwise',
  form: 'registers',
  layers: 2,
  timeSteps: 4,
  batchSize: 3,
  hiddenSize: 6,
  vocabSize: 5,
  embeddingSize: 0,
};

/** Three steps: norms, and the weights afterwards. */
export async function checkTraining(engine: Backend, { optimizer, follow, ...own }: Training) {
  const parameters = randomParameters(modelOf(c), 4);
  const batches = randomBatches(c, 3, 2);
  const expected = train(modelOf(c), parameters, batches, { optimizer: follow(), ...own });
  const training = await openTraining(engine, c, {
    optimizer,
    parameters,
    batches: batchSource(batches),
    tuning: { ...tuning, clipValue: own.clipValue },
    ...own,
  });
  const norms: number[] = [];
  for (let step = 0; step < batches.length; step++) norms.push((await training.step()).norm);
  const weights = await training.weights();
  training.close();
  checkAbsolute({ name: 'norms', got: norms, expected: expected.norms }, 1e-5);
  for (const compared of comparedTensors(weights, expected.parameters)) {
    checkAbsolute(compared, 2e-5);
  }
}
