/** The ring of losses over more steps than it has entries: thousands of tiny ones, on the CPU. */
import { expect, it } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { ringEntries } from '../model/recordings.ts';
import { sgd } from '../optimizers/sgd.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import {
  batchSource,
  type Case,
  createTrainer,
  destroyTrainer,
  modelOf,
  randomBatches,
} from '../testing/run-net.ts';

it('keeps the latest losses where the ring wraps', async () => {
  const backend = new WasmBackend();
  const c: Case = {
    ...{ cell: 'rnn-tanh', strategy: 'stepwise', form: backend.form, layers: 1, embeddingSize: 0 },
    ...{ timeSteps: 1, batchSize: 1, hiddenSize: 1, vocabSize: 2 },
  };
  const trainer = await createTrainer(backend, c, {
    optimizer: sgd,
    parameters: randomParameters(modelOf(c), 3),
    batches: batchSource(randomBatches(c, 7, 5, 0.2)),
    learningRate: 0.01,
    clipNorm: 1,
  });
  const whole = (steps: number) => {
    while (trainer.step < steps) {
      trainer.run(Math.min(trainer.plan.slots, steps - trainer.step));
    }
    return trainer.readLosses();
  };
  const early = await whole(ringEntries - 10);
  expect(early?.losses).toHaveLength(ringEntries - 10);
  const across = await whole(ringEntries + 10);
  expect(across?.firstStep).toBe(ringEntries - 10);
  expect(across?.losses).toHaveLength(20);
  expect(await trainer.readLosses()).toBeUndefined();
  trainer.rewind();
  const late = await whole(ringEntries + 10);
  expect(late?.firstStep).toBe(10);
  const expected = [...(early?.losses ?? []), ...(across?.losses ?? [])].slice(10);
  expect([...(late?.losses ?? [])]).toEqual(expected);
  destroyTrainer(trainer);
  backend.destroy();
});
