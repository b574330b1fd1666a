/** ŷ before its activation: W_y a + b_y, for every time step or for every sequence. */
import type { Tensor } from '../graph/tensor.ts';
import { bias } from '../ops/bias.ts';
import { matmul } from '../ops/matmul.ts';
import { matrix, transposedMatrix } from './layout.ts';
import { type Module, parameterOf, type ParameterSpec } from './module.ts';

export interface HeadSizes {
  /** Of each direction that it reads. */
  hiddenSize: number;
  directions: 1 | 2;
  outputSize: number;
}

/** [.., D·H] -> [.., outputs] */
export function head(
  prefix: string,
  { hiddenSize, directions, outputSize }: HeadSizes,
): Module<Tensor, Tensor> {
  const [weight, biases] = [`${prefix}.weight`, `${prefix}.bias`];
  const owner: ParameterSpec['owner'] = { module: 'head', hiddenSize };
  return {
    specs: [
      { ...transposedMatrix(weight, [outputSize, hiddenSize], directions), owner },
      { ...matrix(biases, [outputSize]), owner },
    ],

    record(graph, parameters, x) {
      const read = [x, parameterOf(parameters, weight)];
      const product = graph.record(matmul, read, { transposed: 'none' }, { name: prefix });
      const name = prefix === 'head' ? 'logits' : `${prefix}.logits`;
      return graph.record(bias, [product, parameterOf(parameters, biases)], {}, { name });
    },
  };
}
