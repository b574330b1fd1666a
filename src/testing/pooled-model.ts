/** A model that answers once for each sequence, on a backend and against the reference. */
import type { Backend } from '../backend/backend.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { classifier } from '../model/classifier.ts';
import { sigmoid, softmax } from '../model/objective.ts';
import type { StrategyId } from '../recurrence/index.ts';
import { checkAbsolute, checkGradient } from './close-to.ts';
import { type Answer, runClassifier } from './reference/classifier.ts';
import {
  randomBatch,
  randomLengths,
  randomParameters,
  uniformNumbers,
} from './reference/random-model.ts';
import { maskedTarget } from './reference/sequence-model.ts';
import { runModel } from './run-model.ts';
import { comparedTensors, netShapeOf } from './run-net.ts';

export interface PooledCase extends Answer {
  cell: string;
  strategy: StrategyId;
  form: ProductForm;
  layers: number;
  directions: 1 | 2;
  hasLengths: boolean;
  hiddenSize: number;
  batchSize: number;
  timeSteps: number;
  embeddingSize: number;
  outputSize: number;
  seed: number;
}

/** Norm-wise, and of the largest element: a fifth of what a whole layer may be off. */
const limit = 2e-5;

/** Loss and every gradient; of more than one target, one in five is masked. */
export async function checkPooled(backend: Backend, c: PooledCase): Promise<void> {
  const { cell, layers, directions, hiddenSize, embeddingSize, outputSize, seed } = c;
  const { batchSize, timeSteps, objective } = c;
  const sizes = { directions, hiddenSize, embeddingSize, outputSize, vocabSize: 6 };
  const model = { cell, numLayers: layers, ...sizes };
  const parameters = randomParameters(model, seed, 1.5);
  const lengths = c.hasLengths ? randomLengths(batchSize, timeSteps, seed + 1) : undefined;
  const next = uniformNumbers(seed + 2);
  const count = objective === 'softmax' ? batchSize : batchSize * outputSize;
  const classes = objective === 'softmax' ? outputSize : 2;
  const targets = Uint32Array.from({ length: count }, (_, at) =>
    at > 0 && next() < 0.2 ? maskedTarget : Math.floor(next() * classes),
  );
  const batch = {
    ...randomBatch({ batchSize, timeSteps, vocabSize: 6 }, seed + 3, 0, lengths),
    targets,
  };
  const expected = runClassifier(model, parameters, batch, c);
  const got = await runModel(backend, {
    model: classifier({ ...netShapeOf({ cell, layers, ...sizes }), summary: c.pool }),
    objective: objective === 'softmax' ? softmax : sigmoid,
    form: c.form,
    unrolling: { timeSteps, batchSize, strategy: c.strategy, hasLengths: c.hasLengths },
    parameters,
    batch: { tokens: batch.tokens, lengths: lengths ?? [], targets },
  });
  checkAbsolute({ name: 'loss', got: [got.loss], expected: [expected.loss] }, 2e-6);
  for (const compared of comparedTensors(got.gradients, expected.gradients)) {
    checkGradient({ ...compared, name: `${c.strategy}: ${compared.name}` }, limit);
  }
}
