/**
 * A tensor is a named window into a storage. The last dimension is padded to whole vec4 with zeros
 * (f32) or packed (u32); all leading dimensions together are its rows. Views share the storage:
 * vec4 `c` of row `r` lies at offset4 + r · rowStride4 + (c div take) · skip + c mod take.
 */
import { ShapeError } from '../lib/errors.ts';

export type Dtype = 'f32' | 'u32';

export type Role =
  /** Weights; their gradients; the optimizer's moments: sections of flat buffers of one layout. */
  | 'parameter'
  | 'gradient'
  | 'moment'
  /** Written by the host for each step of a chunk. */
  | 'input'
  /** Lives on from one run of the plan to the next; zero at the start. */
  | 'state'
  /** Needed within one run only; may share memory with others. */
  | 'transient';

export interface Storage {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly dtype: Dtype;
  /** Size in 4-byte words, padding included. */
  readonly words: number;
  /** Stands for the whole flat buffer of its role rather than for a section of it. */
  readonly flat?: boolean;
}

export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly storage: Storage;
  readonly rows: number;
  readonly columns: number;
  readonly columns4: number;
  readonly offset4: number;
  readonly rowStride4: number;
  readonly take: number;
  readonly skip: number;
  /** Has a gradient of its own instead of a window of its storage's: always taken as a whole. */
  readonly identity?: symbol;
}

export const quarter = (size: number): number => Math.ceil(size / 4);
export const padded = (size: number): number => 4 * quarter(size);

function rowsOf(shape: readonly number[]): number {
  return shape.slice(0, -1).reduce((product, size) => product * size, 1);
}

/** Words that a tensor of this shape takes. */
export function wordsOf(shape: readonly number[], dtype: Dtype): number {
  const columns = shape[shape.length - 1];
  return rowsOf(shape) * (dtype === 'f32' ? padded(columns) : columns);
}

export function wholeTensor(storage: Storage, shape: readonly number[]): Tensor {
  const columns = shape[shape.length - 1];
  const columns4 = quarter(columns);
  return {
    name: storage.name,
    shape,
    storage,
    rows: rowsOf(shape),
    columns,
    columns4,
    offset4: 0,
    rowStride4: columns4,
    take: 1,
    skip: 1,
  };
}

/** Rows from `first` on; the result has the given shape. */
export function rowsView(tensor: Tensor, first: number, shape: readonly number[]): Tensor {
  const rows = rowsOf(shape);
  if (first < 0 || first + rows > tensor.rows) {
    throw new ShapeError({
      where: tensor.name,
      what: 'has not that many rows',
      values: { rows: tensor.rows, first, wanted: rows },
      advice: 'Take rows inside the tensor',
    });
  }
  return { ...tensor, shape, rows, offset4: tensor.offset4 + first * tensor.rowStride4 };
}

/** Every `skip` vec4 of a whole row, `take` neighbours from `first4` on: one gate of many. */
export function columnsView(
  tensor: Tensor,
  { first4, take, skip }: { first4: number; take: number; skip: number },
): Tensor {
  const columns4 = (tensor.columns4 / skip) * take;
  if (tensor.skip !== tensor.take || !Number.isInteger(columns4)) {
    throw new ShapeError({
      where: tensor.name,
      what: 'its columns cannot be taken in such groups',
      values: { columns4: tensor.columns4, take, skip },
      advice: 'Take groups of a tensor whose columns lie side by side',
    });
  }
  return {
    ...tensor,
    shape: [...tensor.shape.slice(0, -1), columns4 * 4],
    columns: columns4 * 4,
    columns4,
    offset4: tensor.offset4 + first4,
    take,
    skip,
  };
}

export function isWhole(tensor: Tensor): boolean {
  return tensor.rows * tensor.columns4 * 4 === tensor.storage.words;
}

export function hasPlainColumns(tensor: Tensor): boolean {
  return tensor.take === tensor.skip;
}

export function describeTensor({ name, shape }: Tensor): string {
  return `${name} [${shape.join(', ')}]`;
}
