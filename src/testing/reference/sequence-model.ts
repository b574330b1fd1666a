/**
 * A whole net in float64 that says something at every time step, forward and backward through time:
 * tokens → one-hot or embedding → recurrent layers → head → softmax cross-entropy. A language model
 * says what comes next, a tagger what each token is.
 * Written from the equations, it shares no code with the engine that is tested against it.
 */
import { joinTime } from './layout.ts';
import { addColumnSums, addOuter, addRow, matrix, times, timesTransposed } from './matrix.ts';
import type { Matrix, Tensors } from './matrix.ts';
import { directionsOf, outputSizeOf, zeroParameters } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';
import { stackBackward, stackForward } from './stack.ts';
import type { StackBackward, StackBatch, StackForward } from './stack.ts';

/** A target that does not count. */
export const maskedTarget = 0xffffffff;
/** A time step at which nothing is read: its one-hot row is zero. */
const noToken = 0xffffffff;

/** One chunk or one batch of sequences, time-major: position t·B + b is time step t of row b. */
export interface Batch extends StackBatch {
  /** [T, B]; `noToken`, or anything in the vocabulary, beyond a sequence's length. */
  tokens: ArrayLike<number>;
  /** [T, B]; `maskedTarget` where there is none. Those beyond a sequence's length do not count. */
  targets: ArrayLike<number>;
}

export interface Forward {
  /** Sum of the losses that count / their number, nats; 0 when none does. */
  loss: number;
  /** Targets that count. */
  count: number;
  /** [T, B], nats; 0 where the target does not count. */
  losses: Float64Array;
  /** [T, B, C]; of no meaning beyond a sequence's length. */
  logits: Float64Array;
  /** Per layer and direction: `hidden` and, for an LSTM, `cell` at the end of the walk, [B, H]. */
  finalStates: Tensors[];
  /**
   * Per layer and direction: `update`, `reset` … `cell`, `hidden`, those the cell has, each
   * [T, B, H]; the states stand still beyond a sequence's length.
   */
  traces: Tensors[];
}

export interface Backward {
  /** Of the loss by every parameter, by name. */
  gradients: Tensors;
  /** Of the loss by the given initial states; 0 where a stream starts anew. */
  stateGradients: Tensors[];
  /** Of the loss by what layer 0 reads, [T, B, I]. */
  inputGradients: Float64Array;
  /**
   * Per layer and direction, of the loss by its `state` a and, where that is another, its `memory`
   * c at every time step, [T, B, H]: on every way, through the layers above and, for c, through a.
   */
  reached: Tensors[];
}

/**
 * `initialStates`: per layer and direction, each state vector [B, H]. Without them every sequence
 * starts anew, from zero or the learned state.
 */
export function runForward(
  model: ModelShape,
  parameters: Tensors,
  batch: Batch,
  initialStates?: Tensors[],
): Forward {
  return forward(model, parameters, batch, initialStates).result;
}

/**
 * Forward, and backward through the whole batch. `finalGradients`: of what else reads the final states,
 * by each of them.
 */
export function runSequenceModel(
  model: ModelShape,
  parameters: Tensors,
  batch: Batch,
  initialStates?: Tensors[],
  finalGradients?: readonly Tensors[],
): Forward & Backward {
  const { result, stack } = forward(model, parameters, batch, initialStates);
  return { ...result, ...backward(model, parameters, batch, result, stack, finalGradients) };
}

/** By every parameter, what its use at each time step adds to the gradient of the loss. */
export function usesOf(model: ModelShape, parameters: Tensors, batch: Batch): Tensors[] {
  const { result, stack } = forward(model, parameters, batch);
  const uses = Array.from({ length: batch.timeSteps }, () => zeroParameters(model));
  addGradients(model, parameters, batch, { result, stack }, (time) => uses[time]);
  return uses;
}

function forward(
  model: ModelShape,
  parameters: Tensors,
  batch: Batch,
  initialStates?: Tensors[],
): { result: Forward; stack: StackForward } {
  const inputs = Array.from({ length: batch.timeSteps }, (_, t) =>
    embed(model, parameters, batch, t),
  );
  const stack = stackForward(model, parameters, inputs, batch, initialStates);
  const weight = headWeight(model, parameters);
  const logits = joinTime(
    stack.outputs.map((top) => addRow(timesTransposed(top, weight), parameters['head.bias'])),
  );
  const outputSize = outputSizeOf(model);
  const losses = new Float64Array(batch.timeSteps * batch.batchSize);
  let count = 0;
  for (let position = 0; position < losses.length; position += 1) {
    if (!counts(batch, position)) continue;
    const target = batch.targets[position];
    requireSymbol('target', target, outputSize);
    const row = logits.subarray(position * outputSize, (position + 1) * outputSize);
    losses[position] = logSumExp(row) - row[target];
    count += 1;
  }
  const total = losses.reduce((subtotal, loss) => subtotal + loss, 0);
  const { finalStates, traces } = stack;
  const loss = count > 0 ? total / count : 0;
  return { result: { loss, count, losses, logits, finalStates, traces }, stack };
}

