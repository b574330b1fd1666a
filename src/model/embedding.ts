/** A learned vector for every token. */
import type { Tensor } from '../graph/tensor.ts';
import { gatherRows } from '../ops/gather-rows.ts';
import type { TokenRows } from '../recurrence/strategy.ts';
import { matrix } from './layout.ts';
import { type Module, parameterOf } from './module.ts';

export interface EmbeddingSizes {
  vocabSize: number;
  embeddingSize: number;
  /** Of what reads the vectors. */
  hiddenSize: number;
}

/** Tokens [T, B] -> [T, B, E] */
export function embedding(
  prefix: string,
  { vocabSize, embeddingSize, hiddenSize }: EmbeddingSizes,
): Module<TokenRows, Tensor> {
  const weight = `${prefix}.weight`;
  return {
    specs: [
      {
        ...matrix(weight, [vocabSize, embeddingSize]),
        owner: { module: 'embedding', hiddenSize },
      },
    ],

    record(graph, parameters, { tokens, gathering }) {
      const table = parameterOf(parameters, weight);
      const name = prefix.replace(/embedding$/, 'embedded');
      return graph.record(gatherRows, [tokens, table], gathering, { name });
    },
  };
}
