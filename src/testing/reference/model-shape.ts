/** What a language model of the reference consists of: its sizes and its parameters' shapes. */
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
}

export interface ParameterShape {
  name: string;
  shape: number[];
}

/**
 * Every parameter in PyTorch's order: `embedding.weight` [V, E]; for each layer k
 * `rnn.weight_ih_l{k}` [G·H, I], `rnn.weight_hh_l{k}` [G·H, H], `rnn.bias_ih_l{k}` [G·H] and what
 * else the cell has; `head.weight` [V, H], `head.bias` [V].
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
    const { weight_hh, ...others } = cell.shapes(hiddenSize);
    const inputSize = layerInputSize(model, layer);
    shapes.push(
      { name: layerParameter('weight_ih', layer), shape: [gateRows, inputSize] },
      { name: layerParameter('weight_hh', layer), shape: weight_hh },
      { name: layerParameter('bias_ih', layer), shape: [gateRows] },
    );
    for (const [name, shape] of Object.entries(others)) {
      shapes.push({ name: layerParameter(name, layer), shape });
    }
  }
  shapes.push(
    { name: 'head.weight', shape: [vocabSize, hiddenSize] },
    { name: 'head.bias', shape: [vocabSize] },
  );
  return shapes;
}

/** I: the vocabulary or the embedding under layer 0, the hidden state under the others. */
export function layerInputSize(model: ModelShape, layer: number): number {
  return layer > 0 ? model.hiddenSize : model.embeddingSize || model.vocabSize;
}

/** PyTorch's name of a recurrent parameter: `rnn.weight_ih_l0`. */
export function layerParameter(name: string, layer: number): string {
  return `rnn.${name}_l${layer}`;
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

/** Per layer, each state vector of the cell as zeros [B, H]. */
export function zeroStates(model: ModelShape, batchSize: number): Tensors[] {
  const { states } = cellById(model.cell);
  return Array.from({ length: model.numLayers }, () =>
    Object.fromEntries(
      states.map((name) => [name, new Float64Array(batchSize * model.hiddenSize)]),
    ),
  );
}
