/** Truncated backpropagation through time: a run of steps with the state carried between chunks. */
import { runLanguageModel } from './language-model.ts';
import type { Batch } from './language-model.ts';
import type { Tensors } from './matrix.ts';
import { zeroStates } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';
import { clipGradients } from './optimizers.ts';
import type { Optimizer } from './optimizers.ts';

export interface TrainingBatch extends Batch {
  /** [B]: true where the stream starts anew and its state is zero. Absent: none does. */
  resets?: ArrayLike<boolean | number>;
}

export interface TrainingOptions {
  optimizer: Optimizer;
  /** The same for all steps, or one per step. */
  learningRate: number | number[];
  /** 0 switches clipping off. */
  clipNorm: number;
  /** Per layer, each state vector [B, H]; zeros by default. */
  initialStates?: Tensors[];
}

export interface TrainingRun {
  /** Of each step, before its update. */
  losses: number[];
  /** Global gradient norm of each step before clipping. */
  norms: number[];
  /** After the last step; the given ones are unchanged. */
  parameters: Tensors;
  /** Carried out of the last chunk, per layer. */
  states: Tensors[];
}

/** One step per batch. No gradient flows from one chunk into the one before. */
export function train(
  model: ModelShape,
  initialParameters: Tensors,
  batches: TrainingBatch[],
  options: TrainingOptions,
): TrainingRun {
  const parameters = structuredClone(initialParameters);
  const losses: number[] = [];
  const norms: number[] = [];
  let states = structuredClone(
    options.initialStates ?? zeroStates(model, batches[0]?.batchSize ?? 0),
  );
  batches.forEach((batch, step) => {
    resetStates(states, batch.resets ?? [], model.hiddenSize);
    const { loss, gradients, finalStates } = runLanguageModel(model, parameters, batch, states);
    const rate = options.learningRate;
    losses.push(loss);
    norms.push(clipGradients(gradients, options.clipNorm));
    options.optimizer.update(parameters, gradients, typeof rate === 'number' ? rate : rate[step]);
    states = finalStates;
  });
  return { losses, norms, parameters, states };
}

/** Zeroes, in place, the rows of the streams that start anew. */
function resetStates(
  states: Tensors[],
  resets: ArrayLike<boolean | number>,
  hiddenSize: number,
): void {
  for (let b = 0; b < resets.length; b += 1) {
    if (!resets[b]) continue;
    for (const values of states.flatMap((layer) => Object.values(layer))) {
      values.fill(0, b * hiddenSize, (b + 1) * hiddenSize);
    }
  }
}
