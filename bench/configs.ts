/** The models that are measured, and what one training step of each must compute and move. */

export type BenchCell = 'lstm' | 'gru' | 'rnn-tanh';

export interface BenchConfig {
  id: string;
  title: string;
  cell: BenchCell;
  layers: number;
  hiddenSize: number;
  batchSize: number;
  timeSteps: number;
  vocabulary: number;
  learningRate: number;
  clipNorm: number;
}

const shared = {
  layers: 1,
  batchSize: 32,
  timeSteps: 64,
  vocabulary: 65,
  learningRate: 0.002,
  clipNorm: 5,
};

export const benchConfigs: readonly BenchConfig[] = [
  { ...shared, id: 'A', title: 'LSTM 128', cell: 'lstm', hiddenSize: 128 },
  { ...shared, id: 'B', title: '2 x LSTM 256', cell: 'lstm', hiddenSize: 256, layers: 2 },
  { ...shared, id: 'C', title: 'GRU 128', cell: 'gru', hiddenSize: 128 },
  { ...shared, id: 'D', title: 'RNN 128', cell: 'rnn-tanh', hiddenSize: 128 },
  { ...shared, id: 'E', title: 'LSTM 512', cell: 'lstm', hiddenSize: 512 },
];

/** Adam's constants, the same for everyone. */
export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

const gateCounts: Record<BenchCell, number> = { lstm: 4, gru: 3, 'rnn-tanh': 1 };

/** Blocks of H rows in a layer's weights. */
export function gateCount(cell: BenchCell): number {
  return gateCounts[cell];
}

/** Sizes that a sweep may vary. */
const sizes = ['layers', 'hiddenSize', 'batchSize', 'timeSteps', 'vocabulary'] as const;

/** @param name an id, or an id and a size that differs from it: `A`, `A hiddenSize=256` */
export function findConfig(name: string): BenchConfig {
  const [id, change] = name.split(' ');
  const config = benchConfigs.find((candidate) => candidate.id === id);
  if (!config) throw new Error(`There is no configuration ${name}.`);
  if (change === undefined) return config;
  const [key, value] = change.split('=');
  const size = sizes.find((one) => one === key);
  if (!size) throw new Error(`There is no size ${change}. Choose among ${sizes.join(', ')}.`);
  return { ...config, id: name, [size]: Number(value) };
}

/** Features that enter a layer: the one-hot characters, or the layer below. */
export function inputSize(config: BenchConfig, layer: number): number {
  return layer === 0 ? config.vocabulary : config.hiddenSize;
}

/**
 * Floating-point operations of the products in one step, a multiplication and an addition counted
 * apart: the recurrent product, the input product of every layer above the first, and the head;
 * each once forward and twice backward. The product with one-hot rows is a copy and counts nothing.
 */
export function flopsPerStep(config: BenchConfig): number {
  const { hiddenSize, layers, vocabulary } = config;
  const positions = config.batchSize * config.timeSteps;
  const gates = gateCount(config.cell) * hiddenSize;
  const recurrent = layers * hiddenSize * gates;
  const between = (layers - 1) * hiddenSize * gates;
  const head = hiddenSize * vocabulary;
  return 3 * 2 * positions * (recurrent + between + head);
}

export function parameterCount(config: BenchConfig): number {
  const { hiddenSize, vocabulary } = config;
  const gates = gateCount(config.cell) * hiddenSize;
  let count = vocabulary * hiddenSize + vocabulary;
  for (let layer = 0; layer < config.layers; layer += 1) {
    count += gates * (inputSize(config, layer) + hiddenSize + 1);
  }
  return count;
}

/**
 * The least bytes one step has to move when every tensor is written once and read once by each
 * phase that needs it, and the recurrent weights are read again at every time step:
 * activations forward and back, weights, gradients, Adam's moments. Caches may do better,
 * an engine that keeps each intermediate value in memory does worse.
 */
export function bytesPerStep(config: BenchConfig): number {
  const { hiddenSize, layers, vocabulary, timeSteps } = config;
  const positions = config.batchSize * timeSteps;
  const gates = gateCount(config.cell) * hiddenSize;
  const parameters = parameterCount(config);
  const states = config.cell === 'lstm' ? 2 : 1;

  // Forward: preactivations out and in, gates and states out, the state of the step before in.
  // Backward: gates and states in, their derivatives out, and in again for weights and layer below.
  const activations = layers * positions * (3 * gates + 3 * states * hiddenSize);
  const derivatives = layers * positions * (3 * gates + 3 * hiddenSize);
  const head = positions * (3 * vocabulary + 2 * hiddenSize);
  const recurrentWeights = 2 * timeSteps * layers * gates * hiddenSize;
  // Read forward and backward; gradients out and in twice (norm, update); moments and weights in and out.
  const updates = parameters * (2 + 3 + 6);
  return 4 * (activations + derivatives + head + recurrentWeights + updates);
}
