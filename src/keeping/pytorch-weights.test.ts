/** Weights as PyTorch saves them, both biases trained: the engine gives PyTorch's loss with them. */
import type { Backend } from '../backend/backend.ts';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { heldOutBatches } from '../data/held-out.ts';
import { Vocabulary } from '../data/vocabulary.ts';
import { readSafetensors } from '../lib/safetensors.ts';
import { languageModel } from '../model/language-model.ts';
import type { ModelShape } from '../model/shape.ts';
import { optimizers } from '../optimizers/index.ts';
import { checkAbsolute } from '../testing/close-to.ts';
import { recordedText } from '../testing/recordings.ts';
import { closeTestEngine, openTestEngine } from '../testing/test-engine.ts';
import { readCheckpoint } from './checkpoint.ts';
import { valuesFor } from './run-values.ts';
import { Evaluator } from '../training/evaluator.ts';
import { Net } from '../training/net.ts';

/** Relative to the losses there, which are between 2 and 3 nats. */
const limit = 1e-4;

const files = [
  { cell: 'lstm', layers: 2, embeddingSize: 0 },
  { cell: 'gru-reset-after', layers: 1, embeddingSize: 8 },
];

let engine: Backend;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => {
  closeTestEngine(engine);
});

/** Of the second half of the text as one stream. */
async function lossOf(shape: ModelShape, file: Uint8Array<ArrayBuffer>): Promise<number> {
  const unrolling = { batchSize: 1, timeSteps: 16, strategy: 'stepwise' } as const;
  const initial = valuesFor(readCheckpoint(file), languageModel(shape), [], unrolling).weights;
  const { form } = engine;
  const net = await Net.create(engine, {
    model: languageModel(shape),
    optimizer: optimizers[0],
    form,
    seed: 1,
    initial,
  });
  const { tokens } = Vocabulary.fromText(recordedText).encode(recordedText);
  const half = tokens.subarray(tokens.length - Math.round(tokens.length / 2));
  const evaluator = await Evaluator.create(net, unrolling, heldOutBatches(half, unrolling));
  await evaluator.compile();
  evaluator.begin(Infinity);
  while (!evaluator.isComplete) evaluator.runChunk();
  const { loss } = await evaluator.finish();
  evaluator.destroy();
  net.destroy();
  return loss;
}

describe.each(files)('a file of $cell from PyTorch', ({ cell: id, ...sizes }) => {
  const url = new URL(`../testing/fixtures/pytorch-${id}.safetensors`, import.meta.url);
  const file = new Uint8Array(readFileSync(url));
  const { tensors, metadata } = readSafetensors(file);
  const cell = cells.find((candidate) => candidate.id === id);
  if (!cell) throw new RangeError(`no cell ${id}`);
  const vocabSize = Vocabulary.fromText(recordedText).size;
  const shape: ModelShape = { cell, hiddenSize: 16, vocabSize, ...sizes };

  it('has two biases that both matter', () => {
    for (const name of ['rnn.bias_ih_l0', 'rnn.bias_hh_l0']) {
      expect(Math.max(...(tensors.get(name)?.values ?? [])), name).toBeGreaterThan(0.1);
    }
  });

  it('gives the loss that PyTorch gave', async () => {
    const expected = Number(metadata.get('loss'));
    checkAbsolute({ name: 'loss', got: [await lossOf(shape, file)], expected: [expected] }, limit);
  });
});
