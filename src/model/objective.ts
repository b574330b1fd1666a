/**
 * What a model is to learn: how far its answers are from the targets. One loss for each row of logits,
 * so for every token or for every sequence as the model answers; the mean is over what is not masked.
 */
import type { Graph } from '../graph/graph.ts';
import type { Node } from '../graph/op.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { AnswersAttributes } from '../ops/answers.ts';
import type { UnrolledNet } from '../protocol/unrolled-net.ts';
import { headInBlocks } from '../ops/head-in-blocks.ts';
import { sigmoidCrossEntropy } from '../ops/sigmoid-cross-entropy.ts';
import { softmaxCrossEntropy } from '../ops/softmax-cross-entropy.ts';

export interface Objective {
  id: 'softmax' | 'sigmoid' | 'squared';
  /** Of the targets, each a whole number, or the bits of a number, or `maskedTarget`. */
  targetShape(logits: Tensor): number[];
  /** What the logits say, one answer for each target. */
  answers: AnswersAttributes['kind'];
  /** Losses, one for each row; the logits become their gradient. */
  record(graph: Graph, logits: Tensor, targets: Tensor): Tensor;
}

/** One of several classes: ŷ = softmax(z), loss −log ŷ of the target. */
export const softmax: Objective = {
  id: 'softmax',
  targetShape: ({ shape }) => shape.slice(0, -1),
  answers: 'largest',
  record: (graph, logits, targets) => graph.record(softmaxCrossEntropy, [logits, targets], {}),
};

/**
 * Each output for itself yes or no: ŷ = σ(z), loss −y log ŷ − (1 − y) log (1 − ŷ).
 */
export const sigmoid: Objective = {
  id: 'sigmoid',
  targetShape: ({ shape }) => [...shape],
  answers: 'above_zero',
  record: (graph, logits, targets) => graph.record(sigmoidCrossEntropy, [logits, targets], {}),
};

/** By the names of ops: that of numbers is loaded with the tasks that have them. */
const activations = new Map<string, UnrolledNet['output']['activation']>([
  [softmaxCrossEntropy.name, 'softmax'],
  [headInBlocks.name, 'softmax'],
  [sigmoidCrossEntropy.name, 'sigmoid'],
  ['squared-error', 'linear'],
]);

/**
 * What is made of logits, the first input, by a node that compares that with targets; undefined of
 * others.
 */
export function activationIn({ op }: Node) {
  return activations.get(op.name);
}
