/**
 * Columns of numbers of a table, row by row, and a column of words beside them where classes are wanted;
 * a list of numbers is a table of one column.
 */
import type { Slices } from '../../lib/slices.ts';
import { cellsOf, shapeOfTable, type TableShape } from './csv.ts';
import { recordsOf } from './csv-records.ts';
import { DataError, type DataProblem, ProblemList, type Rows } from './data-problem.ts';
import { plainRows, rowLimits } from './text-lines.ts';

/** One time step. */
export interface NumberRow {
  /** What is read. [F] */
  read: number[];
  /** What is predicted. [K], none where that are classes */
  predicted: number[];
  /** The class; absent where numbers are predicted. */
  label?: string;
}

export interface NumberTable extends Rows<NumberRow> {
  /** Of the table. */
  columns: string[];
  read: string[];
  predicted: string[];
}

/** Columns by name, or by number from 1, between commas. */
export interface WantedColumns {
  /** `all`: all that hold numbers and do more than count; empty: those that are predicted, of classes all. */
  read: string;
  /** Empty: all that hold numbers and do more than count. */
  predicted: string;
  /** What is predicted is one column of words; where none is named, the first that is of words. */
  areClasses?: boolean;
}

/** What is said of a cell that holds no number. @param isOnly the table has no other column */
export type NoNumber = (found: string, column: string, isOnly: boolean) => Omit<DataProblem, 'row'>;

const allColumns = 'all';
/** Rows that tell which columns hold numbers. */
const looksAt = 50;

/** A decimal comma is one where cells are told apart otherwise. NaN for anything else. */
function numberIn(cell: string, delimiter: string): number {
  const plain = delimiter === ',' ? cell.trim() : cell.trim().replace(',', '.');
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/**
 * Rows without a number in one of their columns are refused one by one. Yields the rows done.
 * @param known of the table, which is not guessed then
 * @throws DataError if there is no such column, or no row that can be used
 */
export function* numberTable(
  text: string,
  wanted: WantedColumns,
  noNumber: NoNumber,
  known: Parameters<typeof shapeOfTable>[1] = {},
): Slices<NumberTable> {
  const shape = shapeOfTable(text, known);
  const { read, predicted } = chosenColumns(text, shape, wanted);
  const numeric = wanted.areClasses ? read : [...new Set([...read, ...predicted])];
  const cells = wanted.areClasses ? [...numeric, ...predicted] : numeric;
  const found = new ProblemList();
  for (const problem of shape.problems) found.add(problem);
  const rows: NumberRow[] = [];
  let [records, refused] = [0, 0];
  for (const record of cellsOf(text, shape, cells)) {
    if (++records % 1024 === 0) yield records;
    const row = 'code' in record ? record : rowOf(record, numeric, shape, noNumber);
    if ('code' in row) {
      refused++;
      found.add(row);
      continue;
    }
    const by = (names: readonly string[]) => names.map((name) => row[numeric.indexOf(name)]);
    rows.push(
      wanted.areClasses && 'cells' in record
        ? { read: row, predicted: [], label: record.cells[numeric.length].trim() }
        : { read: by(read), predicted: by(predicted) },
    );
  }
  const { problems, counts } = found;
  if (rows.length === 0) {
    const [first] = problems.filter(({ code }) => code !== 'duplicate header');
    throw new DataError(first ?? { code: 'no rows', row: null, values: {} }, problems.slice(1));
  }
  return { rows, problems, counts, refused, empty: 0, columns: shape.columns, read, predicted };
}

/** The numbers of a record, or what is wrong with the first that is none. */
function rowOf(
  { row, cells }: { row: number; cells: readonly string[] },
  columns: readonly string[],
  { delimiter, columns: all }: TableShape,
  noNumber: NoNumber,
): number[] | DataProblem {
  const numbers = columns.map((_, at) => numberIn(cells[at], delimiter));
  const bad = numbers.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return numbers;
  return { ...noNumber(cells[bad], columns[bad], all.length === 1), row } as DataProblem;
}

function chosenColumns(text: string, shape: TableShape, wanted: WantedColumns) {
  const found = columnsByKind(text, shape);
  const isAll = wanted.read.trim() === allColumns && !shape.columns.includes(allColumns);
  const read = isAll ? found.numbers : namedColumns(shape, 'inputColumns', wanted.read);
  if (wanted.areClasses) {
    const predicted = namedColumns(shape, 'column', wanted.predicted) ?? found.words;
    const [label] = predicted;
    const others = (read ?? found.numbers).filter((name) => name !== label);
    return { read: others, predicted: predicted.slice(0, 1) };
  }
  const predicted = namedColumns(shape, 'column', wanted.predicted) ?? found.numbers;
  return { read: read ?? predicted, predicted };
}

/** @throws DataError if there is no such column */
function namedColumns(
  { columns }: TableShape,
  setting: 'column' | 'inputColumns',
  given: string,
): string[] | undefined {
  const wanted = given.trim();
  if (wanted === '' || wanted === '0') return undefined;
  if (columns.includes(wanted)) return [wanted];
  const parts = wanted.split(',').map((part) => part.trim());
  const names = parts.filter(Boolean).map((part) => {
    const byNumber = /^\d+$/.test(part) ? columns[Number(part) - 1] : undefined;
    const column = columns.includes(part) ? part : byNumber;
    if (column !== undefined) return column;
    const values = { column: part, columns: columns.join(', ') };
    const cleared = { kind: 'settings', settings: { [setting]: '' } } as const;
    throw new DataError({ code: 'no such column', row: null, values }, [], [cleared]);
  });
  return columns.filter((name) => names.includes(name));
}

/** Columns that hold numbers and do more than count, and those of words; one of numbers at least. */
function columnsByKind(text: string, shape: TableShape) {
  const { columns } = shape;
  const sample = sampleOf(text, shape);
  const numbers = columns.map((_, at) =>
    sample.map((cells) => numberIn(cells[at] ?? '', shape.delimiter)),
  );
  const isMostly = columns.map(
    (_, at) => 2 * numbers[at].filter(Number.isFinite).length > sample.length,
  );
  const mostly = columns.filter((_, at) => isMostly[at]);
  const moving = mostly.filter((name) => !counts(numbers[columns.indexOf(name)]));
  const some = moving.length > 0 ? moving : mostly.slice(0, 1);
  return {
    numbers: some.length > 0 ? some : columns.slice(0, 1),
    words: columns.filter((_, at) => !isMostly[at]),
  };
}

/** The same from each to the next, as rows and years are numbered. */
function counts(values: readonly number[]): boolean {
  const known = values.filter(Number.isFinite);
  const [first, second] = known;
  return known.length > 2 && second !== first
    ? known.every((value, at) => value === first + at * (second - first))
    : false;
}

function sampleOf(text: string, { delimiter, hasHeader, firstRow }: TableShape): string[][] {
  const sample: string[][] = [];
  for (const record of recordsOf(plainRows(text), delimiter, rowLimits.rowLength)) {
    if ('code' in record || (hasHeader && record.row === firstRow)) continue;
    if (sample.push(record.cells) === looksAt) break;
  }
  return sample;
}
