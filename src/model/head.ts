/** ŷ before its activation: W_y a + b_y, for every time step or for every sequence. */
import type { Tensor } from '../graph/tensor.ts';
import { bias } from '../ops/bias.ts';
import { matrix, transposedMatrix } from './layout.ts';
import { type Module, parameterOf, type ParameterSpec } from './module.ts';
import { sumOfProducts } from './products.ts';

export interface HeadSizes {
  /** Of each part of what it reads: of each direction. */
  hiddenSize: number;
  parts: number;
  outputSize: number;
}

/** Features side by side, in one tensor or in several that together have all parts -> [.., outputs] */
export function head(
  prefix: string,
  { hiddenSize, parts, outputSize }: HeadSizes,
): Module<readonly Tensor[], Tensor> {
  const [weight, biases] = [`${prefix}.weight`, `${prefix}.bias`];
  const owner: ParameterSpec['owner'] = { module: 'head', hiddenSize };
  return {
    specs: [
      { ...transposedMatrix(weight, [outputSize, hiddenSize], parts), owner },
      { ...matrix(biases, [outputSize]), owner },
    ],

    record(graph, parameters, x) {
      const product = sumOfProducts(graph, x, parameterOf(parameters, weight), prefix);
      const name = prefix === 'head' ? 'logits' : `${prefix}.logits`;
      return graph.record(bias, [product, parameterOf(parameters, biases)], {}, { name });
    },
  };
}
