/** Our own engine, as one more peer: the form of kernels that suits the adapter, or a given one. */
import { defaultSettings } from '../src/config/settings.ts';
import { tuningOf } from '../src/config/tuning.ts';
import { adam } from '../src/optimizers/adam.ts';
import type { Backend } from '../src/backend/backend.ts';
import { openWebGpu } from '../src/backend/webgpu/webgpu-backend.ts';
import type { ProductForm } from '../src/protocol/product-form.ts';
import { Net } from '../src/training/net.ts';
import { type BatchSource, Trainer } from '../src/training/trainer.ts';
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

  fill(step: number, into: Parameters<BatchSource['fill']>[1]): void {
    into.reset.fill(1);
    // The step after the last is asked for its resets alone.
    const batch = this.#batches.find((given) => given.step === step);
    if (!batch) return;
    into.tokens.set(batch.inputs);
    into.targets.set(batch.targets);
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
    shape: modelShape(config),
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
