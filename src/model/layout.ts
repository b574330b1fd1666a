/**
 * How parameters are stored: PyTorch's names, shapes and order, and where the backends hold each value.
 * Recurrent weights are stored as [D][K][H/4][G][4]: the gates of four neighbouring units side by side,
 * so that one vec4 holds one gate of four units; H is padded to a multiple of 4 with zero weights.
 */
import type { Cell } from '../cells/cell.ts';
import { padded } from '../graph/tensor.ts';

/** One parameter as the flat buffers hold it. */
export interface Layout {
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

export function matrix(name: string, shape: readonly number[]): Layout {
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
export function transposedMatrix(
  name: string,
  [rows, size]: readonly [number, number],
  parts: number,
): Layout {
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

export function gateColumns(
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
export function gateMatrix(
  name: string,
  gates: GateColumns,
  { parts, size, isTable = false }: { parts: number; size: number; isTable?: boolean },
): Layout {
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

/**
 * PyTorch's [G·H, window · K]: what is read at this time step, then at those before it. Stored
 * [K, window · G·H], so that a row of a table has all that a token has a share in.
 */
export function windowMatrix(layout: Layout, window: number): Layout {
  const [rows, columns] = layout.shape;
  const [height, width] = layout.stored;
  return {
    ...layout,
    shape: [rows, window * columns],
    stored: [height, window * width],
    place: (index) => {
      const [row, column] = [Math.floor(index / columns / window), index % (window * columns)];
      const { word, sign } = layout.place(row * columns + (column % columns));
      const block = Math.floor(word / width) * window + Math.floor(column / columns);
      return { word: block * width + (word % width), sign };
    },
  };
}

export function gateVector(name: string, gates: GateColumns): Layout {
  return {
    name,
    shape: [gates.rows],
    section: name,
    stored: [gates.width],
    place: (index) => gates.place(index),
  };
}

/** [N, H], or [H] where there is one, stored as [H/4, N, 4]. */
export function unitVectors(name: string, count: number, hiddenSize: number): Layout {
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

/** The same parameter as one direction's part of a section. */
export function shared(
  spec: Layout,
  section: string,
  { direction, directions, words }: { direction: number; directions: number; words: number },
): Layout {
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
