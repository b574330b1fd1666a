/** An encoder and a decoder on a backend, against the reference. */
import type { Backend } from '../backend/backend.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import type { StrategyChoice } from '../recurrence/index.ts';
import type { FormChoice } from '../graph/schedule.ts';
import { checkAbsolute, checkGradient } from './close-to.ts';
import { encoderDecoder, joined } from './encoder-decoder.ts';
import { runEncoderDecoder } from './reference/encoder-decoder.ts';
import type { ModelShape } from './reference/model-shape.ts';
import { randomBatch, randomLengths, randomParameters } from './reference/random-model.ts';
import { maskedTarget } from './reference/sequence-model.ts';
import { runModel } from './run-model.ts';
import { comparedTensors, netShapeOf } from './run-net.ts';

export interface TwoStacks {
  cell: string;
  strategy: StrategyChoice;
  form: ProductForm;
  formOf?: FormChoice;
  layers: number;
  directions: 1 | 2;
  hasLengths: boolean;
  hiddenSize: number;
  batchSize: number;
  sourceSteps: number;
  timeSteps: number;
  embeddingSize: number;
  seed: number;
}

/** Norm-wise, and of the largest element: a fifth of what a whole layer may be off. */
const limit = 2e-5;

/** Of any source length and target length: loss, and the gradients of both parts. */
export async function checkEncoderDecoder(backend: Backend, c: TwoStacks): Promise<void> {
  const { cell, layers, directions, hiddenSize, embeddingSize, batchSize, seed } = c;
  const sizes = { layers, directions, hiddenSize, embeddingSize };
  const shapes = {
    encoder: netShapeOf({ cell, ...sizes, vocabSize: 6 }),
    decoder: netShapeOf({ cell, ...sizes, vocabSize: 7, outputSize: 5 }),
  };
  const own = { cell, numLayers: layers, directions, hiddenSize, embeddingSize };
  const models: Record<'encoder' | 'decoder', ModelShape> = {
    encoder: { ...own, vocabSize: 6 },
    decoder: { ...own, vocabSize: 7, outputSize: 5 },
  };
  const parameters = {
    encoder: randomParameters(models.encoder, seed, 1.5),
    decoder: randomParameters(models.decoder, seed + 1, 1.5),
  };
  const lengthsOf = (timeSteps: number, own: number) =>
    c.hasLengths ? randomLengths(batchSize, timeSteps, own) : undefined;
  const [source, target] = [c.sourceSteps, c.timeSteps];
  const batches = {
    encoder: randomBatch(
      { batchSize, timeSteps: source, vocabSize: 6 },
      seed + 2,
      0,
      lengthsOf(source, seed + 3),
    ),
    decoder: randomBatch(
      { batchSize, timeSteps: target, vocabSize: 7, outputSize: 5 },
      seed + 4,
      0,
      lengthsOf(target, seed + 5),
    ),
  };
  const expected = runEncoderDecoder(models, parameters, batches);
  const { encoder, decoder } = batches;
  const got = await runModel(backend, {
    model: encoderDecoder(shapes),
    form: c.form,
    formOf: c.formOf,
    unrolling: {
      timeSteps: target,
      timeStepsOf: { source },
      batchSize,
      strategy: c.strategy,
      hasLengths: c.hasLengths,
    },
    parameters: joined(parameters),
    batch: {
      source: encoder.tokens,
      'source-lengths': encoder.lengths ?? [],
      tokens: decoder.tokens,
      lengths: decoder.lengths ?? [],
      targets: Array.from(decoder.targets, (wanted, at) =>
        Math.floor(at / batchSize) < (decoder.lengths?.[at % batchSize] ?? target)
          ? wanted
          : maskedTarget,
      ),
    },
  });
  checkAbsolute({ name: 'loss', got: [got.loss], expected: [expected.loss] }, 2e-6);
  for (const compared of comparedTensors(got.gradients, joined(expected.gradients))) {
    checkGradient({ ...compared, name: `${titleOf(c)}: ${compared.name}` }, limit);
  }
}

function titleOf({ strategy }: TwoStacks): string {
  return typeof strategy === 'string' ? strategy : 'several strategies';
}
