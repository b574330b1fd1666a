/** The initial weights as op libraries want them: [in, out], with products that run apart kept apart. */
import type { BenchConfig } from './configs.ts';
import { initialWeights, rows, transposed, type NamedWeights } from './weights.ts';

/**
 * A layer of a library's net. The recurrent weights are one matrix, but for the GRU two: reset and
 * update gate read the state, the candidate reads the state behind the reset gate.
 */
export interface LayerWeights<Matrix> {
  input: Matrix;
  bias: Matrix;
  recurrent: Matrix[];
}

export interface NetWeights<Matrix> {
  layers: LayerWeights<Matrix>[];
  head: Matrix;
  headBias: Matrix;
}

/** Calls `make` for every weight, in a fixed order. */
export function netWeights<Matrix>(
  config: BenchConfig,
  make: (weights: NamedWeights) => Matrix,
): NetWeights<Matrix> {
  const all = new Map(initialWeights(config).map((weights) => [weights.name, weights]));
  const get = (name: string): NamedWeights => {
    const weights = all.get(name);
    if (!weights) throw new Error(`There are no weights ${name}.`);
    return weights;
  };

  const layers = Array.from({ length: config.layers }, (_, layer) => {
    const recurrent = get(`rnn.weight_hh_l${layer}`);
    const cut = 2 * config.hiddenSize;
    const parts =
      config.cell === 'gru'
        ? [rows(recurrent, 0, cut), rows(recurrent, cut, 3 * config.hiddenSize)]
        : [recurrent];
    return {
      input: make(transposed(get(`rnn.weight_ih_l${layer}`))),
      bias: make(get(`rnn.bias_ih_l${layer}`)),
      recurrent: parts.map((part) => make(transposed(part))),
    };
  });
  return { layers, head: make(transposed(get('head.weight'))), headBias: make(get('head.bias')) };
}

/** The same net with every weight put through `change`, in the order of `netWeights`. */
export function mapNet<From, To>(
  net: NetWeights<From>,
  change: (weights: From) => To,
): NetWeights<To> {
  const layers = net.layers.map(({ input, bias, recurrent }) => ({
    input: change(input),
    bias: change(bias),
    recurrent: recurrent.map(change),
  }));
  return { layers, head: change(net.head), headBias: change(net.headBias) };
}
