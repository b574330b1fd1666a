/** What a net is made of, and what its parameters look like at the boundary. */
import { type Cell, inputGatesOf, recurrentGatesOf, stateSlotsOf } from '../cells/cell.ts';
import { padded } from '../graph/tensor.ts';

export interface ModelShape {
  cell: Cell;
  layers: number;
  hiddenSize: number;
  vocabSize: number;
  /** 0: one-hot input. */
  embeddingSize: number;
  /** 2: every layer also reads the sequence from its end. Default 1. */
  directions?: 1 | 2;
  /** Classes that the head tells apart; as many as tokens where it predicts those. */
  outputSize?: number;
  /** Sequences begin from parameters instead of zero. */
  learnsInitialState?: boolean;
}

/** One parameter: PyTorch's name and shape, and where the GPU holds it. */
export interface ParameterSpec {
  name: string;
  /** PyTorch's. */
  shape: readonly number[];
  /** The section of the flat buffers that it is a part of; several may share one. */
  section: string;
  /** Shape of the section; the last dimension is padded to whole vec4 besides. */
  stored: readonly number[];
  /** Where element `index` of PyTorch's order lies among the section's words, and its sign. */
  place(index: number): { word: number; sign: 1 | -1 };
}

/** The section of the states that sequences begin with. */
export const initialSection = 'rnn.initial';

export const directionsOf = ({ directions = 1 }: ModelShape): 1 | 2 => directions;
const outputSizeOf = ({ outputSize, vocabSize }: ModelShape): number => outputSize ?? vocabSize;

/** PyTorch's ending of a layer's names. */
export function layerSuffix(layer: number, direction = 0): string {
  return `_l${layer}${direction === 0 ? '' : '_reverse'}`;
}

/**
 * All parameters in order. Recurrent weights are stored as [D][K][H/4][G][4]: the gates of four
 * neighbouring units side by side, so that one vec4 holds one gate of four units; H is padded to a
 * multiple of 4 with zero weights. Both directions of what the time steps read lie in one section.
 */
export function parameterSpecs(shape: ModelShape): ParameterSpec[] {
  const { cell, layers, hiddenSize, vocabSize, embeddingSize } = shape;
  const directions = directionsOf(shape);
  const height = padded(hiddenSize);
  const specs: ParameterSpec[] = [];
  if (embeddingSize > 0) {
    specs.push(matrix('embedding.weight', [vocabSize, embeddingSize]));
  }
  for (let layer = 0; layer < layers; layer++) {
    for (let direction = 0; direction < directions; direction++) {
      const own = { suffix: layerSuffix(layer, direction), direction, layer };
      const input = gateColumns(cell, hiddenSize, inputGatesOf(cell), 0);
      const recurrent = recurrentGatesOf(cell);
      const columns = gateColumns(cell, hiddenSize, recurrent, Math.min(...recurrent));
      const below =
        layer > 0
          ? { parts: directions, size: hiddenSize }
          : { parts: 1, size: embeddingSize || vocabSize, isTable: true };
      specs.push(
        gateMatrix(`rnn.weight_ih${own.suffix}`, input, below),
        shared(
          gateMatrix(`rnn.weight_hh${own.suffix}`, columns, { parts: 1, size: hiddenSize }),
          `rnn.weight_hh${layerSuffix(layer)}`,
          { direction, directions, words: height * columns.width },
        ),
        gateVector(`rnn.bias_ih${own.suffix}`, input),
      );
      if (cell.vectors) {
        const { name, terms } = cell.vectors;
        const vectors = unitVectors(`rnn.${name}${own.suffix}`, terms.length, hiddenSize);
        const words = terms.length * height;
        const section = `rnn.${name}${layerSuffix(layer)}`;
        specs.push(shared(vectors, section, { direction, directions, words }));
      }
    }
  }
  const outputSize = outputSizeOf(shape);
  specs.push(transposedMatrix('head.weight', [outputSize, hiddenSize], directions));
  specs.push(matrix('head.bias', [outputSize]));
  if (shape.learnsInitialState) specs.push(...initialStates(shape));
  return specs;
}

/** The sections of the flat buffers in order, each once. */
export function parameterSections(
  shape: ModelShape,
): { name: string; stored: readonly number[] }[] {
  const sections = new Map(
    parameterSpecs(shape).map(({ section, stored }) => [section, { name: section, stored }]),
  );
  return [...sections.values()];
}

export function parameterCount(shape: ModelShape): number {
  return parameterSpecs(shape).reduce(
    (sum, spec) => sum + spec.shape.reduce((product, size) => product * size, 1),
    0,
  );
}

