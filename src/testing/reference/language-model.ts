/**
 * The whole language model in float64, forward and backward through time over one chunk:
 * tokens → one-hot or embedding → recurrent layers → head → softmax cross-entropy.
 * Written from the equations, it shares no code with the engine that is tested against it.
 */
import type { CellParameters, CellState, CellStep } from './cell.ts';
import { cellById } from './cells.ts';
import { joinGates, joinTime, splitGates } from './layout.ts';
import { addColumnSums, addOuter, addRow, matrix } from './matrix.ts';
import { sum, times, timesTransposed } from './matrix.ts';
import type { Matrix, Tensors } from './matrix.ts';
import { layerInputSize, layerParameter, zeroParameters } from './model-shape.ts';
import type { ModelShape } from './model-shape.ts';

/** A target that does not count. */
export const maskedTarget = 0xffffffff;

/** One chunk, time-major: position t·B + b is time step t of stream b. */
export interface Batch {
  batchSize: number;
  timeSteps: number;
  /** [T, B]. */
  tokens: ArrayLike<number>;
  /** [T, B]; `maskedTarget` where there is none. */
  targets: ArrayLike<number>;
}

export interface Forward {
  /** Sum of the unmasked losses / their number, nats; 0 when all are masked. */
  loss: number;
  /** Unmasked targets. */
  count: number;
  /** [T, B], nats; 0 at masked targets. */
  losses: Float64Array;
  /** [T, B, V]. */
  logits: Float64Array;
  /** Per layer: `hidden` and, for an LSTM, `cell` after the chunk, each [B, H]. */
  finalStates: Tensors[];
  /** Per layer: `update`, `reset` … `cell`, `hidden`, those the cell has, each [T, B, H]. */
  traces: Tensors[];
}

export interface Backward {
  /** Of the loss by every parameter, by name. */
  gradients: Tensors;
  /** Of the loss by the initial states, per layer. */
  stateGradients: Tensors[];
}

/** What backward needs: per layer and time step, the layer's input and the cell's step. */
interface Activations {
  layers: { input: Matrix; step: CellStep }[][];
}

/** `initialStates`: per layer, each state vector [B, H]. */
export function runForward(
  model: ModelShape,
  parameters: Tensors,
  batch: Batch,
  initialStates: Tensors[],
): Forward {
  return forward(model, parameters, batch, initialStates).result;
}

/** Forward, and backward through the whole chunk. */
export function runLanguageModel(
  model: ModelShape,
  parameters: Tensors,
  batch: Batch,
  initialStates: Tensors[],
): Forward & Backward {
  const { result, activations } = forward(model, parameters, batch, initialStates);
  return { ...result, ...backward(model, parameters, batch, result, activations) };
}

function forward(
  model: ModelShape,
  parameters: Tensors,
  batch: Batch,
  initialStates: Tensors[],
): { result: Forward; activations: Activations } {
  const { hiddenSize, vocabSize } = model;
  const { batchSize, timeSteps } = batch;
  const cell = cellById(model.cell);
  let inputs = Array.from({ length: timeSteps }, (_, t) => embed(model, parameters, batch, t));
  const layers: Activations['layers'] = [];
  for (let layer = 0; layer < model.numLayers; layer += 1) {
    const { weightIh, biasIh, own } = layerParameters(model, parameters, layer);
    let states: CellState = asMatrices(initialStates[layer], () => [batchSize, hiddenSize]);
    const steps = inputs.map((input) => {
      const preactivations = splitGates(
        addRow(timesTransposed(input, weightIh), biasIh),
        cell.gateCount,
      );
      const step = cell.forward(own, preactivations, states);
      states = step.states;
      return { input, step };
    });
    layers.push(steps);
    inputs = steps.map(({ step }) => step.states.hidden);
  }

  const headWeight = matrix(vocabSize, hiddenSize, parameters['head.weight']);
  const logits = joinTime(
    inputs.map((top) => addRow(timesTransposed(top, headWeight), parameters['head.bias'])),
  );
  const losses = new Float64Array(timeSteps * batchSize);
  let count = 0;
  for (let position = 0; position < losses.length; position += 1) {
    const target = batch.targets[position];
    if (target === maskedTarget) continue;
    requireSymbol('target', target, vocabSize);
    const row = logits.subarray(position * vocabSize, (position + 1) * vocabSize);
    losses[position] = logSumExp(row) - row[target];
    count += 1;
  }
  const total = losses.reduce((subtotal, loss) => subtotal + loss, 0);
  const result = {
    loss: count > 0 ? total / count : 0,
    count,
    losses,
    logits,
    finalStates: layers.map((steps, layer) =>
      steps.length > 0
        ? asArrays(steps[steps.length - 1].step.states)
        : structuredClone(initialStates[layer]),
    ),
    traces: layers.map((steps) => joinTraces(steps.map(({ step }) => step.traces))),
  };
  return { result, activations: { layers } };
}

