/**
 * The recurrent layers of any model: tokens → one-hot or embedding → layers, each reading the one
 * below, in one direction or two.
 */
import type { Graph } from '../graph/graph.ts';
import { padded, rowsView, type Tensor } from '../graph/tensor.ts';
import { bias } from '../ops/bias.ts';
import { gatherRows, type GatherAttributes } from '../ops/gather-rows.ts';
import { matmul } from '../ops/matmul.ts';
import { begin } from '../recurrence/begin.ts';
import { strategies, type StrategyId } from '../recurrence/index.ts';
import type { LayerTensors, Walk } from '../recurrence/strategy.ts';
import { pinWords } from './pins.ts';
import { stateSlotsOf } from '../cells/cell.ts';
import {
  directionsOf,
  initialSection,
  layerSuffix,
  type ModelShape,
  parameterSections,
} from './shape.ts';

export interface Unrolling {
  timeSteps: number;
  batchSize: number;
  strategy: StrategyId;
  /** Drop some of what each layer but the last puts out: in training only. */
  hasDropout?: boolean;
  /** Sequences of one batch differ in length. */
  hasLengths?: boolean;
  /** Gates can be held: forward only, by strategy `step`. */
  hasPins?: boolean;
  /** The layer, from 0, whose backward leaves the gradients of its states. */
  watchedLayer?: number;
}

export interface StackInputs {
  tokens: Tensor;
  gathering: GatherAttributes;
  /** Real time steps of each sequence [B]; absent: all. */
  lengths?: Tensor;
  /** Sequences that begin with this step [B]; absent: all. Matters where initial states are learned. */
  fresh?: Tensor;
}

export interface Stack {
  /** What the first layer reads, [T, B, E]; absent: one-hot rows, which are never written out. */
  input?: Tensor;
  /** What the last layer puts out, [T, B, D·H]. */
  output: Tensor;
  layers: (Walk & Pick<LayerTensors, 'states' | 'stateGradients' | 'pins'>)[];
  /** The states of all layers, [layers · D · SLOTS · (T + 1), B, H]. */
  states: Tensor;
  /** Of every section of the flat buffer, by name. */
  parameters: ReadonlyMap<string, Tensor>;
}

export function recordStack(
  graph: Graph,
  shape: ModelShape,
  unrolling: Unrolling,
  inputs: StackInputs,
): Stack {
  const { cell, layers, hiddenSize, embeddingSize } = shape;
  const { timeSteps, batchSize, hasDropout = false, hasPins = false } = unrolling;
  const directions = directionsOf(shape);
  const parameters = new Map(
    parameterSections(shape).map(({ name, stored }) => [name, graph.parameter(name, stored)]),
  );
  const parameter = (name: string) => parameters.get(name) as Tensor;
  const rows = directions * cell.slots.length * (timeSteps + 1);
  const states = graph.state('states', [layers * rows, batchSize, padded(hiddenSize)]);
  const sizes = { timeSteps, batchSize, hiddenSize, directions };
  const { tokens, gathering, lengths, fresh } = inputs;
  const initial = parameters.get(initialSection);
  if (initial) graph.record(begin, [initial, states], { cell, sizes, fresh });
  const ownInitial = directions * stateSlotsOf(cell).length;
  const gather = (table: Tensor, name: string) =>
    graph.record(gatherRows, [tokens, table], gathering, { name });
  const input = embeddingSize > 0 ? gather(parameter('embedding.weight'), 'embedded') : undefined;
  let below = input;
  const recorded: Stack['layers'] = [];
  for (let layer = 0; layer < layers; layer++) {
    const suffixes = Array.from({ length: directions }, (_, d) => layerSuffix(layer, d));
    const read = below;
    const own = rowsView(states, layer * rows * batchSize, [rows, batchSize, padded(hiddenSize)]);
    const tensors: LayerTensors = {
      name: `l${layer}`,
      product(direction) {
        const weightIh = parameter(`rnn.weight_ih${suffixes[direction]}`);
        const name = `input${suffixes[direction].replace('_', '.')}`;
        return read
          ? graph.record(matmul, [read, weightIh], { transposed: 'none' }, { name })
          : gather(weightIh, name);
      },
      biases: suffixes.map((suffix) => parameter(`rnn.bias_ih${suffix}`)),
      weightHh: parameter(`rnn.weight_hh${suffixes[0]}`),
      vectors: cell.vectors && parameter(`rnn.${cell.vectors.name}${suffixes[0]}`),
      states: { ...own, name: `states.l${layer}` },
      lengths,
      initial: initial && {
        states: rowsView(initial, layer * ownInitial, [ownInitial, hiddenSize]),
        fresh,
      },
      pins: hasPins ? graph.state(`pins.l${layer}`, [pinWords(shape)], 'u32') : undefined,
      dropout: hasDropout && layer < layers - 1 ? layer : undefined,
      stateGradients:
        layer === unrolling.watchedLayer
          ? graph.transient(`states.l${layer}.gradients`, [
              directions * 2 * timeSteps,
              batchSize,
              padded(hiddenSize),
            ])
          : undefined,
    };
    const walk = strategies[unrolling.strategy].walk(graph, cell, sizes, tensors);
    below = walk.output;
    const { states: ownStates, stateGradients, pins } = tensors;
    recorded.push({ ...walk, states: ownStates, stateGradients, pins });
  }
  return { input, output: below as Tensor, layers: recorded, states, parameters };
}

/** ŷ before the softmax: W_y a + b_y, [T, B, outputs]. */
export function recordHead(graph: Graph, { output, parameters }: Stack): Tensor {
  const weight = parameters.get('head.weight') as Tensor;
  const biases = parameters.get('head.bias') as Tensor;
  const product = graph.record(matmul, [output, weight], { transposed: 'none' }, { name: 'head' });
  return graph.record(bias, [product, biases], {}, { name: 'logits' });
}
