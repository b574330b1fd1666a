/** From the text that was given to its rows: lines, or the cells of one column of a table. */
import {
  type DataProblem,
  refuseAll,
  type Rows,
  unlistedIn,
} from '../../data/rows/data-problem.ts';
import { readColumn, shapeOfTable, type TableShape } from '../../data/rows/csv.ts';
import { readFasta } from '../../data/rows/fasta.ts';
import { readLines, type TextRow } from '../../data/rows/lines.ts';
import { isTable } from '../../data/text-format.ts';
import type { Slices } from '../../lib/slices.ts';
import type { TextSource } from '../../protocol/text-info.ts';

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
  origin: Origin;
}

/** Whose they are: what is not a person's own are lines, whatever they look like. */
type Origin = 'builtin' | 'kept' | 'own';

export function originOf(source: TextSource): Origin {
  if (source.kind === 'builtin') return 'builtin';
  return source.kind === 'file' && source.kept === true ? 'kept' : 'own';
}

/** Problems that are listed one by one. */
const mostListed = 1000;
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
  if (how.origin === 'own' && text.startsWith('>')) return strandRows(text, how);
  const shape = isReadAsTable(text, how) ? shapeOfTable(text) : undefined;
  const column = shape && columnOf(shape, how.column);
  const read =
    shape && column !== undefined ? yield* readColumn(text, shape, column) : yield* readLines(text);
  const { rows, problems, refused } = withoutLong(read, how);
  const unlisted = unlistedIn(read);
  return { rows, problems, unlisted, refused, ...(shape && { columns: shape.columns, column }) };
}

/** Of a FASTA each sequence is a line, whatever it is called. */
function strandRows(text: string, how: ReadRows): LineRows {
  // its problems have words there
  const { records, problems } = readFasta(text, 'dna');
  const rows = records.map(({ row, bases }) => ({ row, text: bases }));
  const listed = problems.slice(0, mostListed);
  const read = withoutLong({ rows, problems: listed, refused: problems.length }, how);
  return { ...read, unlisted: problems.length - listed.length };
}

/** Column 0 is the whole line, also of what looks like a table. */
function isReadAsTable(text: string, { name, column, origin }: ReadRows): boolean {
  const wanted = column.trim();
  if (origin !== 'own' || wanted === '0') return false;
  return wanted !== '' || /\.(csv|tsv)$/i.test(name) || isTable(text);
}

/** By name, else by number from 1; the first where none is named. */
function columnOf({ columns }: TableShape, wanted: string): string {
  const name = wanted.trim();
  if (name === '') return columns[0];
  if (columns.includes(name)) return name;
  return (/^\d+$/.test(name) ? columns[Number(name) - 1] : undefined) ?? name;
}

/**
 * Without lines that would make all of training so much slower. What is kept was without them already:
 * a run goes on with all of it, though usual lines may now be shorter.
 * @throws DataError where none is left
 */
export function withoutLong<Row extends TextRow>(
  read: Pick<Rows<Row>, 'rows' | 'problems' | 'refused'>,
  { origin }: Pick<ReadRows, 'origin'>,
): { rows: Row[]; problems: DataProblem[]; refused: number } {
  if (origin === 'kept' && read.rows.length > 0) return read;
  const lengths = read.rows.map(({ text }) => Array.from(text).length);
  const limit = lengthLimit(lengths);
  const isLong = (index: number) => lengths[index] > limit;
  const long = read.rows.flatMap(({ row }, index): DataProblem[] =>
    isLong(index) ? [{ code: 'row too long', row, values: { length: lengths[index], limit } }] : [],
  );
  const rows = read.rows.filter((_, index) => !isLong(index));
  const problems = [...read.problems, ...long].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  const refused = read.refused + long.length;
  if (rows.length === 0) refuseAll(refused, problems);
  return { rows, problems, refused };
}

/** @param lengths in characters */
function lengthLimit(lengths: readonly number[]): number {
  if (lengths.length === 0) return longestLine;
  const rising = Uint32Array.from(lengths).sort();
  const usual = rising[Math.ceil(usualShare * rising.length) - 1];
  return Math.min(longestLine, Math.max(short, timesUsual * usual));
}
