/**
 * Forward and backward over one line of text: what a change of any activation, or of any weight,
 * would have done to the loss. Every sequence of the batch is the same line; which of its losses
 * count is said by masking the other targets.
 */
import { differentiate, type Tape } from '../graph/backward.ts';
import { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { softmaxCrossEntropy } from '../ops/softmax-cross-entropy.ts';
import { forward, type ForwardTensors } from './language-model.ts';
import type { ModelShape } from './shape.ts';

export interface LineSizes {
  timeSteps: number;
  batchSize: number;
  /** The layer, from 0, whose states' gradients are kept: `layers[l].stateGradients`. */
  watchedLayer?: number;
  /** Backward goes on to the weights; the plan needs gradients of its own then. */
  reachesWeights?: boolean;
}

export interface LineTensors extends ForwardTensors {
  tokens: Tensor;
  /** `maskedTarget` where the loss does not count. */
  targets: Tensor;
  /** The positions sorted by token, where backward reaches the weights. */
  sorted?: { order: Tensor; rowStart: Tensor };
  /** Per time step and sequence, nats. */
  losses: Tensor;
}

export interface LineGradientGraph extends LineTensors {
  graph: Graph;
  tape: Tape;
}

/**
 * After a run `layers[l].gates` hold the gradients of the preactivations, [D, T, B, G·H]: by the
 * sum of the losses that count, when the step's number `inverse_count` is 1.
 * @param watch records what has to be taken down before backward overwrites the activations
 */
export function lineGradientGraph(
  shape: ModelShape,
  sizes: LineSizes,
  watch?: (graph: Graph, tensors: LineTensors) => void,
): LineGradientGraph {
  const graph = new Graph();
  const { timeSteps, batchSize, reachesWeights = false } = sizes;
  const tokens = graph.input('tokens', [timeSteps, batchSize]);
  const targets = graph.input('targets', [timeSteps, batchSize]);
  const sorted = reachesWeights
    ? {
        order: graph.input('order', [timeSteps * batchSize]),
        rowStart: graph.input('row-start', [shape.vocabSize + 1]),
      }
    : undefined;
  const unrolling = { ...sizes, strategy: 'step' } as const;
  const recorded = forward(graph, shape, unrolling, { tokens, gathering: { sorted } });
  const losses = graph.record(softmaxCrossEntropy, [recorded.logits, targets], {});
  const tensors = { ...recorded, tokens, targets, sorted, losses };
  watch?.(graph, tensors);
  const tape = differentiate(graph, reachesWeights ? 'all' : 'activations');
  return { ...tensors, graph, tape };
}
