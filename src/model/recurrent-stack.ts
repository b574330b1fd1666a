/**
 * A stack of recurrent layers, each reading the one below, in one direction or two, with states of
 * its own. Sequences begin from zero, from learned states, or from states that are given for each.
 */
import { mostLayers } from '../config/view-settings.ts';
import { type Cell, inputGatesOf, recurrentGatesOf, recurrentStatesOf } from '../cells/cell.ts';
import type { Graph } from '../graph/graph.ts';
import { padded, rowsView, type Tensor } from '../graph/tensor.ts';
import { pointwise } from '../ops/pointwise.ts';
import { begin } from '../recurrence/begin.ts';
import { strategies, walkLayers } from '../recurrence/index.ts';
import {
  type LayerInput,
  type LayerSizes,
  type LayerTensors,
  stateView,
  stateRow,
  type Walk,
} from '../recurrence/strategy.ts';
import {
  gateColumns,
  gateMatrix,
  gateVector,
  type Layout,
  shared,
  unitVectors,
  windowMatrix,
} from './layout.ts';
import { type Module, parameterOf, type Parameters, type Unrolling } from './module.ts';
import { pinWords } from './pins.ts';
import {
  directionsOf,
  initialSection,
  labelOf,
  layerSuffix,
  type StackShape,
  windowOf,
} from './stack-shape.ts';

export interface StackInput {
  /** [T, B, I], or tokens whose rows are looked up: one-hot ones are never written out. */
  x: LayerInput;
  /** Real time steps of each sequence [B]; absent: all. */
  lengths?: Tensor;
  /**
   * Where every sequence begins, each [B, H]: by layer, direction and state, as the walks of
   * another stack end. Gradients flow into it.
   */
  initial?: readonly (readonly (readonly Tensor[])[])[];
  /** Sequences that begin with this step [B]; absent: all. Matters where initial states are learned. */
  fresh?: Tensor;
}

export type StackLayer = Walk & Pick<LayerTensors, 'states' | 'stateGradients' | 'pins'>;

export interface StackOutput {
  /** What the first layer reads, [T, B, I]; absent: one-hot rows. */
  input?: Tensor;
  /** What the last layer puts out, [T, B, D·H]. */
  output: Tensor;
  layers: StackLayer[];
  /** The states of all layers, [layers · D · STATES · (T + 1), B, H]. */
  states: Tensor;
}

export function recurrentStack(shape: StackShape): Module<StackInput, StackOutput> {
  return {
    specs: layoutsOf(shape).map((layout) => ({
      ...layout,
      owner: { module: 'stack', cell: shape.cell, hiddenSize: shape.hiddenSize },
    })),

    record(graph, parameters, input, unrolling) {
      return recordStack(graph, shape, parameters, input, unrolling);
    },
  };
}

/** PyTorch's order; both directions of what the time steps read lie in one section. */
function layoutsOf(shape: StackShape): Layout[] {
  const { prefix, cell, layers, hiddenSize, inputSize, inputParts } = shape;
  const directions = directionsOf(shape);
  const height = padded(hiddenSize);
  const layouts: Layout[] = [];
  for (let layer = 0; layer < layers; layer++) {
    for (let direction = 0; direction < directions; direction++) {
      const suffix = layerSuffix(layer, direction);
      const input = gateColumns(cell, hiddenSize, inputGatesOf(cell), 0);
      const recurrent = recurrentGatesOf(cell);
      const columns = gateColumns(cell, hiddenSize, recurrent, Math.min(...recurrent));
      const lowest = { parts: inputParts ?? 1, size: inputSize, isTable: !inputParts };
      const below = layer > 0 ? { parts: directions, size: hiddenSize } : lowest;
      const own = gateMatrix(`${prefix}.weight_ih${suffix}`, input, below);
      const window = windowOf(shape, layer);
      const matrix = gateMatrix(`${prefix}.weight_hh${suffix}`, columns, {
        ...{ parts: 1, size: hiddenSize },
      });
      const words = height * columns.width;
      layouts.push(
        window > 1 ? windowMatrix(own, window) : own,
        ...(cell.isPlain
          ? []
          : [shared(matrix, recurrentSection(prefix, layer), { direction, directions, words })]),
        gateVector(`${prefix}.bias_ih${suffix}`, input),
      );
      if (cell.vectors) {
        const { name, terms } = cell.vectors;
        const vectors = unitVectors(`${prefix}.${name}${suffix}`, terms.length, hiddenSize);
        const words = terms.length * height;
        const section = `${prefix}.${name}${layerSuffix(layer)}`;
        layouts.push(shared(vectors, section, { direction, directions, words }));
      }
    }
  }
  return shape.learnsInitialState ? [...layouts, ...initialStates(shape)] : layouts;
}

const recurrentSection = (prefix: string, layer: number) =>
  `${prefix}.weight_hh${layerSuffix(layer)}`;

/** Of all layers in one section, [L · D · N, H]. */
function initialStates(shape: StackShape): Layout[] {
  const { prefix, cell, layers, hiddenSize } = shape;
  const directions = directionsOf(shape);
  const states = recurrentStatesOf(cell);
  const rows = layers * directions * states.length;
  return Array.from({ length: rows }, (_, row): Layout => {
    const walk = Math.floor(row / states.length);
    const suffix = layerSuffix(Math.floor(walk / directions), walk % directions);
    return {
      name: `${prefix}.initial_${states[row % states.length].id}${suffix}`,
      shape: [hiddenSize],
      section: initialSection(prefix),
      stored: [rows, hiddenSize],
      place: (index) => ({ word: row * padded(hiddenSize) + index, sign: 1 }),
    };
  });
}

