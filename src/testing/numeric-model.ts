/** A model that reads numbers and answers with numbers, on a backend and against the reference. */
import type { Backend } from '../backend/backend.ts';
import { wordOf } from '../lib/float-words.ts';
import { features } from '../model/features.ts';
import { sequenceModel } from '../model/sequence-model.ts';
import { squared } from '../model/squared.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import type { StrategyId } from '../recurrence/index.ts';
import { checkAbsolute, checkGradient } from './close-to.ts';
import { runNumeric } from './reference/numeric.ts';
import { randomLengths, randomParameters, uniformNumbers } from './reference/random-model.ts';
import { runModel } from './run-model.ts';
import { comparedTensors, netShapeOf } from './run-net.ts';

export interface NumericCase {
  cell: string;
  strategy: StrategyId;
  form: ProductForm;
  layers: number;
  directions: 1 | 2;
  hasLengths: boolean;
  /** Of a stream: its states are carried on. */
  carries: boolean;
  hiddenSize: number;
  batchSize: number;
  timeSteps: number;
  features: number;
  outputSize: number;
  seed: number;
}

export const wordsOf = (values: ArrayLike<number>): number[] =>
  Array.from(values, (value) => (Number.isNaN(value) ? maskedTarget : wordOf(value)));

/** Norm-wise, and of the largest element: a fifth of what a whole layer may be off. */
const limit = 2e-5;

/** Loss and every gradient; one target in five is masked where that may be. */
export async function checkNumeric(backend: Backend, c: NumericCase): Promise<void> {
  const { cell, layers, hiddenSize, outputSize, seed, batchSize, timeSteps } = c;
  const directions = c.carries ? 1 : c.directions;
  const hasLengths = c.hasLengths && !c.carries;
  const sizes = { directions, hiddenSize, outputSize, vocabSize: c.features, embeddingSize: 0 };
  const reference = { cell, numLayers: layers, ...sizes };
  const parameters = randomParameters(reference, seed, 1.5);
  const lengths = hasLengths ? randomLengths(batchSize, timeSteps, seed + 1) : undefined;
  const next = uniformNumbers(seed + 2);
  const number = () => Math.fround(4 * next() - 2);
  const inputs = Array.from({ length: timeSteps * batchSize * c.features }, number);
  const targets = Array.from({ length: timeSteps * batchSize * outputSize }, (_, at) => {
    const place = Math.floor(at / outputSize);
    const isPadding = lengths && Math.floor(place / batchSize) >= lengths[place % batchSize];
    const isMasked = at > 0 && !c.carries && next() < 0.2;
    // far from the answers: what is left between near ones is mostly their rounding
    return isPadding || isMasked ? NaN : 6 + number();
  });
  const expected = runNumeric(reference, parameters, {
    ...{ batchSize, timeSteps, inputs, targets, lengths },
  });
  const net = netShapeOf({ cell, layers, ...sizes });
  const shape = { ...net, vocabSize: 0, features: features(c.features) };
  const got = await runModel(backend, {
    model: sequenceModel(shape, c.carries),
    objective: squared,
    form: c.form,
    unrolling: { timeSteps, batchSize, strategy: c.strategy, hasLengths },
    parameters,
    batch: { tokens: wordsOf(inputs), targets: wordsOf(targets), lengths: lengths ?? [] },
  });
  const scale = Math.max(1, expected.loss);
  checkAbsolute({ name: 'loss', got: [got.loss], expected: [expected.loss] }, 2e-6 * scale);
  for (const compared of comparedTensors(got.gradients, expected.gradients)) {
    checkGradient({ ...compared, name: `${c.strategy}: ${compared.name}` }, limit);
  }
}
