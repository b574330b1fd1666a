/**
 * TensorFlow.js with its core ops: the input product of all time steps at once, one product for
 * all gates of a time step, gradients by its own tape, clip by global norm, its own Adam.
 */
import * as tf from '@tensorflow/tfjs';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import '@tensorflow/tfjs-backend-webgpu';
import { oneHotRows, type Batch } from '../batches.ts';
import { adam, type BenchConfig } from '../configs.ts';
import { netWeights, type LayerWeights, type NetWeights } from '../layers.ts';
import type { Peer } from '../peer.ts';
import { plainProduct, type Product } from './tfjs-products.ts';

type Net = NetWeights<tf.Variable>;

function lstmStep(
  product: Product,
  weights: tf.Variable[],
  projected: tf.Tensor2D,
  state: tf.Tensor2D[],
) {
  const [hidden, memory] = state as [tf.Tensor2D, tf.Tensor2D];
  const sums = tf.add<tf.Tensor2D>(projected, product(hidden, weights[0]));
  const [input, forget, candidate, output] = tf.split(sums, 4, 1) as [
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor2D,
  ];
  const next = tf.add<tf.Tensor2D>(
    tf.mul(tf.sigmoid(forget), memory),
    tf.mul(tf.sigmoid(input), tf.tanh(candidate)),
  );
  return [tf.mul<tf.Tensor2D>(tf.sigmoid(output), tf.tanh(next)), next];
}

/** The reset gate acts on the state before the product. */
function gruStep(
  product: Product,
  weights: tf.Variable[],
  projected: tf.Tensor2D,
  state: tf.Tensor2D[],
) {
  const [hidden] = state as [tf.Tensor2D];
  const size = hidden.shape[1];
  const [projectedGates, projectedCandidate] = tf.split(projected, [2 * size, size], 1) as [
    tf.Tensor2D,
    tf.Tensor2D,
  ];
  const gates = tf.sigmoid(tf.add(projectedGates, product(hidden, weights[0] as tf.Tensor)));
  const [reset, keep] = tf.split(gates, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
  const candidate = tf.tanh(
    tf.add(projectedCandidate, product(tf.mul(reset, hidden), weights[1] as tf.Tensor)),
  );
  return [tf.add<tf.Tensor2D>(candidate, tf.mul(keep, tf.sub(hidden, candidate)))];
}

function rnnStep(
  product: Product,
  weights: tf.Variable[],
  projected: tf.Tensor2D,
  state: tf.Tensor2D[],
) {
  const [hidden] = state as [tf.Tensor2D];
  return [tf.tanh<tf.Tensor2D>(tf.add(projected, product(hidden, weights[0] as tf.Tensor)))];
}

const cellSteps = { lstm: lstmStep, gru: gruStep, 'rnn-tanh': rnnStep };

function layerOutput(
  product: Product,
  config: BenchConfig,
  weights: LayerWeights<tf.Variable>,
  input: tf.Tensor2D,
) {
  const cellStep = cellSteps[config.cell];
  const projected = tf.add<tf.Tensor2D>(product(input, weights.input), weights.bias);
  const zero = tf.zeros<tf.Rank.R2>([config.batchSize, config.hiddenSize]);
  let state = config.cell === 'lstm' ? [zero, zero] : [zero];
  const outputs = tf.split<tf.Tensor2D>(projected, config.timeSteps, 0).map((step) => {
    state = cellStep(product, weights.recurrent, step, state);
    return state[0];
  });
  return tf.concat2d(outputs, 0);
}

function lossOf(
  product: Product,
  config: BenchConfig,
  net: Net,
  input: tf.Tensor2D,
  target: tf.Tensor2D,
): tf.Scalar {
  const top = net.layers.reduce(
    (below, weights) => layerOutput(product, config, weights, below),
    input,
  );
  const logits = tf.add<tf.Tensor2D>(product(top, net.head), net.headBias);
  const logProbabilities = tf.logSoftmax(logits, 1);
  return tf.neg(tf.div(tf.sum(tf.mul(logProbabilities, target)), input.shape[0]));
}

/** The norm is added up pair by pair: one addition of many terms needs more buffers than a kernel has. */
function clipped(
  gradients: tf.NamedTensorMap,
  clipNorm: number,
): { name: string; tensor: tf.Tensor }[] {
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
  const norm = tf.sqrt(squares.reduce((sum, square) => tf.add(sum, square)));
  const factor = tf.minimum(1, tf.div(clipNorm, norm));
  return Object.entries(gradients).map(([name, gradient]) => ({
    name,
    tensor: tf.mul(gradient, factor),
  }));
}

export async function createTfjs(
  config: BenchConfig,
  backend: 'webgpu' | 'wasm',
  product: Product = plainProduct,
): Promise<Peer> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainWasm,
    'tfjs-backend-wasm-simd.wasm': simdWasm,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedWasm,
  });
  if (backend === 'wasm') setThreadsCount(navigator.hardwareConcurrency);
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no backend ${backend} here.`);
  await tf.ready();

  const variables: tf.Variable[] = [];
  const net = netWeights(config, ({ name, shape, values }) => {
    const variable = tf.variable(tf.tensor(values, shape, 'float32'), true, name);
    variables.push(variable);
    return variable;
  });
  const optimizer = tf.train.adam(config.learningRate, adam.beta1, adam.beta2, adam.epsilon);

  const step = async ({ inputs, targets }: Batch): Promise<number> => {
    const loss = tf.tidy(() => {
      const rows = (symbols: Uint16Array) =>
        tf.tensor2d(oneHotRows(symbols, config.vocabulary), [symbols.length, config.vocabulary]);
      const input = rows(inputs);
      const target = rows(targets);
      const { value, grads } = tf.variableGrads(
        () => lossOf(product, config, net, input, target),
        variables,
      );
      optimizer.applyGradients(clipped(grads, config.clipNorm));
      return value;
    });
    const [value = NaN] = await loss.data();
    loss.dispose();
    return value;
  };
  const about: Peer['about'] = { tfjs: tf.version['tfjs'] ?? '', backend: tf.getBackend() };
  if (backend === 'wasm') about['threads'] = getThreadsCount();
  return { about, step };
}
