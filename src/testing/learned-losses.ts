/** Lets any small model learn as scripts/pytorch/training.py lets PyTorch's: by Adam, clipped by norm. */
import type { Backend } from '../backend/backend.ts';
import { defaultSettings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import type { BatchSource } from '../data/batch-source.ts';
import type { Model } from '../model/model.ts';
import type { Unrolling } from '../model/module.ts';
import type { Objective } from '../model/objective.ts';
import { adam } from '../optimizers/adam.ts';
import { Net } from '../training/net.ts';
import { Trainer } from '../training/trainer.ts';
import type { Tensors } from './reference/matrix.ts';

const numbers = { learningRate: 0.02, clipNorm: 1, clipValue: 0, dropout: 0, weightDecay: 0 };

interface Learning {
  model: Model;
  objective?: Objective;
  unrolling: Unrolling;
  parameters: Tensors;
  batches: BatchSource;
}

/** The loss of each of so many steps, before its update. */
export async function learnedLosses(
  backend: Backend,
  { model, objective, unrolling, parameters, batches }: Learning,
  steps: number,
): Promise<number[]> {
  const initial = model.specs.map(({ name, shape }) => {
    return { name, shape, values: Float32Array.from(parameters[name]) };
  });
  const { form } = backend;
  const net = await Net.create(backend, {
    ...{ model, objective, optimizer: adam, form, seed: 1, initial },
  });
  const tuning = { ...tuningOf(defaultSettings()), schedule: 'constant' as const, ...numbers };
  const trainer = await Trainer.create(net, unrolling, batches, tuning);
  const losses: number[] = [];
  while (losses.length < steps) {
    for (let step = 0; step < 25; step++) trainer.run(1);
    losses.push(...((await trainer.readLosses())?.losses ?? []));
  }
  trainer.destroy();
  net.destroy();
  return losses;
}