function recordStack(
  graph: Graph,
  shape: StackShape,
  parameters: Parameters,
  { x, lengths, initial, fresh }: StackInput,
  unrolling: Unrolling,
): StackOutput {
  const { cell, layers, hiddenSize } = shape;
  const { batchSize, strategy } = unrolling;
  const isTokens = 'tokens' in x;
  const [timeSteps] = isTokens ? x.tokens.shape : x.shape;
  const directions = directionsOf(shape);
  const sizes: LayerSizes = { timeSteps, batchSize, hiddenSize, directions };
  const rows = directions * cell.states.length * (timeSteps + 1);
  const name = `${labelOf(shape)}states`;
  const states = graph.state(name, [layers * rows, batchSize, padded(hiddenSize)]);
  const learned = initial ? undefined : parameters.get(initialSection(shape.prefix));
  if (learned) graph.record(begin, [learned, states], { cell, sizes, fresh });
  const starts = (layer: number): LayerTensors['initial'] => {
    if (initial) return { given: initial[layer] };
    const count = directions * recurrentStatesOf(cell).length;
    return learned && { learned: rowsView(learned, layer * count, [count, hiddenSize]), fresh };
  };
  const recorded = Array.from({ length: layers }, (_, layer): LayerTensors => {
    const own = rowsView(states, layer * rows * batchSize, [rows, batchSize, padded(hiddenSize)]);
    return {
      ...weightsOf(graph, shape, parameters, layer),
      window: windowOf(shape, layer),
      kept: layer === 0 && cell.isPlain ? sharesIn(states, cell, sizes) : undefined,
      ...extrasOf(graph, shape, unrolling, sizes, layer),
      name: `${labelOf(shape)}l${layer}`,
      states: { ...own, name: `${name}.l${layer}` },
      lengths,
      initial: starts(layer),
    };
  });
  initial?.forEach((given, layer) => {
    writeStarts(graph, cell, sizes, recorded[layer].states, given);
  });
  const walks = walkLayers(graph, { cell, sizes, layers: recorded, input: x }, (layer) =>
    typeof strategy === 'function' ? strategy(shape.prefix, layer) : strategies[strategy],
  );
  return {
    input: isTokens ? undefined : x,
    output: walks[layers - 1].output,
    layers: walks.map((walk, layer) => {
      const { states: own, stateGradients, pins } = recorded[layer];
      return { ...walk, states: own, stateGradients, pins };
    }),
    states,
  };
}

function weightsOf(graph: Graph, shape: StackShape, parameters: Parameters, layer: number) {
  const { prefix, cell, hiddenSize } = shape;
  const suffixes = Array.from({ length: directionsOf(shape) }, (_, d) => layerSuffix(layer, d));
  const get = (kind: string, suffix: string) =>
    parameterOf(parameters, `${prefix}.${kind}${suffix}`);
  return {
    weightIh: suffixes.map((suffix) => get('weight_ih', suffix)),
    biases: suffixes.map((suffix) => get('bias_ih', suffix)),
    weightHh: cell.isPlain
      ? noWeights(graph, `${labelOf(shape)}l${layer}`, hiddenSize, directionsOf(shape))
      : get('weight_hh', suffixes[0]),
    vectors: cell.vectors && get(cell.vectors.name, suffixes[0]),
  };
}

/** Of a plain net over streams, which has such states beside its own. */
function sharesIn(states: Tensor, cell: Cell, sizes: LayerSizes): Tensor | undefined {
  const count = cell.states.length;
  if (count === 1) return undefined;
  const rows = (count - 1) * (sizes.timeSteps + 1);
  return stateView(states, sizes, count, { direction: 0, state: 1, row: 0, rows });
}

/** Zeros that nobody learns: what walks through time hands on nothing. */
function noWeights(graph: Graph, name: string, hiddenSize: number, directions: number): Tensor {
  return graph.state(`no recurrence.${name}`, [directions * padded(hiddenSize), hiddenSize]);
}

/** What only some unrollings have. */
function extrasOf(
  graph: Graph,
  shape: StackShape,
  { hasPins, hasDropout, watchedLayer }: Unrolling,
  { timeSteps, batchSize, directions }: LayerSizes,
  layer: number,
): Pick<LayerTensors, 'pins' | 'dropout' | 'stateGradients'> {
  const name = `${labelOf(shape)}l${layer}`;
  const watched = [directions * 2 * timeSteps, batchSize, padded(shape.hiddenSize)];
  return {
    pins: hasPins ? graph.state(`pins.${name}`, [pinWords(shape)], 'u32') : undefined,
    dropout: hasDropout && layer < shape.layers - 1 ? maskOf(shape, layer) : undefined,
    stateGradients:
      layer === watchedLayer ? graph.transient(`states.${name}.gradients`, watched) : undefined,
  };
}

/** Another number for each layer of a model, so that an encoder does not drop what its decoder drops. */
function maskOf({ prefix }: StackShape, layer: number): number {
  return prefix === 'encoder' ? mostLayers + layer : layer;
}

/** @param given by direction and state, each [B, H] */
function writeStarts(
  graph: Graph,
  cell: Cell,
  sizes: LayerSizes,
  states: Tensor,
  given: readonly (readonly Tensor[])[],
): void {
  given.forEach((vectors, direction) => {
    const row = stateRow(direction, sizes.timeSteps, 'start');
    vectors.forEach((vector, state) => {
      const into = stateView(states, sizes, cell.states.length, { direction, state, row, rows: 1 });
      graph.record(pointwise, [vector], { kind: 'copy' }, { into });
    });
  });
}
