/** The engine against PyTorch itself: what the reference agrees on to 1e-12, the engine must too. */
import type { Backend } from '../backend/backend.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { optimizers } from '../optimizers/index.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { Trainer } from '../training/trainer.ts';
import { backends } from './backends.ts';
import { checkAbsolute, checkGradient } from './close-to.ts';
import { engineCase, followRun } from './follow-run.ts';
import { recordedCases, recordedRuns } from './recordings.ts';
import { batchSource, comparedTensors, createTrainer, destroyTrainer, runStep } from './run-net.ts';
import { closeTestEngine } from './test-engine.ts';

/** Norm-wise, and of the largest element: a fifth of what a gradient may be off. */
const limit = 2e-5;

type RecordedCase = (typeof recordedCases)[number];

/** What is worked out anew in each step, such as Γr*c, starts as zeros. */
function resumeFrom(trainer: Trainer, starts: readonly Float64Array[][]): void {
  const { names, shape } = trainer.carried!;
  const perLayer = names.length / starts.length;
  const states = names.map((name, k) => {
    const recorded = starts[Math.floor(k / perLayer)].at(k % perLayer);
    return {
      name,
      shape,
      values: Float32Array.from(recorded ?? Array(shape[0] * shape[1]).fill(0)),
    };
  });
  trainer.resume(0, states);
}

async function runRecorded(engine: Backend, recorded: RecordedCase) {
  const { model, batch, parameters, initialStates } = recorded;
  // states are given only to what carries them on
  const c = { ...engineCase(engine, model, batch), isTagger: !initialStates };
  const trainer = await createTrainer(engine, c, {
    optimizer: sgd,
    parameters,
    batches: batchSource([batch]),
    learningRate: 0,
    clipNorm: 0,
  });
  if (initialStates) resumeFrom(trainer, initialStates.map(Object.values<Float64Array>));
  const got = await runStep(trainer);
  destroyTrainer(trainer);
  return got;
}

it('training is recorded with every optimizer', () => {
  const recorded = new Set(recordedRuns.map(({ optimizer }) => optimizer));
  expect([...recorded].sort()).toEqual(optimizers.map(({ id }) => id).sort());
});

describe.each(backends)('the engine against PyTorch, on $name', ({ open, some }) => {
  let engine: Backend;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => closeTestEngine(engine));

  it.each(some(recordedCases).map((recorded) => [recorded.title, recorded] as const))(
    'agrees on the loss and every gradient: %s',
    async (_, recorded) => {
      const { loss, gradients } = await runRecorded(engine, recorded);
      checkAbsolute({ name: 'loss', got: [loss], expected: [recorded.loss] }, 2e-6);
      const named = gradients.map(({ name }) => name);
      expect(named.sort()).toEqual(Object.keys(recorded.gradients).sort());
      for (const compared of comparedTensors(gradients, recorded.gradients)) {
        checkGradient(compared, limit);
      }
    },
  );

  it.each(some(recordedRuns).map((run) => [run.name, run] as const))(
    'follows the loss curve of PyTorch: %s',
    (_, recorded) => followRun(engine, recorded),
  );
});
