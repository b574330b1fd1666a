/** A model that answers once for each sequence, in float64, from its definition. */
import { addColumnSums, addOuter, addRow, matrix, times, timesTransposed } from './matrix.ts';
import type { Matrix, Tensors } from './matrix.ts';
import { directionsOf, zeroParameters } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';
import {
  addEmbeddingGradients,
  type Batch,
  embed,
  headWeight,
  logSumExp,
  maskedTarget,
} from './sequence-model.ts';
import { stackBackward, stackForward } from './stack.ts';

export interface Answer {
  /** The vector that is read: what each direction says last, or the mean over the real time steps. */
  pool: 'ends' | 'mean';
  objective: 'softmax' | 'sigmoid';
}

/** Targets: a class for each sequence [B], or 0 and 1 for each of its outputs [B, C]; masked or not. */
export function runClassifier(
  model: ModelShape,
  parameters: Tensors,
  batch: Batch,
  { pool, objective }: Answer,
): { loss: number; gradients: Tensors } {
  const { batchSize, timeSteps, targets } = batch;
  const inputs = Array.from({ length: timeSteps }, (_, t) => embed(model, parameters, batch, t));
  const stack = stackForward(model, parameters, inputs, batch);
  const pooled = matrix(batchSize, stack.outputs[0].columns);
  eachShare(model, batch, pool, (t, b, column, share) => {
    const at = b * pooled.columns + column;
    pooled.values[at] += share * stack.outputs[t].values[at];
  });
  const weight = headWeight(model, parameters);
  const logits = addRow(timesTransposed(pooled, weight), parameters['head.bias']);
  const { loss, gradient } = losses[objective](logits, targets);

  const gradients = zeroParameters(model);
  addOuter(headWeight(model, gradients), gradient, pooled);
  addColumnSums(gradients['head.bias'], gradient);
  const reached = times(gradient, weight);
  const steps = stack.outputs.map(({ rows, columns }) => matrix(rows, columns));
  eachShare(model, batch, pool, (t, b, column, share) => {
    const at = b * pooled.columns + column;
    steps[t].values[at] = share * reached.values[at];
  });
  const d = stackBackward(model, batch, stack, steps, () => gradients);
  addEmbeddingGradients(model, batch, d.inputs, () => gradients);
  return { loss, gradients };
}

/** Every value of every time step that has a share in its sequence's vector. */
function eachShare(
  model: ModelShape,
  { batchSize, timeSteps, lengths }: Batch,
  pool: Answer['pool'],
  act: (t: number, b: number, column: number, share: number) => void,
): void {
  directionsOf(model).forEach((isReverse, direction) => {
    for (let b = 0; b < batchSize; b += 1) {
      const length = lengths?.[b] ?? timeSteps;
      for (let t = 0; t < length; t += 1) {
        const isEnd = t === (isReverse ? 0 : length - 1);
        if (pool === 'ends' && !isEnd) continue;
        for (let unit = 0; unit < model.hiddenSize; unit += 1) {
          act(t, b, direction * model.hiddenSize + unit, pool === 'ends' ? 1 : 1 / length);
        }
      }
    }
  });
}

interface Loss {
  /** Sum of what counts / its number. */
  loss: number;
  /** By the logits. */
  gradient: Matrix;
}

const losses: Record<Answer['objective'], (logits: Matrix, targets: ArrayLike<number>) => Loss> = {
  softmax({ rows, columns, values }, targets) {
    const gradient = matrix(rows, columns);
    const count = countOf(targets);
    let loss = 0;
    for (let row = 0; row < rows; row += 1) {
      if (targets[row] === maskedTarget) continue;
      const own = values.subarray(row * columns, (row + 1) * columns);
      const normaliser = logSumExp(own);
      loss += (normaliser - own[targets[row]]) / count;
      own.forEach((logit, c) => {
        const wanted = c === targets[row] ? 1 : 0;
        gradient.values[row * columns + c] = (Math.exp(logit - normaliser) - wanted) / count;
      });
    }
    return { loss, gradient };
  },

  sigmoid({ rows, columns, values }, targets) {
    const gradient = matrix(rows, columns);
    const count = countOf(targets);
    let loss = 0;
    values.forEach((logit, at) => {
      const target = targets[at];
      if (target === maskedTarget) return;
      const probability = 1 / (1 + Math.exp(-logit));
      loss -= Math.log(target === 1 ? probability : 1 - probability) / count;
      gradient.values[at] = (probability - target) / count;
    });
    return { loss, gradient };
  },
};

function countOf(targets: ArrayLike<number>): number {
  return Math.max(1, Array.from(targets).filter((target) => target !== maskedTarget).length);
}
