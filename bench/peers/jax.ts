/**
 * jax-js: the whole step (unrolled forward, its gradient, clip, Adam) under one jit. The input
 * product of all time steps runs at once, and one product computes all gates of a time step.
 * Every use of an array but its last is `.ref`: the library counts references.
 */
import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { oneHotRows, type Batch } from '../batches.ts';
import { adam, type BenchConfig } from '../configs.ts';
import { mapNet, netWeights, type LayerWeights, type NetWeights } from '../layers.ts';
import type { Peer } from '../peer.ts';
import type { NamedWeights } from '../weights.ts';

function lstmStep(weights: np.Array[], projected: np.Array, state: np.Array[]): np.Array[] {
  const [hidden, memory] = state as [np.Array, np.Array];
  const [recurrent] = weights as [np.Array];
  const sums = projected.add(np.matmul(hidden, recurrent.ref));
  const [input, forget, candidate, output] = np.split(sums, 4, 1) as [
    np.Array,
    np.Array,
    np.Array,
    np.Array,
  ];
  const next = nn
    .sigmoid(forget)
    .mul(memory)
    .add(nn.sigmoid(input).mul(np.tanh(candidate)));
  return [nn.sigmoid(output).mul(np.tanh(next.ref)), next];
}

/** The reset gate acts on the state before the product. */
function gruStep(weights: np.Array[], projected: np.Array, state: np.Array[]): np.Array[] {
  const [hidden] = state as [np.Array];
  const [gateWeights, candidateWeights] = weights as [np.Array, np.Array];
  const size = hidden.shape[1] ?? 0;
  const [projectedGates, projectedCandidate] = np.split(projected, [2 * size], 1) as [
    np.Array,
    np.Array,
  ];
  const gates = nn.sigmoid(projectedGates.add(np.matmul(hidden.ref, gateWeights.ref)));
  const [reset, keep] = np.split(gates, 2, 1) as [np.Array, np.Array];
  const gated = np.matmul(reset.mul(hidden.ref), candidateWeights.ref);
  const candidate = np.tanh(projectedCandidate.add(gated));
  return [candidate.ref.add(keep.mul(hidden.sub(candidate)))];
}

function rnnStep(weights: np.Array[], projected: np.Array, state: np.Array[]): np.Array[] {
  const [hidden] = state as [np.Array];
  const [recurrent] = weights as [np.Array];
  return [np.tanh(projected.add(np.matmul(hidden, recurrent.ref)))];
}

const cellSteps = { lstm: lstmStep, gru: gruStep, 'rnn-tanh': rnnStep };

function layerOutput(config: BenchConfig, weights: LayerWeights<np.Array>, input: np.Array) {
  const cellStep = cellSteps[config.cell];
  const projected = np.matmul(input, weights.input).add(weights.bias);
  const states = config.cell === 'lstm' ? 2 : 1;
  let state = Array.from({ length: states }, () => np.zeros([config.batchSize, config.hiddenSize]));
  const outputs = np.split(projected, config.timeSteps, 0).map((step) => {
    state = cellStep(weights.recurrent, step, state);
    return state[0].ref;
  });
  for (const array of [...state, ...weights.recurrent]) array.dispose();
  return np.concatenate(outputs, 0);
}

type Loss = (weights: np.Array[], input: np.Array, target: np.Array) => np.Array;

function lossOf(config: BenchConfig, net: NetWeights<np.Array>, input: np.Array, target: np.Array) {
  const positions = config.batchSize * config.timeSteps;
  const top = net.layers.reduce((below, weights) => layerOutput(config, weights, below), input);
  const logits = np.matmul(top, net.head).add(net.headBias);
  return nn
    .logSoftmax(logits, -1)
    .mul(target)
    .sum()
    .mul(-1 / positions);
}

type Arrays = np.Array[];

/** Loss, weights and moments after one step. `corrections` undo the moments' bias towards zero. */
function trainingStep(
  config: BenchConfig,
  lossOfWeights: Loss,
  weights: Arrays,
  means: Arrays,
  squares: Arrays,
  input: np.Array,
  target: np.Array,
  corrections: [np.Array, np.Array],
): [np.Array, Arrays, Arrays, Arrays] {
  const [loss, gradients] = valueAndGrad(lossOfWeights)(
    weights.map((array) => array.ref),
    input,
    target,
  ) as [np.Array, Arrays];

  const sums = gradients.map((gradient) => np.square(gradient.ref).sum());
  const norm = np.sqrt(sums.reduce((sum, square) => sum.add(square)));
  const factor = np.minimum(1, np.reciprocal(norm).mul(config.clipNorm));
  const clipped = gradients.map((gradient) => gradient.mul(factor.ref));
  factor.dispose();

  const { beta1, beta2, epsilon } = adam;
  const [meanCorrection, squareCorrection] = corrections;
  const newMeans = means.map((mean, place) =>
    mean.mul(beta1).add(clipped[place].ref.mul(1 - beta1)),
  );
  const newSquares = squares.map((square, place) =>
    square.mul(beta2).add(np.square(clipped[place]).mul(1 - beta2)),
  );
  const newWeights = weights.map((array, place) => {
    const mean = newMeans[place].ref.mul(meanCorrection.ref);
    const root = np.sqrt(newSquares[place].ref.mul(squareCorrection.ref));
    return array.sub(mean.mul(config.learningRate).div(root.add(epsilon)));
  });
  meanCorrection.dispose();
  squareCorrection.dispose();
  return [loss, newWeights, newMeans, newSquares];
}

export async function createJax(config: BenchConfig, device: 'webgpu' | 'wasm'): Promise<Peer> {
  const devices = await init(device);
  if (!devices.includes(device)) throw new Error(`jax-js has no device ${device} here.`);
  defaultDevice(device);

  const initial = netWeights(config, (matrix) => matrix);
  const matrices: NamedWeights[] = [];
  mapNet(initial, (matrix) => matrices.push(matrix));
  const lossOfWeights: Loss = (arrays, input, target) => {
    let place = 0;
    const net = mapNet(initial, () => arrays[place++]);
    return lossOf(config, net, input, target);
  };
  let weights: Arrays = matrices.map(({ values, shape }) => np.array(values, { shape }));
  let means: Arrays = matrices.map(({ shape }) => np.zeros(shape));
  let squares: Arrays = matrices.map(({ shape }) => np.zeros(shape));

  const compiled = jit(
    (
      ...all: [Arrays, Arrays, Arrays, np.Array, np.Array, [np.Array, np.Array]]
    ): [np.Array, Arrays, Arrays, Arrays] => trainingStep(config, lossOfWeights, ...all),
  );
  const rows = (symbols: Uint16Array) =>
    np.array(oneHotRows(symbols, config.vocabulary), {
      shape: [symbols.length, config.vocabulary],
    });
  const scalar = (value: number) => np.array(new Float32Array([value]), { shape: [] });

  const step = async ({ step: index, inputs, targets }: Batch): Promise<number> => {
    const corrections: [np.Array, np.Array] = [
      scalar(1 / (1 - adam.beta1 ** (index + 1))),
      scalar(1 / (1 - adam.beta2 ** (index + 1))),
    ];
    let loss: np.Array;
    [loss, weights, means, squares] = compiled(
      weights,
      means,
      squares,
      rows(inputs),
      rows(targets),
      corrections,
    );
    const [value = NaN] = (await loss.data()) as Float32Array;
    return value;
  };
  return { about: { jax: '0.1.25', device }, step };
}
