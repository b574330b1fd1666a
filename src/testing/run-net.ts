/** Trains a small net on the GPU and by the reference, from the same weights and batches. */
import type { Backend } from '../backend/backend.ts';
import type { Cell } from '../cells/cell.ts';
import { cells } from '../cells/index.ts';
import { defaultSettings } from '../config/settings.ts';
import { type Tuning, tuningOf } from '../config/tuning.ts';
import type { BatchSource } from '../data/batch-source.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import type { NamedValues } from '../model/parameters.ts';
import { languageModel } from '../model/language-model.ts';
import type { Objective } from '../model/objective.ts';
import type { ModelShape as NetShape } from '../model/shape.ts';
import { tagger } from '../model/tagger.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { StrategyId } from '../recurrence/index.ts';
import { Net } from '../training/net.ts';
import { Trainer } from '../training/trainer.ts';
import { dropoutFactors, dropoutSeed } from './dropout-factors.ts';
import { type Batch, maskedTarget, runSequenceModel } from './reference/sequence-model.ts';
import type { Tensors } from './reference/matrix.ts';
import type { ModelShape } from './reference/model-shape.ts';
import { randomBatch, randomLengths, uniformNumbers } from './reference/random-model.ts';

export interface Case {
  cell: string;
  strategy: StrategyId;
  form: ProductForm;
  layers: number;
  timeSteps: number;
  batchSize: number;
  hiddenSize: number;
  vocabSize: number;
  /** 0: one-hot. */
  embeddingSize: number;
  /** Whole sequences with a class for every token, instead of streams that are carried on. */
  isTagger?: boolean;
  directions?: 1 | 2;
  outputSize?: number;
  hasLengths?: boolean;
  /** Share of what a layer hands to the next one. */
  dropout?: number;
  /** Sequences begin from parameters instead of zero. */
  learnsInitialState?: boolean;
}

export function describeCase(c: Case): string {
  const { cell, strategy, form, layers, timeSteps, batchSize, hiddenSize, embeddingSize } = c;
  const input = embeddingSize > 0 ? `embedding ${embeddingSize}` : 'one-hot';
  const more = [
    c.directions === 2 ? 'both directions' : '',
    c.hasLengths ? 'lengths' : '',
    c.dropout ? 'dropout' : '',
    c.learnsInitialState ? 'learned initial state' : '',
  ].filter(Boolean);
  const sizes = `${layers} layers, T ${timeSteps}, B ${batchSize}, H ${hiddenSize}, ${input}`;
  return `${cell} ${strategy} in ${form}, ${[sizes, ...more].join(', ')}`;
}

export function modelOf(c: Case): ModelShape {
  const { cell, layers, hiddenSize, vocabSize, embeddingSize, directions, outputSize } = c;
  const { learnsInitialState } = c;
  const sizes = {
    hiddenSize,
    vocabSize,
    embeddingSize,
    directions,
    outputSize,
    learnsInitialState,
  };
  return { cell, numLayers: layers, ...sizes };
}

export function netShapeOf(c: Omit<Case, 'strategy' | 'form' | 'timeSteps' | 'batchSize'>) {
  const { layers, hiddenSize, vocabSize, embeddingSize, directions, outputSize } = c;
  const { learnsInitialState } = c;
  const cell = cells.find(({ id }) => id === c.cell);
  if (!cell) throw new RangeError(`no cell ${c.cell}`);
  const sizes = {
    hiddenSize,
    vocabSize,
    embeddingSize,
    directions,
    outputSize,
    learnsInitialState,
  };
  return { cell, layers, ...sizes } satisfies NetShape;
}

