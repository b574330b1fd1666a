/** Our own engine, as one more peer: the form of kernels that suits the adapter, or a given one. */
import { defaultSettings } from '../src/config/settings.ts';
import { tuningOf } from '../src/config/tuning.ts';
import { adam } from '../src/optimizers/adam.ts';
import { type KernelForm, openGpu } from '../src/gpu/device.ts';
import { createEngine, Net } from '../src/training/net.ts';
import { type BatchSource, Trainer } from '../src/training/trainer.ts';
import type { Batch } from './batches.ts';
import type { BenchConfig } from './configs.ts';
import { modelShape, unrolling } from './model.ts';
import type { Peer } from './peer.ts';
import { initialWeights } from './weights.ts';

/** Gives the batch of the step that is asked for; every step starts from state zero. */
class GivenBatch implements BatchSource {
  current: Batch = { step: 0, inputs: new Uint8Array(), targets: new Uint8Array() };

  fill(step: number, into: Parameters<BatchSource['fill']>[1]): void {
    into.reset.fill(1);
    // The step after it is asked for its resets alone.
    if (step !== this.current.step) return;
    into.tokens.set(this.current.inputs);
    into.targets.set(this.current.targets);
  }
}

export async function createOurs(config: BenchConfig, form?: KernelForm): Promise<Peer> {
  const gpu = await openGpu(navigator.gpu);
  const initial = initialWeights(config).map((weights) => ({
    ...weights,
    values: new Float32Array(weights.values),
  }));
  const net = await Net.create(createEngine(gpu), {
    shape: modelShape(config),
    optimizer: adam,
    form: form ?? gpu.form,
    seed: 0,
    initial,
  });
  const batches = new GivenBatch();
  const trainer = await Trainer.create(net, unrolling(config), batches, {
    ...tuningOf(defaultSettings()),
    ...config,
  });

  const step = async (batch: Batch): Promise<number> => {
    batches.current = batch;
    trainer.run(1);
    const entries = await trainer.readLosses();
    return entries?.losses[0] ?? NaN;
  };
  const about = { adapter: gpu.name, kernels: net.form };
  return { about, step, dispatches: trainer.dispatches };
}
