/**
 * Additive attention (Bahdanau, Cho, Bengio 2015): at every time step of the target a look back at all
 * of the source.
 *   e⟨t, t′⟩ = v · tanh(W a⟨t′⟩ + U s⟨t⟩)    α⟨t⟩ = softmax over the real t′    c⟨t⟩ = Σ α⟨t, t′⟩ a⟨t′⟩
 * The score is theirs; its place is Luong's (2015): it asks with s⟨t⟩, the decoder's state of the same
 * step, and c⟨t⟩ goes beside s⟨t⟩ to the head, not into the state of the next step. So the decoder
 * stays one walk through time, and all of its steps look back at once.
 */
import type { Tensor } from '../graph/tensor.ts';
import { additiveScores } from '../ops/additive-scores.ts';
import { matmul } from '../ops/matmul.ts';
import { maskedSoftmax } from '../ops/masked-softmax.ts';
import { weightedSum } from '../ops/weighted-sum.ts';
import { matrix, transposedMatrix } from './layout.ts';
import { type Module, parameterOf, type ParameterSpec } from './module.ts';

export interface AttentionSizes {
  /** Of each direction of what is looked at, of what asks, and of the space in which they meet. */
  hiddenSize: number;
  /** Of what is looked at. */
  directions: 1 | 2;
}

export interface AttentionInput {
  /** s, [T, B, H] */
  asking: Tensor;
  /** a, [S, B, D·H] */
  source: Tensor;
  /** Real time steps of each source [B]; absent: all. */
  lengths?: Tensor;
}

export interface Attended {
  /** W a and U s, [S, B, H] and [T, B, H] */
  keys: Tensor;
  queries: Tensor;
  /** α, [T, B, S] */
  weights: Tensor;
  /** c, [T, B, D·H] */
  context: Tensor;
}

export function attention(
  prefix: string,
  { hiddenSize, directions }: AttentionSizes,
): Module<AttentionInput, Attended> {
  const names = {
    source: `${prefix}.weight_source`,
    state: `${prefix}.weight_state`,
    vector: `${prefix}.vector`,
  };
  const owner: ParameterSpec['owner'] = { module: 'attention', hiddenSize };
  return {
    specs: [
      { ...transposedMatrix(names.source, [hiddenSize, hiddenSize], directions), owner },
      { ...transposedMatrix(names.state, [hiddenSize, hiddenSize], 1), owner },
      { ...matrix(names.vector, [hiddenSize]), owner },
    ],

    record(graph, parameters, { asking, source, lengths }) {
      const weightOf = (name: string) => parameterOf(parameters, name);
      const times = (x: Tensor, weight: string, name: string) =>
        graph.record(matmul, [x, weightOf(weight)], { transposed: 'none' }, { name });
      const keys = times(source, names.source, 'keys');
      const queries = times(asking, names.state, 'queries');
      const scores = graph.record(additiveScores, [queries, keys, weightOf(names.vector)], {});
      const masked = lengths ? [scores, lengths] : [scores];
      const weights = graph.record(maskedSoftmax, masked, {});
      return { keys, queries, weights, context: graph.record(weightedSum, [weights, source], {}) };
    },
  };
}