function backward(
  model: ModelShape,
  parameters: Tensors,
  batch: Batch,
  { logits, count }: Forward,
  { layers }: Activations,
): Backward {
  const { hiddenSize, vocabSize, embeddingSize } = model;
  const { batchSize, timeSteps } = batch;
  const cell = cellById(model.cell);
  const gradients = zeroParameters(model);

  // Head: dlogits = (softmax − one-hot target) / count, 0 where masked.
  const headWeight = matrix(vocabSize, hiddenSize, parameters['head.weight']);
  const headGradient = matrix(vocabSize, hiddenSize, gradients['head.weight']);
  let outputGradients = layers[layers.length - 1].map(({ step }, t) => {
    const dLogits = logitGradients(batch, logits, vocabSize, count, t);
    addOuter(headGradient, dLogits, step.states.hidden);
    addColumnSums(gradients['head.bias'], dLogits);
    return times(dLogits, headWeight);
  });

  const stateGradients: Tensors[] = [];
  for (let layer = model.numLayers - 1; layer >= 0; layer -= 1) {
    const { weightIh, own } = layerParameters(model, parameters, layer);
    const gradient = layerParameters(model, gradients, layer);
    const inputGradients: Matrix[] = [];
    let carried: CellState = Object.fromEntries(
      cell.states.map((name) => [name, matrix(batchSize, hiddenSize)]),
    );
    for (let t = timeSteps - 1; t >= 0; t -= 1) {
      const { input, step } = layers[layer][t];
      const after = { ...carried, hidden: sum(carried.hidden, outputGradients[t]) };
      const d = cell.backward(own, step, after, gradient.own);
      const dPreactivations = joinGates(d.input);
      addOuter(gradient.weightIh, dPreactivations, input);
      addColumnSums(gradient.biasIh, dPreactivations);
      inputGradients[t] = times(dPreactivations, weightIh);
      carried = d.previous;
    }
    stateGradients[layer] = asArrays(carried);
    outputGradients = inputGradients;
  }

  if (embeddingSize > 0) {
    const table = matrix(vocabSize, embeddingSize, gradients['embedding.weight']);
    outputGradients.forEach((d, t) => addOuter(table, oneHot(batch, t, vocabSize), d));
  }
  return { gradients, stateGradients };
}

/** The input of layer 0 at time step t: one-hot [B, V], or rows of the embedding [B, E]. */
function embed(model: ModelShape, parameters: Tensors, batch: Batch, t: number): Matrix {
  const { vocabSize, embeddingSize } = model;
  const chosen = oneHot(batch, t, vocabSize);
  if (embeddingSize === 0) return chosen;
  return times(chosen, matrix(vocabSize, embeddingSize, parameters['embedding.weight']));
}

function oneHot({ batchSize, tokens }: Batch, t: number, vocabSize: number): Matrix {
  const result = matrix(batchSize, vocabSize);
  for (let b = 0; b < batchSize; b += 1) {
    const token = tokens[t * batchSize + b];
    requireSymbol('token', token, vocabSize);
    result.values[b * vocabSize + token] = 1;
  }
  return result;
}

function logitGradients(
  { batchSize, targets }: Batch,
  logits: Float64Array,
  vocabSize: number,
  count: number,
  t: number,
): Matrix {
  const result = matrix(batchSize, vocabSize);
  for (let b = 0; b < batchSize; b += 1) {
    const position = t * batchSize + b;
    const target = targets[position];
    if (target === maskedTarget) continue;
    const row = logits.subarray(position * vocabSize, (position + 1) * vocabSize);
    const normaliser = logSumExp(row);
    row.forEach((logit, v) => {
      const probability = Math.exp(logit - normaliser);
      result.values[b * vocabSize + v] = (probability - (v === target ? 1 : 0)) / count;
    });
  }
  return result;
}

/** ln Σ e^x, with the maximum taken out. */
function logSumExp(row: Float64Array): number {
  const largest = row.reduce((a, b) => Math.max(a, b));
  return largest + Math.log(row.reduce((total, x) => total + Math.exp(x - largest), 0));
}

function layerParameters(model: ModelShape, tensors: Tensors, layer: number) {
  const cell = cellById(model.cell);
  const rows = cell.gateCount * model.hiddenSize;
  const shapes = cell.shapes(model.hiddenSize);
  const named = Object.keys(shapes).map((name) => [name, tensors[layerParameter(name, layer)]]);
  const own: CellParameters = asMatrices(Object.fromEntries(named) as Tensors, (name) =>
    shapes[name].length === 1 ? [1, ...shapes[name]] : shapes[name],
  );
  const weightIh = tensors[layerParameter('weight_ih', layer)];
  return {
    weightIh: matrix(rows, layerInputSize(model, layer), weightIh),
    biasIh: tensors[layerParameter('bias_ih', layer)],
    own,
  };
}

function joinTraces(steps: Record<string, Matrix>[]): Tensors {
  const ids = Object.keys(steps[0] ?? {});
  return Object.fromEntries(ids.map((id) => [id, joinTime(steps.map((step) => step[id]))]));
}

function asMatrices(arrays: Tensors, shape: (name: string) => number[]): Record<string, Matrix> {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, values]) => {
      const [rows, columns] = shape(name);
      return [name, matrix(rows, columns, values)];
    }),
  );
}

/** Copies, so that a result never shares memory with its input. */
function asArrays(matrices: Record<string, Matrix>): Tensors {
  return Object.fromEntries(
    Object.entries(matrices).map(([name, { values }]) => [name, values.slice()]),
  );
}

function requireSymbol(what: string, symbol: number, vocabSize: number): void {
  if (!(symbol >= 0 && symbol < vocabSize && Number.isInteger(symbol))) {
    throw new RangeError(`reference: ${what} ${symbol} outside the vocabulary of ${vocabSize}`);
  }
}
