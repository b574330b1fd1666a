/** Training on the CPU, watched as the worker watches it: runs of the default size, without a GPU. */
import type { KernelStore } from '../backend/wasm/kernel-store.ts';
import { PlanRunner } from '../backend/wasm/plan-runner.ts';
import { learningRateAt } from '../config/learning-rate.ts';
import type { Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { StreamBatches } from '../data/batches.ts';
import type { OpenedText } from '../data/open-text.ts';
import { sortTokens } from '../data/sort-tokens.ts';
import type { Graph } from '../graph/graph.ts';
import { schedule } from '../graph/schedule.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type Initialisation, initialParameters } from '../model/initialisation.ts';
import { inspectionGraph, trainingGraph } from '../model/language-model.ts';
import { type NamedValues, packParameters, unpackParameters } from '../model/parameters.ts';
import { maskedTarget } from '../ops/softmax-cross-entropy.ts';
import { ChunkInputs } from '../training/chunk-inputs.ts';
import { unpackGates } from '../training/inspector.ts';
import { planned } from '../training/planned-net.ts';
import type { LossEntries } from '../training/trainer.ts';
import type { WatchedNet } from '../worker/divergence-desk.ts';
import { excerptToWatch } from '../worker/net-builder.ts';

const limits = { maxBufferBytes: 2 ** 30, maxBindingBytes: 2 ** 30 };

export interface CpuRun {
  readonly watched: WatchedNet;
  run(steps: number): LossEntries;
  weights(): NamedValues[];
}

/** @param initial instead of the weights of the seed */
export async function openCpuRun(
  store: KernelStore,
  settings: Settings,
  text: OpenedText,
  initial?: readonly NamedValues[],
): Promise<CpuRun> {
  const { shape, unrolling, optimizer } = planned(settings, text.vocabulary.size);
  const { timeSteps, batchSize } = unrolling;
  const tensors = trainingGraph(shape, unrolling, optimizer);
  const plan = scheduled('training', tensors.graph);
  const { memory, run } = await opened(store, plan);
  const scheme = settings.initialisation as Initialisation['scheme'];
  const { seed, forgetBias } = settings;
  const drawn = initial ?? initialParameters(shape, seed, { scheme, forgetBias });
  memory.buffer('parameters').set(packParameters(shape, drawn));

  const batches = new StreamBatches(text.tokens, text.trainLength, batchSize, timeSteps);
  const inputs = new ChunkInputs(plan);
  const words = (tensor: Tensor) => inputs.words(0, tensor);
  const size = timeSteps * batchSize;
  const next = {
    tokens: new Uint32Array(size),
    targets: new Uint32Array(size),
    reset: new Uint32Array(batchSize),
  };
  const tuning = tuningOf(settings);
  const fill = (step: number): void => {
    const { tokens, targets, resets, order, rowStart, fresh } = tensors.inputs;
    batches.fill(step + 1, next);
    if (resets) words(resets).set(next.reset);
    const reset = new Uint32Array(batchSize);
    batches.fill(step, { tokens: words(tokens), targets: words(targets), reset });
    if (fresh) words(fresh).set(reset);
    if (order && rowStart) {
      const sorted = { order: words(order), rowStart: words(rowStart) };
      sortTokens(words(tokens), shape.vocabSize, sorted);
    }
    const [beta1, beta2] = optimizer.betas ?? [0, 0];
    inputs.setNumbers(0, {
      number: step,
      inverse_count: 1 / size,
      seed,
      dropout: tuning.dropout,
      learning_rate: learningRateAt(tuning, step),
      clip_norm: tuning.clipNorm,
      clip_value: tuning.clipValue,
      momentum: tuning.momentum,
      weight_decay: optimizer.heeds.includes('weightDecay') ? tuning.weightDecay : 0,
      bias_correction_1: 1 - beta1 ** (step + 1),
      bias_correction_2: 1 - beta2 ** (step + 1),
    });
    memory.upload(inputs.first(1));
  };

  const excerpt = excerptToWatch(text);
  const looks = inspectionGraph(shape, excerpt.length);
  const checkup = await opened(store, scheduled('checkup', looks.graph));
  const read = new ChunkInputs(checkup.memory.plan);
  read.words(0, looks.tokens).set(excerpt);
  read.words(0, looks.targets).fill(maskedTarget);
  read.setNumbers(0, { inverse_count: 1 });
  checkup.memory.upload(read.first(1));

  const trainer = { step: 0 };
  return {
    watched: {
      net: { shape },
      text,
      trainer,
      checkup: {
        isCompiled: true,
        ready: true,
        compile: () => Promise.resolve(),
        run(layers) {
          checkup.memory.buffer('parameters').set(memory.buffer('parameters'));
          checkup.run();
          const readings = layers.map((layer) => {
            const words = Float32Array.from(checkup.memory.floats(looks.layers[layer].gates));
            return { traces: unpackGates(shape, excerpt.length, words).shown };
          });
          return Promise.resolve(readings);
        },
      },
    },
    run(steps) {
      const firstStep = trainer.step;
      const [losses, norms] = [new Float32Array(steps), new Float32Array(steps)];
      const skipped: number[] = [];
      const ring = memory.floats(tensors.ring);
      for (let index = 0; index < steps; index++) {
        fill(trainer.step);
        run();
        const at = (4 * trainer.step) % ring.length;
        [losses[index], norms[index]] = ring.subarray(at, at + 2);
        if (ring[at + 2] !== 0) skipped.push(trainer.step);
        trainer.step++;
      }
      return { firstStep, losses, norms, skipped };
    },
    weights: () => unpackParameters(shape, Float32Array.from(memory.buffer('parameters'))),
  };
}

function scheduled(name: string, graph: Graph) {
  return schedule(graph, { name, slots: 1, limits, form: 'cpu' });
}

async function opened(store: KernelStore, plan: ReturnType<typeof scheduled>) {
  const runner = await PlanRunner.create(plan, store);
  return { memory: runner.memory, run: () => runner.run() };
}
