/** Steps of training as the sweeps see them, on the GPU by the trainer, on the CPU by its plan. */
import { PlanRunner } from '../backend/wasm/plan-runner.ts';
import { sortTokens } from '../data/sort-tokens.ts';
import { schedule } from '../graph/schedule.ts';
import type { Tensor } from '../graph/tensor.ts';
import { trainingGraph } from '../model/language-model.ts';
import { type NamedValues, packParameters, unpackParameters } from '../model/parameters.ts';
import { parameterSpecs } from '../model/shape.ts';
import { taggerGraph } from '../model/tagger.ts';
import { maskedTarget } from '../ops/softmax-cross-entropy.ts';
import { ChunkInputs } from '../training/chunk-inputs.ts';
import { dropoutSeed } from './dropout-factors.ts';
import {
  type Case,
  createTrainer,
  destroyTrainer,
  netShapeOf,
  runStep,
  type TrainerOptions,
} from './run-net.ts';
import { type CpuEngine, isOnCpu, limitsOf, type TestEngine } from './test-plan.ts';

export interface Training {
  dispatches: number;
  /** One step; the gradients as they were before clipping. */
  step(): Promise<{ loss: number; norm: number; gradients: readonly NamedValues[] }>;
  weights(): Promise<readonly NamedValues[]>;
  close(): void;
}

export async function openTraining(
  engine: TestEngine,
  c: Case,
  options: TrainerOptions,
): Promise<Training> {
  if (isOnCpu(engine)) return openOnCpu(engine, c, options);
  const trainer = await createTrainer(engine, c, options);
  return {
    dispatches: trainer.dispatches,
    step: () => runStep(trainer),
    weights: () => trainer.net.readParameters(),
    close: () => destroyTrainer(trainer),
  };
}

async function openOnCpu(engine: CpuEngine, c: Case, options: TrainerOptions): Promise<Training> {
  const chosen = netShapeOf(c);
  const shape = { ...chosen, cell: options.cell ?? chosen.cell };
  const { timeSteps, batchSize, strategy, hasLengths, dropout = 0 } = c;
  const unrolling = { timeSteps, batchSize, strategy, hasLengths, hasDropout: dropout > 0 };
  const tensors = (c.isTagger ? taggerGraph : trainingGraph)(shape, unrolling, options.optimizer);
  const limits = limitsOf(engine);
  const plan = schedule(tensors.graph, { name: 'training', slots: 1, limits, form: 'cpu' });
  const runner = await PlanRunner.create(plan, engine.store);
  const { memory } = runner;
  const initial = parameterSpecs(shape).map(({ name, shape: extents }) => ({
    name,
    shape: extents,
    values: Float32Array.from(options.parameters[name]),
  }));
  memory.buffer('parameters').set(packParameters(shape, initial));
  const inputs = new ChunkInputs(plan);
  let number = 0;
  const fill = () => fillInputs(inputs, tensors.inputs, c, options, number);
  return {
    dispatches: plan.dispatches.length,
    step() {
      fill();
      memory.upload(inputs.first(1));
      runner.run();
      const [loss, norm] = memory.floats(tensors.ring).subarray(4 * number);
      number++;
      const gradients = unpackParameters(shape, Float32Array.from(memory.buffer('gradients')));
      return Promise.resolve({ loss, norm, gradients });
    },
    weights: () =>
      Promise.resolve(unpackParameters(shape, Float32Array.from(memory.buffer('parameters')))),
    close: () => runner.release(),
  };
}

type Inputs = ReturnType<typeof trainingGraph>['inputs'] & { lengths?: Tensor };

/** As the trainer does. */
function fillInputs(
  chunk: ChunkInputs,
  inputs: Inputs | ReturnType<typeof taggerGraph>['inputs'],
  c: Case,
  { batches, optimizer, learningRate, clipNorm, tuning = {} }: TrainerOptions,
  step: number,
): void {
  const words = (tensor: Tensor) => chunk.words(0, tensor);
  const reset = new Uint32Array(c.batchSize);
  const size = c.timeSteps * c.batchSize;
  if ('resets' in inputs && inputs.resets) {
    const next = { tokens: new Uint32Array(size), targets: new Uint32Array(size), reset };
    batches.fill(step + 1, next);
    words(inputs.resets).set(reset);
  }
  const [tokens, targets] = [words(inputs.tokens), words(inputs.targets)];
  const lengths = inputs.lengths && words(inputs.lengths);
  batches.fill(step, { tokens, targets, lengths, reset });
  if ('fresh' in inputs && inputs.fresh) words(inputs.fresh).set(reset);
  if (inputs.order && inputs.rowStart) {
    const sorted = { order: words(inputs.order), rowStart: words(inputs.rowStart) };
    sortTokens(tokens, c.vocabSize, sorted);
  }
  const masked = lengths ? targets.filter((target) => target === maskedTarget).length : 0;
  const [beta1, beta2] = optimizer.betas ?? [0, 0];
  chunk.setNumbers(0, {
    number: step,
    inverse_count: 1 / Math.max(1, size - masked),
    seed: dropoutSeed,
    dropout: c.dropout ?? 0,
    learning_rate: learningRate,
    clip_norm: clipNorm,
    clip_value: tuning.clipValue ?? 0,
    momentum: tuning.momentum ?? 0,
    weight_decay: optimizer.heeds.includes('weightDecay') ? (tuning.weightDecay ?? 0) : 0,
    bias_correction_1: 1 - beta1 ** (step + 1),
    bias_correction_2: 1 - beta2 ** (step + 1),
  });
}
