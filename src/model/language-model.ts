/**
 * The language model as a graph: tokens → one-hot or embedding → recurrent layers → head → logits.
 * Training, validation, the gates view and sampling (`src/decode`) unroll the same `forward`.
 */
import { differentiate } from '../graph/backward.ts';
import { Graph } from '../graph/graph.ts';
import { padded, rowsView, type Tensor } from '../graph/tensor.ts';
import { bias } from '../ops/bias.ts';
import { carry } from '../ops/carry.ts';
import { gatherRows, type GatherAttributes } from '../ops/gather-rows.ts';
import { matmul } from '../ops/matmul.ts';
import { softmaxCrossEntropy } from '../ops/softmax-cross-entropy.ts';
import { recordNorm } from '../optimizers/norm.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { strategies, type StrategyId } from '../recurrence/index.ts';
import { type ModelShape, parameterSpecs } from './shape.ts';

export interface Unrolling {
  timeSteps: number;
  batchSize: number;
  strategy: StrategyId;
}

/** Entries of the ring of losses. */
export const ringEntries = 4096;

export interface ForwardTensors {
  logits: Tensor;
  /** Per layer: gates [T, B, H/4, G, 4] and states [SLOTS, T + 1, B, H]. */
  layers: { gates: Tensor; states: Tensor }[];
  /** The states of all layers. */
  states: Tensor;
}

export interface BatchInputs {
  tokens: Tensor;
  targets: Tensor;
  /** 1 where the stream starts anew with the *next* step. */
  resets: Tensor;
  order?: Tensor;
  rowStart?: Tensor;
}

function declareParameters(graph: Graph, shape: ModelShape): Map<string, Tensor> {
  return new Map(
    parameterSpecs(shape).map(({ name, stored }) => [name, graph.parameter(name, stored)]),
  );
}

/** Records the model from tokens to logits. */
export function forward(
  graph: Graph,
  shape: ModelShape,
  unrolling: Unrolling,
  tokens: Tensor,
  gathering: GatherAttributes,
): ForwardTensors {
  const { cell, layers, hiddenSize, embeddingSize } = shape;
  const { timeSteps, batchSize } = unrolling;
  const parameters = declareParameters(graph, shape);
  const parameter = (name: string) => parameters.get(name) as Tensor;
  const rows = cell.slots.length * (timeSteps + 1);
  const states = graph.state('states', [layers * rows, batchSize, padded(hiddenSize)]);
  const sizes = { timeSteps, batchSize, hiddenSize };
  const stack: ForwardTensors['layers'] = [];
  const gather = (table: Tensor, name: string) =>
    graph.record(gatherRows, [tokens, table], gathering, { name });
  let below = embeddingSize > 0 ? gather(parameter('embedding.weight'), 'embedded') : undefined;
  for (let layer = 0; layer < layers; layer++) {
    const weightIh = parameter(`rnn.weight_ih_l${layer}`);
    const name = `gates.l${layer}`;
    const product = below
      ? graph.record(matmul, [below, weightIh], { transposed: 'none' }, { name: `input.l${layer}` })
      : gather(weightIh, `input.l${layer}`);
    const biases = parameter(`rnn.bias_ih_l${layer}`);
    const gates = graph.record(bias, [product, biases], {}, { name });
    const own = rowsView(states, layer * rows * batchSize, [rows, batchSize, padded(hiddenSize)]);
    const tensors = {
      gates,
      weightHh: parameter(`rnn.weight_hh_l${layer}`),
      states: { ...own, name: `states.l${layer}` },
    };
    below = strategies[unrolling.strategy].walk(graph, cell, sizes, tensors);
    stack.push(tensors);
  }
  const head = graph.record(
    matmul,
    [below as Tensor, parameter('head.weight')],
    { transposed: 'none' },
    { name: 'head' },
  );
  const logits = graph.record(bias, [head, parameter('head.bias')], {}, { name: 'logits' });
  return { logits, layers: stack, states };
}

/** Records what outlives a step; @returns the ring of losses. */
export function recordCarry(
  graph: Graph,
  shape: ModelShape,
  { timeSteps, batchSize }: Unrolling,
  tensors: { losses: Tensor; partials: Tensor; resets: Tensor; states: Tensor },
  entries: number,
): Tensor {
  const ring = graph.state('ring', [entries, 4]);
  const { losses, partials, resets, states } = tensors;
  graph.record(carry, [losses, partials, resets, states, ring], {
    slots: shape.layers * shape.cell.slots.length,
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
  const tensors = forward(graph, shape, unrolling, tokens, { sorted: { order, rowStart } });
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
  return { graph, inputs: { tokens, targets, resets, order, rowStart }, ring, ...tensors };
}

/** Forward and loss; the ring has one entry per chunk of the held-out text. */
export function evaluationGraph(shape: ModelShape, unrolling: Unrolling): TrainingGraph {
  const graph = new Graph();
  const { timeSteps, batchSize } = unrolling;
  const tokens = graph.input('tokens', [timeSteps, batchSize]);
  const targets = graph.input('targets', [timeSteps, batchSize]);
  const resets = graph.input('resets', [batchSize]);
  const tensors = forward(graph, shape, unrolling, tokens, {});
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
  return { graph, inputs: { tokens, targets, resets }, ring, ...tensors };
}

export interface InspectionGraph extends ForwardTensors {
  graph: Graph;
  tokens: Tensor;
}

/** Forward alone over one line of text, from zero states: what the gates view shows. */
export function inspectionGraph(shape: ModelShape, timeSteps: number): InspectionGraph {
  const graph = new Graph();
  const tokens = graph.input('tokens', [timeSteps, 1]);
  const unrolling: Unrolling = { timeSteps, batchSize: 1, strategy: 'step' };
  const tensors = forward(graph, shape, unrolling, tokens, {});
  for (const { gates } of tensors.layers) graph.kept.add(gates.storage);
  return { graph, tokens, ...tensors };
}