function matrix(name: string, shape: readonly number[]): ParameterSpec {
  const columns = shape[shape.length - 1];
  return {
    name,
    shape,
    section: name,
    stored: shape,
    place: (index) => ({
      word: Math.floor(index / columns) * padded(columns) + (index % columns),
      sign: 1,
    }),
  };
}

/** Where feature `index` of outputs of several directions lies: each is padded on its own. */
function paddedFeature(index: number, size: number): number {
  return Math.floor(index / size) * padded(size) + (index % size);
}

/** PyTorch's [V, D·H] stored as [D·H, V]. */
function transposedMatrix(
  name: string,
  [rows, size]: readonly [number, number],
  parts: number,
): ParameterSpec {
  const columns = parts * size;
  return {
    name,
    shape: [rows, columns],
    section: name,
    stored: [parts * padded(size), rows],
    place: (index) => ({
      word: paddedFeature(index % columns, size) * padded(rows) + Math.floor(index / columns),
      sign: 1,
    }),
  };
}

/** Rows of stacked gates [G·H] in PyTorch's order, and the stored column of each. */
interface GateColumns {
  rows: number;
  /** Stored columns, padding included. */
  width: number;
  place(row: number): { word: number; sign: 1 | -1 };
}

function gateColumns(
  cell: Cell,
  hiddenSize: number,
  gates: readonly number[],
  first: number,
): GateColumns {
  return {
    rows: gates.length * hiddenSize,
    width: gates.length * padded(hiddenSize),
    place(row) {
      const gate = gates[Math.floor(row / hiddenSize)];
      const unit = row % hiddenSize;
      const word = (Math.floor(unit / 4) * gates.length + gate - first) * 4 + (unit % 4);
      return { word, sign: cell.gates[gate].negated ? -1 : 1 };
    },
  };
}

/** PyTorch's [G·H, K] stored as [K, H/4, G, 4]; the rows of a table are not padded. */
function gateMatrix(
  name: string,
  gates: GateColumns,
  { parts, size, isTable = false }: { parts: number; size: number; isTable?: boolean },
): ParameterSpec {
  const columns = parts * size;
  return {
    name,
    shape: [gates.rows, columns],
    section: name,
    stored: [isTable ? columns : parts * padded(size), gates.width],
    place: (index) => {
      const { word, sign } = gates.place(Math.floor(index / columns));
      const feature = index % columns;
      const row = isTable ? feature : paddedFeature(feature, size);
      return { word: row * gates.width + word, sign };
    },
  };
}

function gateVector(name: string, gates: GateColumns): ParameterSpec {
  return {
    name,
    shape: [gates.rows],
    section: name,
    stored: [gates.width],
    place: (index) => gates.place(index),
  };
}

/** [N, H], or [H] where there is one, stored as [H/4, N, 4]. */
function unitVectors(name: string, count: number, hiddenSize: number): ParameterSpec {
  return {
    name,
    shape: count === 1 ? [hiddenSize] : [count, hiddenSize],
    section: name,
    stored: [1, count * padded(hiddenSize)],
    place: (index) => {
      const unit = index % hiddenSize;
      const vector = Math.floor(index / hiddenSize);
      return { word: (Math.floor(unit / 4) * count + vector) * 4 + (unit % 4), sign: 1 };
    },
  };
}

/** Of all layers in one section, [L · D · N, H]; last, so that others are drawn as without them. */
function initialStates(shape: ModelShape): ParameterSpec[] {
  const { cell, layers, hiddenSize } = shape;
  const directions = directionsOf(shape);
  const states = stateSlotsOf(cell);
  const rows = layers * directions * states.length;
  return Array.from({ length: rows }, (_, row): ParameterSpec => {
    const walk = Math.floor(row / states.length);
    const suffix = layerSuffix(Math.floor(walk / directions), walk % directions);
    return {
      name: `rnn.initial_${states[row % states.length].id}${suffix}`,
      shape: [hiddenSize],
      section: initialSection,
      stored: [rows, hiddenSize],
      place: (index) => ({ word: row * padded(hiddenSize) + index, sign: 1 }),
    };
  });
}

/** The same parameter as one direction's part of a section. */
function shared(
  spec: ParameterSpec,
  section: string,
  { direction, directions, words }: { direction: number; directions: number; words: number },
): ParameterSpec {
  const [rows, columns] = spec.stored;
  return {
    ...spec,
    section,
    stored: [directions * rows, columns],
    place: (index) => {
      const { word, sign } = spec.place(index);
      return { word: direction * words + word, sign };
    },
  };
}
