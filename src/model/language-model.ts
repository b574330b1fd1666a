/**
 * The language model as a graph: tokens → one-hot or embedding → recurrent layers → head → logits.
 * Training, validation, the gates view and sampling (`src/decode`) unroll the same `forward`.
 */
import { differentiate } from '../graph/backward.ts';
import { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { carry } from '../ops/carry.ts';
import { pointwise } from '../ops/pointwise.ts';
import { softmaxCrossEntropy } from '../ops/softmax-cross-entropy.ts';
import { recordNorm } from '../optimizers/norm.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { directionsOf, type ModelShape } from './shape.ts';
import { recordHead, recordStack, type Stack, type StackInputs, type Unrolling } from './stack.ts';

export type { Unrolling } from './stack.ts';

/** Entries of the ring of losses. */
export const ringEntries = 4096;

export interface ForwardTensors extends Stack {
  logits: Tensor;
}

export interface BatchInputs {
  tokens: Tensor;
  targets: Tensor;
  /** 1 where the stream starts anew with the *next* step; absent where nothing is carried. */
  resets?: Tensor;
  /** 1 where a sequence begins with this step; absent where nothing depends on it. */
  fresh?: Tensor;
  /** Real time steps of each sequence; absent where all are as long as the batch. */
  lengths?: Tensor;
  order?: Tensor;
  rowStart?: Tensor;
}

/** Records the model from tokens to logits. */
export function forward(
  graph: Graph,
  shape: ModelShape,
  unrolling: Unrolling,
  inputs: StackInputs,
): ForwardTensors {
  const stack = recordStack(graph, shape, unrolling, inputs);
  return { ...stack, logits: recordHead(graph, stack) };
}

/** Which streams begin with this step: only learned initial states depend on it. */
export function recordFresh(
  graph: Graph,
  { learnsInitialState }: ModelShape,
  batchSize: number,
): Tensor | undefined {
  return learnsInitialState ? graph.input('fresh', [batchSize]) : undefined;
}

/** Records what outlives a step; @returns the ring of losses. */
export function recordCarry(
  graph: Graph,
  shape: ModelShape,
  { timeSteps, batchSize }: Unrolling,
  tensors: { losses: Tensor; partials: Tensor; resets?: Tensor; states: Tensor },
  entries: number,
): Tensor {
  const ring = graph.state('ring', [entries, 4]);
  const { losses, partials, resets, states } = tensors;
  const slots = resets ? shape.layers * directionsOf(shape) * shape.cell.slots.length : 0;
  graph.record(carry, [losses, partials, resets ?? graph.nothing, states, ring], {
    slots,
    timeSteps,
    batchSize,
    hiddenSize: shape.hiddenSize,
    entries,
  });
  return ring;
}

export interface TrainingGraph extends ForwardTensors {
  graph: Graph;
  inputs: BatchInputs;
  ring: Tensor;
}

/** Forward, backward, clipped update, states carried on, loss and norm into the ring. */
export function trainingGraph(
  shape: ModelShape,
  unrolling: Unrolling,
  optimizer: Optimizer,
): TrainingGraph {
  const graph = new Graph();
  const { timeSteps, batchSize } = unrolling;
  const tokens = graph.input('tokens', [timeSteps, batchSize]);
  const targets = graph.input('targets', [timeSteps, batchSize]);
  const resets = graph.input('resets', [batchSize]);
  const order = graph.input('order', [timeSteps * batchSize]);
  const rowStart = graph.input('row-start', [shape.vocabSize + 1]);
  const gathering = { sorted: { order, rowStart } };
  const fresh = recordFresh(graph, shape, batchSize);
  const tensors = forward(graph, shape, unrolling, { tokens, gathering, fresh });
  const losses = graph.record(softmaxCrossEntropy, [tensors.logits, targets], {});
  differentiate(graph);
  const partials = recordNorm(graph);
  optimizer.record(graph, partials);
  const { states } = tensors;
  const ring = recordCarry(
    graph,
    shape,
    unrolling,
    { losses, partials, resets, states },
    ringEntries,
  );
  return { graph, inputs: { tokens, targets, resets, fresh, order, rowStart }, ring, ...tensors };
}

/** Forward and loss; the ring has one entry per chunk of the held-out text. */
export function evaluationGraph(shape: ModelShape, unrolling: Unrolling): TrainingGraph {
  const graph = new Graph();
  const { timeSteps, batchSize } = unrolling;
  const tokens = graph.input('tokens', [timeSteps, batchSize]);
  const targets = graph.input('targets', [timeSteps, batchSize]);
  const resets = graph.input('resets', [batchSize]);
  const fresh = recordFresh(graph, shape, batchSize);
  const tensors = forward(graph, shape, unrolling, { tokens, gathering: {}, fresh });
  const losses = graph.record(softmaxCrossEntropy, [tensors.logits, targets], {});
  const { states } = tensors;
  const partials = graph.nothing;
  const ring = recordCarry(
    graph,
    shape,
    unrolling,
    { losses, partials, resets, states },
    ringEntries,
  );
  return { graph, inputs: { tokens, targets, resets, fresh }, ring, ...tensors };
}

export interface InspectionGraph extends ForwardTensors {
  graph: Graph;
  tokens: Tensor;
  targets: Tensor;
  /** Per time step, nats. */
  losses: Tensor;
}

/** Forward alone over one line of text, as a sequence that begins: what the gates view shows. */
export function inspectionGraph(
  shape: ModelShape,
  timeSteps: number,
  hasPins = false,
): InspectionGraph {
  const graph = new Graph();
  const tokens = graph.input('tokens', [timeSteps, 1]);
  const targets = graph.input('targets', [timeSteps, 1]);
  const unrolling: Unrolling = { timeSteps, batchSize: 1, strategy: 'step', hasPins };
  const tensors = forward(graph, shape, unrolling, { tokens, gathering: {} });
  // the loss is computed in place
  const copy = graph.record(pointwise, [tensors.logits], { kind: 'copy' }, { name: 'logits.copy' });
  const losses = graph.record(softmaxCrossEntropy, [copy, targets], {});
  for (const { gates } of tensors.layers) graph.kept.add(gates.storage);
  graph.kept.add(tensors.logits.storage);
  return { graph, tokens, targets, losses, ...tensors };
}
