/** What a net of the reference consists of: its sizes and its parameters' shapes. */
import { cellById } from './cells.ts';
import type { Tensors } from './matrix.ts';

export interface ModelShape {
  /** Id of the cell, e.g. `lstm`. */
  cell: string;
  numLayers: number;
  hiddenSize: number;
  vocabSize: number;
  /** 0: the input is one-hot. */
  embeddingSize: number;
  /** 2: each layer also walks from the end to the start. Absent: 1. */
  directions?: 1 | 2;
  /** C: what is told apart at each time step. Absent: the vocabulary, as in a language model. */
  outputSize?: number;
  /** Streams that start anew do so from parameters instead of zero. */
  learnsInitialState?: boolean;
}

export interface ParameterShape {
  name: string;
  shape: number[];
}

/**
 * Every parameter in PyTorch's order: `embedding.weight` [V, E]; for each layer k
 * `rnn.weight_ih_l{k}` [G·H, I], `rnn.weight_hh_l{k}` [G·H, H], `rnn.bias_ih_l{k}` [G·H], what
 * else the cell has, and `rnn.initial_hidden_l{k}`, `rnn.initial_cell_l{k}` [H] where they are
 * learned, then the same with `_reverse`; `head.weight` [C, D·H], `head.bias` [C].
 */
export function parameterShapes(model: ModelShape): ParameterShape[] {
  const { hiddenSize, vocabSize, embeddingSize } = model;
  const cell = cellById(model.cell);
  const gateRows = cell.gateCount * hiddenSize;
  const shapes: ParameterShape[] = [];
  if (embeddingSize > 0) {
    shapes.push({ name: 'embedding.weight', shape: [vocabSize, embeddingSize] });
  }
  for (let layer = 0; layer < model.numLayers; layer += 1) {
    for (const isReverse of directionsOf(model)) {
      const { weight_hh, ...others } = cell.shapes(hiddenSize);
      const own: Record<string, number[]> = {
        weight_ih: [gateRows, layerInputSize(model, layer)],
        weight_hh,
        bias_ih: [gateRows],
        ...others,
      };
      if (model.learnsInitialState) {
        for (const state of cell.states) own[`initial_${state}`] = [hiddenSize];
      }
      for (const [name, shape] of Object.entries(own)) {
        shapes.push({ name: layerParameter(name, layer, isReverse), shape });
      }
    }
  }
  const outputSize = outputSizeOf(model);
  shapes.push(
    { name: 'head.weight', shape: [outputSize, directionsOf(model).length * hiddenSize] },
    { name: 'head.bias', shape: [outputSize] },
  );
  return shapes;
}

/** Of each direction, whether it walks from the end. */
export function directionsOf({ directions }: ModelShape): boolean[] {
  return directions === 2 ? [false, true] : [false];
}

/** C. */
export function outputSizeOf({ outputSize, vocabSize }: ModelShape): number {
  return outputSize ?? vocabSize;
}

/** I: the vocabulary or the embedding under layer 0, what the layer below puts out else. */
export function layerInputSize(model: ModelShape, layer: number): number {
  const { embeddingSize, vocabSize, hiddenSize } = model;
  return layer > 0 ? directionsOf(model).length * hiddenSize : embeddingSize || vocabSize;
}

/** PyTorch's name of a recurrent parameter: `rnn.weight_ih_l0`, `rnn.weight_ih_l0_reverse`. */
export function layerParameter(name: string, layer: number, isReverse: boolean): string {
  return `rnn.${name}_l${layer}${isReverse ? '_reverse' : ''}`;
}

/** One zero array per parameter: the start of gradients and moments. */
export function zeroParameters(model: ModelShape): Tensors {
  return Object.fromEntries(
    parameterShapes(model).map(({ name, shape }) => [
      name,
      new Float64Array(shape.reduce((size, extent) => size * extent, 1)),
    ]),
  );
}

/** Per layer and direction, each state vector of the cell as zeros [B, H]. */
export function zeroStates(model: ModelShape, batchSize: number): Tensors[] {
  const { states } = cellById(model.cell);
  return Array.from({ length: model.numLayers * directionsOf(model).length }, () =>
    Object.fromEntries(
      states.map((name) => [name, new Float64Array(batchSize * model.hiddenSize)]),
    ),
  );
}
