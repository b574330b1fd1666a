/** From the text that was given to its rows: lines, or the cells of one column of a table. */
import {
  DataError,
  type DataProblem,
  remarkOf,
  type Rows,
  unlistedIn,
} from '../../data/rows/data-problem.ts';
import { readColumn, shapeOfTable, type TableShape } from '../../data/rows/csv.ts';
import { readLines, type TextRow } from '../../data/rows/lines.ts';
import { isTable } from '../../data/text-format.ts';
import type { Slices } from '../../lib/slices.ts';

/** What a line is; of a table with labels, its own. */
export interface LineRow extends TextRow {
  label?: string;
}

export interface LineRows {
  rows: LineRow[];
  /** By row; of very many, the first. */
  problems: DataProblem[];
  /** How many more problems there are. */
  unlisted: number;
  refused: number;
  /** Of a table with labels: different ones, in their order. */
  labels?: string[];
  /** Of a table: its columns, and the one that was read. */
  columns?: string[];
  column?: string;
}

export interface ReadRows {
  /** Of the file. */
  name: string;
  /** As in the table of settings. */
  column: string;
  /** Built in, or kept by the page: lines, whatever they look like. */
  isOurs: boolean;
}

/** Characters of a line at most: one time step more is trained on, its end. */
const longestLine = 511;
/**
 * Every batch has as many time steps as the longest line needs: one that is this many times as long
 * as 99 of 100 lines would make all of training so much slower. Short ones cost little.
 */
const timesUsual = 4;
const usualShare = 0.99;
const short = 64;

/**
 * Rows that can be used, and what is wrong with the others. Yields what is done, in a unit of the form.
 * @throws DataError if there is no such column, or no row that can be used
 */
export function* lineRows(text: string, how: ReadRows): Slices<LineRows> {
  const shape = isReadAsTable(text, how) ? shapeOfTable(text) : undefined;
  const column = shape && columnOf(shape, how.column);
  const read =
    shape && column !== undefined ? yield* readColumn(text, shape, column) : yield* readLines(text);
  const { rows, problems, refused } = withoutLong(read);
  if (rows.length === 0) {
    const first = problems.find(({ code }) => code !== 'duplicate header');
    if (first === undefined) throw new DataError({ code: 'no rows', row: null, values: {} });
    const { row, problem: reason } = remarkOf(first);
    const values = { rows: refused, first: row ?? 0, reason };
    throw new DataError({ code: 'no usable rows', row: null, values }, problems);
  }
  const unlisted = unlistedIn(read);
  return { rows, problems, unlisted, refused, ...(shape && { columns: shape.columns, column }) };
}

/** Column 0 is the whole line, also of what looks like a table. */
function isReadAsTable(text: string, { name, column, isOurs }: ReadRows): boolean {
  const wanted = column.trim();
  if (isOurs || wanted === '0') return false;
  return wanted !== '' || /\.(csv|tsv)$/i.test(name) || isTable(text);
}

/** By name, else by number from 1; the first where none is named. */
function columnOf({ columns }: TableShape, wanted: string): string {
  const name = wanted.trim();
  if (name === '') return columns[0];
  if (columns.includes(name)) return name;
  return (/^\d+$/.test(name) ? columns[Number(name) - 1] : undefined) ?? name;
}

export function withoutLong<Row extends TextRow>(
  read: Pick<Rows<Row>, 'rows' | 'problems' | 'refused'>,
): { rows: Row[]; problems: DataProblem[]; refused: number } {
  const lengths = read.rows.map(({ text }) => Array.from(text).length);
  const limit = lengthLimit(lengths);
  const isLong = (index: number) => lengths[index] > limit;
  const long = read.rows.flatMap(({ row }, index): DataProblem[] =>
    isLong(index) ? [{ code: 'row too long', row, values: { length: lengths[index], limit } }] : [],
  );
  return {
    rows: read.rows.filter((_, index) => !isLong(index)),
    problems: [...read.problems, ...long].sort((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    refused: read.refused + long.length,
  };
}

/** @param lengths in characters */
function lengthLimit(lengths: readonly number[]): number {
  if (lengths.length === 0) return longestLine;
  const rising = Uint32Array.from(lengths).sort();
  const usual = rising[Math.ceil(usualShare * rising.length) - 1];
  return Math.min(longestLine, Math.max(short, timesUsual * usual));
}
