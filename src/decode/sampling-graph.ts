/** The language model for sampling: one time step for one sequence, fed back to itself. */
import { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { forward, recordCarry, recordFresh, type Unrolling } from '../model/language-model.ts';
import type { ModelShape } from '../model/shape.ts';
import type { Stack } from '../model/stack.ts';
import { recordWords, sample } from './sample.ts';

export interface SamplingGraph {
  graph: Graph;
  /** Ring of tokens: slot s reads entry s and writes entry s + 1. */
  tokens: Tensor;
  /** Per slot, what was drawn: [capacity, 24] words. */
  drawn: Tensor;
  /** 1 for the first token; absent where nothing depends on it. */
  fresh?: Tensor;
  layers: Stack['layers'];
}

/** Run once per token; the state is carried on the GPU, the prefix never run again. */
export function samplingGraph(shape: ModelShape, capacity: number, hasPins = false): SamplingGraph {
  const graph = new Graph();
  const unrolling: Unrolling = { timeSteps: 1, batchSize: 1, strategy: 'step', hasPins };
  const tokens = graph.state('sampled', [capacity], 'u32');
  const drawn = graph.state('drawn', [capacity * recordWords], 'u32');
  const resets = graph.input('resets', [1]);
  const fresh = recordFresh(graph, shape, 1);
  const current = { ...tokens, shape: [1, 1], rows: 1, columns: 1 };
  const { logits, states, layers } = forward(graph, shape, unrolling, {
    tokens: current,
    gathering: { tokenStride: 1 },
    fresh,
  });
  graph.record(sample, [logits, tokens, drawn], {});
  const { nothing } = graph;
  recordCarry(graph, shape, unrolling, { losses: nothing, partials: nothing, resets, states }, 1);
  return { graph, tokens, drawn, fresh, layers };
}