/** Seeded batches; from the second on each stream starts anew with probability `resetShare`. */
export function randomBatches(c: Case, count: number, seed: number, resetShare = 0) {
  const next = uniformNumbers(seed);
  return Array.from({ length: count }, (_, step): Batch => {
    const own = seed * 1000 + step;
    const lengths = c.hasLengths ? randomLengths(c.batchSize, c.timeSteps, own) : undefined;
    const batch = randomBatch(c, own, 0, lengths);
    const resets = Array.from({ length: c.batchSize }, () => step === 0 || next() < resetShare);
    const dropout = c.dropout ? dropoutFactors(c, step) : undefined;
    return { ...batch, resets, dropout };
  });
}

/** The reference's batches as the trainer wants them; after the last one they begin again. */
export function batchSource(batches: readonly Batch[]): BatchSource {
  return {
    fill(step, into) {
      const { tokens, targets, lengths } = batches[step % batches.length];
      into.tokens.set(tokens);
      into.targets.set(targets);
      if (!lengths || !into.lengths) return;
      const given = Array.from(lengths);
      into.lengths.set(given);
      into.targets.forEach((_, at) => {
        const [time, row] = [Math.floor(at / given.length), at % given.length];
        if (time >= given[row]) into.targets[at] = maskedTarget;
      });
    },
    starts(step, into) {
      const { resets = [] } = batches[step % batches.length];
      into.fill(0).set(Array.from(resets, Number));
    },
  };
}

export interface TrainerOptions {
  optimizer: Optimizer;
  parameters: Tensors;
  batches: BatchSource;
  learningRate: number;
  clipNorm: number;
  /** Other than the default. */
  tuning?: Partial<Tuning>;
  /** Instead of the engine's own. */
  cell?: Cell;
  /** One of several classes, unless told otherwise. */
  objective?: Objective;
}

export async function createTrainer(
  engine: Backend,
  c: Case,
  {
    optimizer,
    parameters,
    batches,
    learningRate,
    clipNorm,
    tuning,
    cell,
    objective,
  }: TrainerOptions,
): Promise<Trainer> {
  const chosen = netShapeOf(c);
  const shape = { ...chosen, cell: cell ?? chosen.cell };
  const model = c.isTagger ? tagger(shape) : languageModel(shape);
  const initial = model.specs.map(({ name, shape: extents }) => ({
    name,
    shape: extents,
    values: Float32Array.from(parameters[name]),
  }));
  const seed = dropoutSeed;
  const options = { model, objective, optimizer, form: c.form, seed, initial };
  const net = await Net.create(engine, options);
  const { timeSteps, batchSize, strategy, hasLengths, dropout = 0 } = c;
  try {
    const unrolling = { timeSteps, batchSize, strategy, hasLengths, hasDropout: dropout > 0 };
    const own = { ...tuningOf(defaultSettings()), ...tuning, learningRate, clipNorm, dropout };
    return await Trainer.create(net, unrolling, batches, own);
  } catch (error) {
    net.destroy();
    throw error;
  }
}

export function destroyTrainer(trainer: Trainer): void {
  trainer.destroy();
  trainer.net.destroy();
}

/** One step; the gradients as they were before clipping. */
export async function runStep(trainer: Trainer) {
  trainer.run(1);
  const read = await trainer.readLosses();
  if (!read) throw new Error('no losses');
  return {
    loss: read.losses[0],
    norm: read.norms[0],
    gradients: await trainer.net.readGradients(),
  };
}

/** As the reference names them, for comparisons. */
export function comparedTensors(got: readonly NamedValues[], expected: Tensors) {
  return got.map(({ name, shape, values }) => ({
    name,
    shape: [...shape],
    got: values,
    expected: expected[name],
  }));
}

/** What each step should give, with the state carried from one batch to the next and reset. */
export function referenceSteps(
  model: ModelShape,
  parameters: Tensors,
  batches: readonly Batch[],
  isCarried = true,
): { loss: number; gradients: Tensors }[] {
  let states: Tensors[] | undefined;
  return batches.map((batch) => {
    const { loss, gradients, finalStates } = runSequenceModel(model, parameters, batch, states);
    if (isCarried) states = finalStates;
    return { loss, gradients };
  });
}
