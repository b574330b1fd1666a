/** The initial weights everybody starts from, with PyTorch's names, layout and gate order. */
import { gateCount, inputSize, type BenchConfig } from './configs.ts';
import { seededNumbers } from './random.ts';

export interface NamedWeights {
  name: string;
  shape: number[];
  values: Float32Array;
}

/**
 * Uniform within one over the root of the hidden size. Gates stand in PyTorch's order (LSTM
 * i f g o; GRU r z n, where z weighs the old state), with one bias for each gate.
 */
export function initialWeights(config: BenchConfig, seed = 1): NamedWeights[] {
  const draw = seededNumbers(seed);
  const bound = 1 / Math.sqrt(config.hiddenSize);
  const uniform = (name: string, ...shape: number[]): NamedWeights => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    return {
      name,
      shape,
      values: Float32Array.from({ length: size }, () => bound * (2 * draw() - 1)),
    };
  };

  const gates = gateCount(config.cell) * config.hiddenSize;
  const weights: NamedWeights[] = [];
  for (let layer = 0; layer < config.layers; layer += 1) {
    weights.push(
      uniform(`rnn.weight_ih_l${layer}`, gates, inputSize(config, layer)),
      uniform(`rnn.weight_hh_l${layer}`, gates, config.hiddenSize),
      uniform(`rnn.bias_ih_l${layer}`, gates),
    );
  }
  weights.push(
    uniform('head.weight', config.vocabulary, config.hiddenSize),
    uniform('head.bias', config.vocabulary),
  );
  return weights;
}

/** Rows `from` up to `to` of a matrix, as a matrix of its own. */
export function rows(weights: NamedWeights, from: number, to: number): NamedWeights {
  const width = weights.shape[1] ?? 1;
  return {
    name: `${weights.name}[${from}:${to}]`,
    shape: [to - from, ...weights.shape.slice(1)],
    values: weights.values.slice(from * width, to * width),
  };
}

/** [out, in] becomes [in, out]: how products with a batch of rows want their weights. */
export function transposed(weights: NamedWeights): NamedWeights {
  const [height = 1, width = 1] = weights.shape;
  const values = new Float32Array(weights.values.length);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      values[column * height + row] = weights.values[row * width + column] ?? 0;
    }
  }
  return { name: weights.name, shape: [width, height], values };
}
