/** Of a text that was joined from several, each is read as if it stood alone. */
import { describe, expect, it } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { cells } from '../cells/index.ts';
import { defaultSettings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { Documents } from '../data/documents.ts';
import { languageModel } from '../model/language-model.ts';
import type { ModelShape } from '../model/shape.ts';
import { optimizers } from '../optimizers/index.ts';
import { type ModelShape as ReferenceShape, zeroStates } from '../testing/reference/model-shape.ts';
import { randomParameters, uniformNumbers } from '../testing/reference/random-model.ts';
import { runForward } from '../testing/reference/sequence-model.ts';
import { Evaluator } from './evaluator.ts';
import { Net } from './net.ts';
import { Trainer } from './trainer.ts';

const sizes = { hiddenSize: 6, vocabSize: 5, embeddingSize: 0 };
const reference: ReferenceShape = { cell: 'lstm', numLayers: 1, ...sizes };
const parameters = randomParameters(reference, 3, 0.7);
const next = uniformNumbers(8);
const text = Uint8Array.from({ length: 300 }, () => Math.floor(next() * sizes.vocabSize));

/** The float64 loss of what stands from … to − 1, from the start state; summed. */
function lossOf(from: number, to: number): number {
  const timeSteps = to - from - 1;
  const tokens = Uint32Array.from(text.subarray(from, to - 1));
  const targets = Uint32Array.from(text.subarray(from + 1, to));
  const batch = { batchSize: 1, timeSteps, tokens, targets };
  return runForward(reference, parameters, batch, zeroStates(reference, 1)).loss * timeSteps;
}

/** The fifth begins with chunk 10 of 21: so does the second of two streams. */
const starts = [0, 37, 60, 69, 133];
const documents = new Documents(starts);
const wanted = starts.reduce(
  (sum, from, at) => sum + lossOf(from, starts[at + 1] ?? text.length),
  0,
);
const counted = text.length - starts.length;

async function withNet(act: (net: Net) => Promise<void>): Promise<void> {
  const [cell] = cells.filter(({ id }) => id === 'lstm');
  const shape: ModelShape = { cell, layers: 1, ...sizes };
  const backend = new WasmBackend({ checksIndices: true });
  const net = await Net.create(backend, {
    ...{ model: languageModel(shape), optimizer: optimizers[0], form: 'cpu', seed: 1 },
    initial: Object.entries(parameters).map(([name, values]) => ({
      ...{ name, shape: [], values: Float32Array.from(values) },
    })),
  });
  await act(net);
  net.destroy();
  backend.destroy();
}

describe.each([1, 2])('a text of several, in %i streams', (batchSize) => {
  const unrolling = { batchSize, timeSteps: 16, strategy: 'stepwise' } as const;

  it('is measured as each of them is from the start state', async () => {
    await withNet(async (net) => {
      const heldOut = documents.heldOut(text, 0, unrolling);
      const evaluator = await Evaluator.create(net, unrolling, heldOut);
      await evaluator.compile();
      evaluator.begin(Infinity);
      while (!evaluator.isComplete) evaluator.runChunk();
      const { loss, tokens } = await evaluator.finish();
      expect(tokens).toBe(counted);
      expect(Math.abs(loss - wanted / counted)).toBeLessThan(2e-6);
      evaluator.destroy();
    });
  });

  it('is trained on so, each loss the mean of what is real in its step', async () => {
    await withNet(async (net) => {
      const batches = documents.batches(text, text.length, unrolling);
      const still = { ...tuningOf(defaultSettings()), learningRate: 0, weightDecay: 0 };
      const trainer = await Trainer.create(net, unrolling, batches, still);
      trainer.run(batches.stepsPerPass);
      const { losses } = (await trainer.readLosses())!;
      const sum = losses.reduce((all, loss, step) => {
        const rows = Array.from({ length: batchSize }, (_, row) => batches.rowAt(step, row));
        const real = rows.reduce((count, row) => count + batches.stretch(row).inputs.length, 0);
        return all + loss * real;
      }, 0);
      // the chunk at the seam of two streams is read twice
      const twice = batchSize === 2 ? lossOf(133, 133 + 17) : 0;
      expect(Math.abs(sum - wanted - twice) / counted).toBeLessThan(2e-6);
      trainer.destroy();
    });
  });
});
