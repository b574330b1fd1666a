/** Our own engine, as one more peer: the form of kernels that suits the adapter, or a given one. */
import { defaultSettings } from '../src/config/settings.ts';
import { tuningOf } from '../src/config/tuning.ts';
import { adam } from '../src/optimizers/adam.ts';
import type { Backend } from '../src/backend/backend.ts';
import { openWebGpu } from '../src/backend/webgpu/webgpu-backend.ts';
import type { BatchSource, HostInputs } from '../src/data/batch-source.ts';
import type { ProductForm } from '../src/protocol/product-form.ts';
import { languageModel } from '../src/model/language-model.ts';
import { Net } from '../src/training/net.ts';
import { Trainer } from '../src/training/trainer.ts';
import type { Batch } from './batches.ts';
import type { BenchConfig } from './configs.ts';
import { modelShape, unrolling } from './model.ts';
import type { Peer } from './peer.ts';
import { initialWeights } from './weights.ts';

/** Gives the batches of the steps that are asked for; every step starts from state zero. */
class GivenBatches implements BatchSource {
  #batches: readonly Batch[] = [];

  give(batches: readonly Batch[]): void {
    this.#batches = batches;
  }

  fill(step: number, into: HostInputs): void {
    const batch = this.#batches.find((given) => given.step === step);
    if (!batch) throw new RangeError(`no batch of step ${step}`);
    into.tokens.set(batch.inputs);
    into.targets.set(batch.targets);
  }

  starts(_: number, into: Uint32Array): void {
    into.fill(1);
  }
}

export async function createOurs(
  config: BenchConfig,
  form?: ProductForm,
  open: () => Promise<Backend> = () => openWebGpu(navigator.gpu),
): Promise<Peer> {
  const backend = await open();
  const initial = initialWeights(config).map((weights) => ({
    ...weights,
    values: new Float32Array(weights.values),
  }));
  const net = await Net.create(backend, {
    model: languageModel(modelShape(config)),
    optimizer: adam,
    form: form ?? backend.form,
    seed: 0,
    initial,
  });
  const given = new GivenBatches();
  const trainer = await Trainer.create(net, unrolling(config), given, {
    ...tuningOf(defaultSettings()),
    ...config,
  });

  const stepsInARow = async (batches: readonly Batch[]): Promise<number> => {
    given.give(batches);
    trainer.run(batches.length);
    const entries = await trainer.readLosses();
    return entries?.losses.at(-1) ?? NaN;
  };
  return {
    about: { adapter: backend.name, kernels: net.form },
    step: (batch) => stepsInARow([batch]),
    stepsInARow,
    maxInARow: trainer.plan.slots,
    destroy: () => {
      trainer.destroy();
      net.destroy();
      backend.destroy();
    },
  };
}
