/** Trains any small model, from weights and batches that are given. */
import type { Backend } from '../backend/backend.ts';
import { defaultSettings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import type { HostInputs } from '../data/batch-source.ts';
import type { FormChoice } from '../graph/schedule.ts';
import type { Model } from '../model/model.ts';
import type { Unrolling } from '../model/module.ts';
import type { Objective } from '../model/objective.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { Net } from '../training/net.ts';
import { Trainer } from '../training/trainer.ts';
import type { Tensors } from './reference/matrix.ts';
import { runStep } from './run-net.ts';

export interface ModelRun {
  model: Model;
  objective?: Objective;
  form: ProductForm;
  formOf?: FormChoice;
  unrolling: Unrolling;
  parameters: Tensors;
  /** By the names of the model's inputs. */
  batch: Readonly<Record<string, ArrayLike<number>>>;
}

/** Loss and gradients of one batch. */
export async function runModel(backend: Backend, run: ModelRun) {
  const { model, objective, form, formOf, unrolling, parameters, batch } = run;
  const initial = model.specs.map(({ name, shape }) => ({
    name,
    shape,
    values: Float32Array.from(parameters[name]),
  }));
  const options = { model, objective, optimizer: sgd, form, formOf, seed: 1, initial };
  const net = await Net.create(backend, options);
  try {
    const tuning = { ...tuningOf(defaultSettings()), learningRate: 0, clipNorm: 0 };
    const trainer = await Trainer.create(net, unrolling, sourceOf(batch), tuning);
    const got = await runStep(trainer);
    trainer.destroy();
    return got;
  } finally {
    net.destroy();
  }
}

/** The same batch again and again, of sequences that all begin with it. */
function sourceOf(batch: ModelRun['batch']) {
  return {
    fill(_: number, into: HostInputs) {
      for (const [name, words] of Object.entries(into)) words?.set(batch[name]);
    },
    starts(_: number, into: Uint32Array) {
      into.fill(1);
    },
  };
}
