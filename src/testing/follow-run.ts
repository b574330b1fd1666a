/** Trains as PyTorch did, and stays beside it. */
import type { Backend } from '../backend/backend.ts';
import { sigmoid, softmax } from '../model/objective.ts';
import { optimizers } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { checkScaled } from './close-to.ts';
import type { RecordedRun, recordedCases } from './recordings.ts';
import {
  batchSource,
  type Case,
  comparedTensors,
  createTrainer,
  destroyTrainer,
  runStep,
} from './run-net.ts';

type RecordedCase = (typeof recordedCases)[number];

/** As the engine is told of it. */
export function engineCase(
  engine: Backend,
  model: RecordedCase['model'],
  batch: RecordedCase['batch'],
): Case {
  const { cell, numLayers: layers, hiddenSize, vocabSize, embeddingSize, outputSize } = model;
  const { timeSteps, batchSize, lengths } = batch;
  return {
    ...{ cell, layers, hiddenSize, vocabSize, embeddingSize, outputSize, timeSteps, batchSize },
    strategy: 'stepwise',
    form: engine.form,
    directions: model.directions,
    learnsInitialState: model.learnsInitialState,
    hasLengths: lengths !== undefined,
  };
}

/** Every loss and norm to 1e-5 of what PyTorch has in float64, and the weights in the end. */
export async function followRun(
  engine: Backend,
  { model, batches, parameters, steps, losses, norms, ...run }: RecordedRun,
): Promise<void> {
  const c = {
    ...engineCase(engine, model, batches[0]),
    isTagger: batches[0].lengths !== undefined,
  };
  const trainer = await createTrainer(engine, c, {
    objective: run.objective === 'sigmoid' ? sigmoid : softmax,
    optimizer: optimizers.find(({ id }) => id === run.optimizer) as Optimizer,
    parameters,
    batches: batchSource(batches),
    learningRate: run.learningRate,
    clipNorm: run.clipNorm,
    tuning: {
      clipValue: run.clipValue,
      momentum: run.momentum,
      weightDecay: run.weightDecay,
    },
  });
  const got = [];
  for (let step = 0; step < steps; step++) got.push(await runStep(trainer));
  const weights = await trainer.net.readParameters();
  destroyTrainer(trainer);
  got.forEach(({ loss, norm }, step) => {
    checkScaled({ name: `loss ${step}`, got: [loss], expected: [losses[step]] }, 1e-5);
    checkScaled({ name: `norm ${step}`, got: [norm], expected: [norms[step]] }, 1e-5);
  });
  for (const compared of comparedTensors(weights, run.finalParameters)) {
    checkScaled(compared, 1e-4);
  }
}