function backward(
  model: ModelShape,
  parameters: Tensors,
  batch: Batch,
  result: Forward,
  stack: StackForward,
  finalGradients?: readonly Tensors[],
): Backward {
  const gradients = zeroParameters(model);
  const made = { result, stack };
  const d = addGradients(model, parameters, batch, made, () => gradients, finalGradients);
  return {
    gradients,
    stateGradients: d.initialStates,
    inputGradients: joinTime(d.inputs),
    reached: d.reached,
  };
}

/** Adds what a time step's uses of the parameters have in the gradient to `gradientsAt` of it. */
function addGradients(
  model: ModelShape,
  parameters: Tensors,
  batch: Batch,
  { result: { logits, count }, stack }: { result: Forward; stack: StackForward },
  gradientsAt: (time: number) => Tensors,
  finalGradients?: readonly Tensors[],
): StackBackward {
  const weight = headWeight(model, parameters);
  const outputGradients = stack.outputs.map((top, t) => {
    const dLogits = logitGradients(batch, logits, outputSizeOf(model), count, t);
    const gradients = gradientsAt(t);
    addOuter(headWeight(model, gradients), dLogits, top);
    addColumnSums(gradients['head.bias'], dLogits);
    return times(dLogits, weight);
  });
  const d = stackBackward(model, batch, stack, outputGradients, gradientsAt, finalGradients);
  addEmbeddingGradients(model, batch, d.inputs, gradientsAt);
  return d;
}

/** Whether the target at t·B + b is one, and within its sequence. */
function counts({ batchSize, lengths, targets }: Batch, position: number): boolean {
  const isWithin = !lengths || Math.floor(position / batchSize) < lengths[position % batchSize];
  return isWithin && targets[position] !== maskedTarget;
}

/** Adds what reached the inputs of layer 0 to the rows of the tokens that were read. */
export function addEmbeddingGradients(
  { vocabSize, embeddingSize }: ModelShape,
  batch: Batch,
  inputs: readonly Matrix[],
  gradientsAt: (time: number) => Tensors,
): void {
  if (embeddingSize === 0) return;
  inputs.forEach((input, t) => {
    const table = matrix(vocabSize, embeddingSize, gradientsAt(t)['embedding.weight']);
    addOuter(table, oneHot(batch, t, vocabSize), input);
  });
}

export function headWeight(model: ModelShape, tensors: Tensors): Matrix {
  const columns = directionsOf(model).length * model.hiddenSize;
  return matrix(outputSizeOf(model), columns, tensors['head.weight']);
}

/** The input of layer 0 at time step t: one-hot [B, V], or rows of the embedding [B, E]. */
export function embed(model: ModelShape, parameters: Tensors, batch: Batch, t: number): Matrix {
  const { vocabSize, embeddingSize } = model;
  const chosen = oneHot(batch, t, vocabSize);
  if (embeddingSize === 0) return chosen;
  return times(chosen, matrix(vocabSize, embeddingSize, parameters['embedding.weight']));
}

function oneHot({ batchSize, tokens }: Batch, t: number, vocabSize: number): Matrix {
  const result = matrix(batchSize, vocabSize);
  for (let b = 0; b < batchSize; b += 1) {
    const token = tokens[t * batchSize + b];
    if (token === noToken) continue;
    requireSymbol('token', token, vocabSize);
    result.values[b * vocabSize + token] = 1;
  }
  return result;
}

/** (softmax − one-hot target) / count, 0 where the target does not count: [B, C]. */
function logitGradients(
  batch: Batch,
  logits: Float64Array,
  outputSize: number,
  count: number,
  t: number,
): Matrix {
  const { batchSize, targets } = batch;
  const result = matrix(batchSize, outputSize);
  for (let b = 0; b < batchSize; b += 1) {
    const position = t * batchSize + b;
    if (!counts(batch, position)) continue;
    const row = logits.subarray(position * outputSize, (position + 1) * outputSize);
    const normaliser = logSumExp(row);
    row.forEach((logit, c) => {
      const probability = Math.exp(logit - normaliser);
      const wanted = c === targets[position] ? 1 : 0;
      result.values[b * outputSize + c] = (probability - wanted) / count;
    });
  }
  return result;
}

/** ln Σ e^x, with the maximum taken out. */
export function logSumExp(row: Float64Array): number {
  const largest = row.reduce((a, b) => Math.max(a, b));
  return largest + Math.log(row.reduce((total, x) => total + Math.exp(x - largest), 0));
}

function requireSymbol(what: string, symbol: number, size: number): void {
  if (!(symbol >= 0 && symbol < size && Number.isInteger(symbol))) {
    throw new RangeError(`reference: ${what} ${symbol} outside 0 … ${size - 1}`);
  }
}
