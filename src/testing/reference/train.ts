/** Truncated backpropagation through time: a run of steps with the state carried between chunks. */
import { runSequenceModel } from './sequence-model.ts';
import type { Batch } from './sequence-model.ts';
import type { Tensors } from './matrix.ts';
import type { ModelShape } from './model-shape.ts';
import { clipGradients, clipValues, globalNorm } from './optimizers.ts';
import type { Optimizer } from './optimizers.ts';

export interface TrainingOptions {
  optimizer: Optimizer;
  /** The same for all steps, or one per step. */
  learningRate: number | number[];
  /** 0 switches clipping off. */
  clipNorm: number;
  /** Before the norm is clipped; 0 or absent: not. */
  clipValue?: number;
  /** Per layer and direction, each state vector [B, H]; absent: every stream starts anew. */
  initialStates?: Tensors[];
}

export interface TrainingRun {
  /** Of each step, before its update. */
  losses: number[];
  /** Global gradient norm of each step before clipping. */
  norms: number[];
  /** After the last step; the given ones are unchanged. */
  parameters: Tensors;
  /** Carried out of the last chunk, per layer and direction. */
  states: Tensors[];
}

/** One step per batch. No gradient flows from one chunk into the one before. */
export function train(
  model: ModelShape,
  initialParameters: Tensors,
  batches: readonly Batch[],
  options: TrainingOptions,
): TrainingRun {
  const parameters = structuredClone(initialParameters);
  const losses: number[] = [];
  const norms: number[] = [];
  let states = options.initialStates;
  batches.forEach((batch, step) => {
    const { loss, gradients, finalStates } = runSequenceModel(model, parameters, batch, states);
    const rate = options.learningRate;
    losses.push(loss);
    norms.push(globalNorm(gradients));
    clipValues(gradients, options.clipValue ?? 0);
    clipGradients(gradients, options.clipNorm);
    options.optimizer.update(parameters, gradients, typeof rate === 'number' ? rate : rate[step]);
    states = finalStates;
  });
  return { losses, norms, parameters, states: states ?? [] };
}
