/** Our step on the CPU, as one more peer: its plan run directly, by one thread or by several. */
import { adam } from '../../src/optimizers/adam.ts';
import { KernelStore } from '../../src/backend/wasm/kernel-store.ts';
import { PlanRunner, type Thread } from '../../src/backend/wasm/plan-runner.ts';
import { sortTokens } from '../../src/data/sort-tokens.ts';
import { schedule } from '../../src/graph/schedule.ts';
import { trainingGraph } from '../../src/model/language-model.ts';
import { packParameters } from '../../src/model/parameters.ts';
import { ChunkInputs } from '../../src/training/chunk-inputs.ts';
import type { Batch } from '../batches.ts';
import type { BenchConfig } from '../configs.ts';
import { modelShape, unrolling } from '../model.ts';
import type { Peer } from '../peer.ts';
import { initialWeights } from '../weights.ts';

const limits = { maxBufferBytes: 2 ** 31, maxBindingBytes: 2 ** 31 };

/** @param threads those beside the one that measures */
export async function createOnCpu(
  config: BenchConfig,
  usesRelaxed: boolean,
  threads: readonly Thread[],
): Promise<Peer> {
  const shape = modelShape(config);
  const tensors = trainingGraph(shape, unrolling(config), adam);
  const plan = schedule(tensors.graph, { name: 'training', slots: 1, limits, form: 'cpu' });
  const store = new KernelStore({ usesRelaxed, isShared: threads.length > 0 });
  const runner = await PlanRunner.create(plan, store, threads);
  const { memory } = runner;
  const initial = initialWeights(config).map((weights) => ({
    ...weights,
    values: new Float32Array(weights.values),
  }));
  memory.buffer('parameters').set(packParameters(shape, initial));
  const inputs = new ChunkInputs(plan);
  const fill = (batch: Batch): void => {
    const { tokens, targets, resets, order, rowStart } = tensors.inputs;
    inputs.words(0, tokens).set(batch.inputs);
    inputs.words(0, targets).set(batch.targets);
    if (resets) inputs.words(0, resets).fill(1);
    if (order && rowStart) {
      const sorted = { order: inputs.words(0, order), rowStart: inputs.words(0, rowStart) };
      sortTokens(Uint32Array.from(batch.inputs), config.vocabulary, sorted);
    }
    const [beta1, beta2] = adam.betas ?? [0, 0];
    inputs.setNumbers(0, {
      number: batch.step,
      inverse_count: 1 / (config.batchSize * config.timeSteps),
      learning_rate: config.learningRate,
      clip_norm: config.clipNorm,
      bias_correction_1: 1 - beta1 ** (batch.step + 1),
      bias_correction_2: 1 - beta2 ** (batch.step + 1),
    });
    memory.upload(inputs.first(1));
  };
  return {
    about: {
      adapter: `CPU, ${threads.length + 1} threads${usesRelaxed ? ', relaxed' : ''}`,
      kernels: plan.form,
    },
    step(batch) {
      fill(batch);
      runner.run();
      const ring = memory.floats(tensors.ring);
      return Promise.resolve(ring[(4 * batch.step) % ring.length]);
    },
    destroy: () => runner.release(),
  };
}
