/**
 * A tagger as a graph: a class for every token of whole sequences. It may read them from both ends,
 * since all of a sequence is there before the first answer is wanted.
 */
import { differentiate } from '../graph/backward.ts';
import { Graph } from '../graph/graph.ts';
import { softmaxCrossEntropy } from '../ops/softmax-cross-entropy.ts';
import { recordNorm } from '../optimizers/norm.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import {
  forward,
  recordCarry,
  ringEntries,
  type TrainingGraph,
  type Unrolling,
} from './language-model.ts';
import type { ModelShape } from './shape.ts';

/**
 * Forward, backward and clipped update over a batch of whole sequences: every one begins
 * anew; where lengths differ, targets behind an end are masked. Loss and norm go into the ring.
 */
export function taggerGraph(
  shape: ModelShape,
  unrolling: Unrolling,
  optimizer: Optimizer,
): TrainingGraph {
  const graph = new Graph();
  const { timeSteps, batchSize } = unrolling;
  const tokens = graph.input('tokens', [timeSteps, batchSize]);
  const targets = graph.input('targets', [timeSteps, batchSize]);
  const lengths = unrolling.hasLengths ? graph.input('lengths', [batchSize]) : undefined;
  const order = graph.input('order', [timeSteps * batchSize]);
  const rowStart = graph.input('row-start', [shape.vocabSize + 1]);
  const gathering = { sorted: { order, rowStart } };
  const tensors = forward(graph, shape, unrolling, { tokens, gathering, lengths });
  const losses = graph.record(softmaxCrossEntropy, [tensors.logits, targets], {});
  differentiate(graph);
  const partials = recordNorm(graph);
  optimizer.record(graph, partials);
  const carried = { losses, partials, states: tensors.states };
  const ring = recordCarry(graph, shape, unrolling, carried, ringEntries);
  return { graph, inputs: { tokens, targets, lengths, order, rowStart }, ring, ...tensors };
}
