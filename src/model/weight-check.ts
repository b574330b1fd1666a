/** Forward and backward over one line, without an optimizer: the gradient of every weight. */
import { differentiate } from '../graph/backward.ts';
import { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { softmaxCrossEntropy } from '../ops/softmax-cross-entropy.ts';
import { type BatchInputs, forward, type ForwardTensors } from './language-model.ts';
import type { ModelShape } from './shape.ts';

export interface WeightCheckGraph extends ForwardTensors {
  graph: Graph;
  inputs: BatchInputs;
  /** Per time step, nats. */
  losses: Tensor;
  /** Gradient of the embedded tokens [T, 1, E]; absent with one-hot input. */
  inputGradient?: Tensor;
}

/**
 * After a run the gates hold the gradients of the preactivations and the logits their own; states,
 * losses and the flat gradient are kept beside them.
 */
export function weightCheckGraph(shape: ModelShape, timeSteps: number): WeightCheckGraph {
  const graph = new Graph();
  const tokens = graph.input('tokens', [timeSteps, 1]);
  const targets = graph.input('targets', [timeSteps, 1]);
  const order = graph.input('order', [timeSteps]);
  const rowStart = graph.input('row-start', [shape.vocabSize + 1]);
  const unrolling = { timeSteps, batchSize: 1, strategy: 'step' } as const;
  const gathering = { sorted: { order, rowStart } };
  const tensors = forward(graph, shape, unrolling, { tokens, gathering });
  const losses = graph.record(softmaxCrossEntropy, [tensors.logits, targets], {});
  const tape = differentiate(graph);
  const inputGradient = tensors.input && tape.gradientOf(tensors.input);
  const kept = [losses, tensors.logits, ...tensors.layers.map(({ gates }) => gates), inputGradient];
  for (const tensor of kept) if (tensor) graph.kept.add(tensor.storage);
  const inputs = { tokens, targets, order, rowStart };
  return { graph, inputs, losses, inputGradient, ...tensors };
}
