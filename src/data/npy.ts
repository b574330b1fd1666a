/**
 * NumPy's arrays (.npy, versions 1 to 3) of one or two dimensions, as lines of numbers: what is read of
 * tables is read of them. Nothing is evaluated: the header is a Python literal of which three entries count.
 */
import type { Slices } from '../lib/slices.ts';

/** What is wrong with one: a code, with values by name. */
export interface NpyFault {
  problem: 'npy begins' | 'npy cut' | 'npy type' | 'npy shape' | 'npy size';
  values: Record<string, string | number>;
}

export class NpyError extends Error {
  override readonly name = 'NpyError';
  readonly fault: NpyFault;

  constructor(fault: NpyFault) {
    super(fault.problem);
    this.fault = fault;
  }
}

const magic = '\x93NUMPY';
/** Numbers at most: as lines they take several times their bytes. */
const mostNumbers = 2_000_000;
/** Bytes in which a header stands, however long it is. */
const headLength = 1 << 16;
const longestShown = 60;

interface Head {
  read: (view: DataView, at: number) => number;
  /** Bytes of a number. */
  size: number;
  rows: number;
  columns: number;
  isFortran: boolean;
  /** Of the numbers: what stands behind them is not read. */
  start: number;
  end: number;
}

/** By the kind and the bytes of a number. */
const readers: Record<string, (view: DataView, at: number, isLittle: boolean) => number> = {
  b1: (view, at) => Number(view.getUint8(at) !== 0),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at, isLittle) => view.getInt16(at, isLittle),
  u2: (view, at, isLittle) => view.getUint16(at, isLittle),
  i4: (view, at, isLittle) => view.getInt32(at, isLittle),
  u4: (view, at, isLittle) => view.getUint32(at, isLittle),
  i8: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)),
  u8: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)),
  f4: (view, at, isLittle) => view.getFloat32(at, isLittle),
  f8: (view, at, isLittle) => view.getFloat64(at, isLittle),
};

/** By its first bytes, or by its name. */
export async function isNpy(file: File): Promise<boolean> {
  return /\.npy$/i.test(file.name) || (await latin1(file.slice(0, magic.length))) === magic;
}

/** The array and how it is written. @throws NpyError */
export async function readNpy(file: File): Promise<Slices<string>> {
  const head = headOf(await file.slice(0, headLength).arrayBuffer(), file.size);
  return lines(head, new DataView(await file.slice(0, head.end).arrayBuffer()));
}

/** A line for each row. Yields the bytes of the file done. */
function* lines(
  { read, size, rows, columns, isFortran, start }: Head,
  view: DataView,
): Slices<string> {
  const written: string[] = [];
  for (let row = 0; row < rows; row++) {
    if (row % 4096 === 0) yield start + row * columns * size;
    const cells = Array.from({ length: columns }, (_, column) => {
      const at = isFortran ? column * rows + row : row * columns + column;
      return read(view, start + at * size);
    });
    written.push(cells.join(','));
  }
  return written.join('\n');
}

/** @param bytes of the whole file */
function headOf(first: ArrayBuffer, bytes: number): Head {
  const view = new DataView(first);
  const begins = new TextDecoder('latin1').decode(first.slice(0, magic.length));
  if (begins !== magic) {
    throw new NpyError({ problem: 'npy begins', values: { begins: shown(begins) } });
  }
  const cut = (needed: number) => new NpyError({ problem: 'npy cut', values: { bytes, needed } });
  // of version 1 two bytes say how long the header is, of later ones four
  const version = first.byteLength > 6 ? view.getUint8(6) : 0;
  const from = version === 1 ? 10 : 12;
  if (first.byteLength < from) throw cut(from);
  const start = from + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (first.byteLength < start) throw cut(start);
  const header = new TextDecoder().decode(first.slice(from, start));
  const [, shape] = /'shape'\s*:\s*\(([^)]*)\)/.exec(header) ?? [];
  const [, descr = ''] = /'descr'\s*:\s*(.*?),\s*'(?:fortran_order|shape)'/.exec(header) ?? [];
  const [, order, type] = /^'([<>|=])(\w+)'$/.exec(descr) ?? [];
  const reader = readers[type] as (typeof readers)[string] | undefined;
  if (!reader) throw new NpyError({ problem: 'npy type', values: { type: shown(descr) } });
  const sizes = (shape ?? '')
    .split(',')
    .filter((size) => size.trim() !== '')
    .map(Number);
  if (sizes.length < 1 || sizes.length > 2 || !sizes.every(Number.isSafeInteger)) {
    throw new NpyError({ problem: 'npy shape', values: { shape: `(${shape ?? ''})` } });
  }
  // one row alone is a series as well
  const [rows, columns = 1] = sizes[0] === 1 ? [...sizes].reverse() : sizes;
  const size = Number(type[1]);
  const numbers = rows * columns;
  if (numbers > mostNumbers) {
    throw new NpyError({ problem: 'npy size', values: { numbers, limit: mostNumbers } });
  }
  const end = start + numbers * size;
  if (bytes < end) throw cut(end);
  const read: Head['read'] = (view, at) => reader(view, at, order !== '>');
  return {
    read,
    size,
    rows,
    columns,
    start,
    end,
    isFortran: /'fortran_order'\s*:\s*True/.test(header),
  };
}

const shown = (text: string) => text.slice(0, longestShown);

async function latin1(blob: Blob): Promise<string> {
  return new TextDecoder('latin1').decode(await blob.arrayBuffer());
}
