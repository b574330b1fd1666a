/** The references of models that are more than one stack under a head, against central differences. */
import { describe, it } from 'vitest';
import { cells } from './cells.ts';
import { type Answer, runClassifier } from './classifier.ts';
import { encoderDecoderLoss, runEncoderDecoder } from './encoder-decoder.ts';
import { checkAgainstDifferences } from './gradient-check.ts';
import type { Tensors } from './matrix.ts';
import type { ModelShape } from './model-shape.ts';
import { randomBatch, randomParameters } from './random-model.ts';
import { maskedTarget } from './sequence-model.ts';

function modelOf(cell: string, overrides: Partial<ModelShape> = {}): ModelShape {
  return { cell, numLayers: 2, hiddenSize: 2, vocabSize: 3, embeddingSize: 0, ...overrides };
}

const named = (part: string, tensors: Tensors): Tensors =>
  Object.fromEntries(Object.entries(tensors).map(([name, own]) => [`${part}: ${name}`, own]));

describe.each(cells.map(({ id }) => id))('an encoder and a decoder of %s', (cell) => {
  it.each([
    { directions: 1, numLayers: 2, lengths: undefined },
    { directions: 2, numLayers: 1, lengths: { encoder: [2, 3], decoder: [1, 2] } },
  ] as const)('meet central differences: %o', ({ lengths, ...sizes }) => {
    const models = {
      encoder: modelOf(cell, { ...sizes, embeddingSize: 2 }),
      decoder: modelOf(cell, { ...sizes, vocabSize: 4 }),
    };
    const parameters = {
      encoder: randomParameters(models.encoder, 41, 1.5),
      decoder: randomParameters(models.decoder, 42, 1.5),
    };
    const batch = { batchSize: 2, timeSteps: 3 };
    const batches = {
      encoder: randomBatch({ ...batch, vocabSize: 3 }, 43, 0, lengths?.encoder),
      decoder: randomBatch({ ...batch, timeSteps: 2, vocabSize: 4 }, 44, 0.2, lengths?.decoder),
    };
    const { gradients } = runEncoderDecoder(models, parameters, batches);
    checkAgainstDifferences(
      () => encoderDecoderLoss(models, parameters, batches),
      { ...named('encoder', parameters.encoder), ...named('decoder', parameters.decoder) },
      { ...named('encoder', gradients.encoder), ...named('decoder', gradients.decoder) },
    );
  });
});

describe('a model that answers once for each sequence', () => {
  it.each([
    { pool: 'ends', objective: 'softmax', directions: 1, lengths: undefined },
    { pool: 'ends', objective: 'sigmoid', directions: 2, lengths: [2, 4, 1] },
    { pool: 'mean', objective: 'softmax', directions: 2, lengths: [1, 3, 4] },
    { pool: 'mean', objective: 'sigmoid', directions: 1, lengths: [4, 1, 2] },
  ] as const)('meets central differences: %o', ({ lengths, directions, ...answer }) => {
    const model = modelOf('lstm', { directions, embeddingSize: 2, outputSize: 3 });
    const parameters = randomParameters(model, 51, 1.5);
    const batch = {
      ...randomBatch({ batchSize: 3, timeSteps: 4, vocabSize: 3 }, 52, 0, lengths),
      targets: targetsOf(answer),
    };
    const run = () => runClassifier(model, parameters, batch, answer);
    checkAgainstDifferences(() => run().loss, parameters, run().gradients);
  });
});

/** Of three sequences and three outputs; one is masked. */
function targetsOf({ objective }: Answer): number[] {
  return objective === 'softmax' ? [2, maskedTarget, 0] : [1, 0, 0, maskedTarget, 1, 1, 0, 0, 1];
}
