/** What a language model is made of, and what its parameters look like at the boundary. */
import type { Cell } from '../cells/cell.ts';
import { padded } from '../graph/tensor.ts';

export interface ModelShape {
  cell: Cell;
  layers: number;
  hiddenSize: number;
  vocabSize: number;
  /** 0: one-hot input. */
  embeddingSize: number;
}

/** One parameter: PyTorch's name and shape, and how the GPU holds it. */
export interface ParameterSpec {
  name: string;
  /** PyTorch's. */
  shape: readonly number[];
  /** On the GPU; the last dimension is padded to whole vec4 besides. */
  stored: readonly number[];
  /** Where element `index` of PyTorch's order lies among the stored words, and its sign. */
  place(index: number): { word: number; sign: 1 | -1 };
}

/**
 * All parameters in order. Recurrent weights are stored as [K][H/4][G][4]: the gates of four
 * neighbouring units side by side, so that one vec4 holds one gate of four units; H is padded to a
 * multiple of 4 with zero weights.
 */
export function parameterSpecs(shape: ModelShape): ParameterSpec[] {
  const { cell, layers, hiddenSize, vocabSize, embeddingSize } = shape;
  const specs: ParameterSpec[] = [];
  if (embeddingSize > 0) {
    specs.push(matrix('embedding.weight', [vocabSize, embeddingSize]));
  }
  for (let layer = 0; layer < layers; layer++) {
    const inputSize = layer > 0 ? hiddenSize : embeddingSize || vocabSize;
    const storedRows = layer > 0 ? padded(hiddenSize) : inputSize;
    specs.push(
      gateMatrix(`rnn.weight_ih_l${layer}`, cell, hiddenSize, inputSize, storedRows),
      gateMatrix(`rnn.weight_hh_l${layer}`, cell, hiddenSize, hiddenSize, padded(hiddenSize)),
      gateVector(`rnn.bias_ih_l${layer}`, cell, hiddenSize),
    );
  }
  specs.push(transposedMatrix('head.weight', [vocabSize, hiddenSize]));
  specs.push(matrix('head.bias', [vocabSize]));
  return specs;
}

export function parameterCount(shape: ModelShape): number {
  return parameterSpecs(shape).reduce(
    (sum, spec) => sum + spec.shape.reduce((product, size) => product * size, 1),
    0,
  );
}

function matrix(name: string, shape: readonly number[]): ParameterSpec {
  const columns = shape[shape.length - 1];
  return {
    name,
    shape,
    stored: shape,
    place: (index) => ({
      word: Math.floor(index / columns) * padded(columns) + (index % columns),
      sign: 1,
    }),
  };
}

/** PyTorch's [V, H] stored as [H, V]. */
function transposedMatrix(name: string, shape: readonly [number, number]): ParameterSpec {
  const [rows, columns] = shape;
  return {
    name,
    shape,
    stored: [padded(columns), rows],
    place: (index) => ({
      word: (index % columns) * padded(rows) + Math.floor(index / columns),
      sign: 1,
    }),
  };
}

/** Column of gate `row div H`, unit `row mod H` among the stored gates, and the gate's sign. */
function gateColumn(cell: Cell, hiddenSize: number, row: number): { word: number; sign: 1 | -1 } {
  const gate = Math.floor(row / hiddenSize);
  const unit = row % hiddenSize;
  const word = (Math.floor(unit / 4) * cell.gates.length + gate) * 4 + (unit % 4);
  return { word, sign: cell.gates[gate].negated ? -1 : 1 };
}

/** PyTorch's [G·H, K] stored as [K, H/4, G, 4]. */
function gateMatrix(
  name: string,
  cell: Cell,
  hiddenSize: number,
  columns: number,
  storedRows: number,
): ParameterSpec {
  const width = cell.gates.length * padded(hiddenSize);
  return {
    name,
    shape: [cell.gates.length * hiddenSize, columns],
    stored: [storedRows, width],
    place: (index) => {
      const { word, sign } = gateColumn(cell, hiddenSize, Math.floor(index / columns));
      return { word: (index % columns) * width + word, sign };
    },
  };
}

function gateVector(name: string, cell: Cell, hiddenSize: number): ParameterSpec {
  return {
    name,
    shape: [cell.gates.length * hiddenSize],
    stored: [cell.gates.length * padded(hiddenSize)],
    place: (index) => gateColumn(cell, hiddenSize, index),
  };
}
