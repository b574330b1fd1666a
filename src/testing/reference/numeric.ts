/** A model that reads numbers and answers with numbers, in float64, from its definition. */
import { addColumnSums, addOuter, addRow, matrix, times, timesTransposed } from './matrix.ts';
import type { Matrix, Tensors } from './matrix.ts';
import { type ModelShape, outputSizeOf, zeroParameters } from './model-shape.ts';
import { headWeight } from './sequence-model.ts';
import { type StackBatch, stackBackward, stackForward } from './stack.ts';

export interface NumericBatch extends StackBatch {
  /** [T, B, F] */
  inputs: ArrayLike<number>;
  /** [T, B, C]; NaN where nothing is wanted. */
  targets: ArrayLike<number>;
}

/**
 * The mean of the squared errors that count, and its gradient.
 * @param model F is its `vocabSize`: numbers stand where a one-hot row would
 */
export function runNumeric(
  model: ModelShape,
  parameters: Tensors,
  batch: NumericBatch,
): { loss: number; gradients: Tensors; answers: Float64Array[] } {
  const { batchSize, timeSteps, targets } = batch;
  const outputs = outputSizeOf(model);
  const inputs = Array.from({ length: timeSteps }, (_, t) => rowsAt(batch, model.vocabSize, t));
  const stack = stackForward(model, parameters, inputs, batch);
  const weight = headWeight(model, parameters);
  const gradients = zeroParameters(model);
  const count = Array.from(targets).filter((target) => !Number.isNaN(target)).length;
  const answers: Float64Array[] = [];
  let loss = 0;
  const reached = stack.outputs.map((top, t): Matrix => {
    const answered = addRow(timesTransposed(top, weight), parameters['head.bias']);
    const d = matrix(batchSize, outputs);
    answered.values.forEach((value, at) => {
      const off = value - targets[t * batchSize * outputs + at];
      if (Number.isNaN(off)) return;
      loss += off ** 2 / count;
      d.values[at] = (2 * off) / count;
    });
    answers.push(Float64Array.from(answered.values));
    addOuter(headWeight(model, gradients), d, top);
    addColumnSums(gradients['head.bias'], d);
    return times(d, weight);
  });
  stackBackward(model, batch, stack, reached, () => gradients);
  return { loss, gradients, answers };
}

function rowsAt({ batchSize, inputs }: NumericBatch, features: number, t: number): Matrix {
  const size = batchSize * features;
  const own = Array.from({ length: size }, (_, at) => inputs[t * size + at]);
  return matrix(batchSize, features, Float64Array.from(own));
}
