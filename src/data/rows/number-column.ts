/** The numbers of one column of a table, row by row; a list of numbers is a table of one column. */
import type { Slices } from '../../lib/slices.ts';
import { cellsOf, shapeOfTable, type TableShape } from './csv.ts';
import { recordsOf } from './csv-records.ts';
import { DataError, type DataProblem, ProblemList, type Rows } from './data-problem.ts';
import { plainRows, rowLimits } from './text-lines.ts';

export interface NumberColumn extends Rows<number> {
  columns: string[];
  column: string;
}

/** Rows that tell which columns hold numbers. */
const looksAt = 50;

/** A decimal comma is one where cells are told apart otherwise. NaN for anything else. */
function numberIn(cell: string, delimiter: string): number {
  const plain = delimiter === ',' ? cell.trim() : cell.trim().replace(',', '.');
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/**
 * Rows without a number are refused one by one. Yields the rows done.
 * @param wanted a column by name, or by number from 1; empty: the first that holds numbers and does
 * more than count
 * @param noNumber what is said of a cell that is none
 * @param known of the table, which is not guessed then
 * @throws DataError if there is no such column, or no number in it
 */
export function* numberColumn(
  text: string,
  wanted: string,
  noNumber: (found: string) => Omit<DataProblem, 'row'>,
  known: Parameters<typeof shapeOfTable>[1] = {},
): Slices<NumberColumn> {
  const shape = shapeOfTable(text, known);
  const column = columnOf(text, shape, wanted.trim());
  if (!shape.columns.includes(column)) {
    const values = { column, columns: shape.columns.join(', ') };
    const cleared = { kind: 'settings', settings: { column: '' } } as const;
    throw new DataError({ code: 'no such column', row: null, values }, [], [cleared]);
  }
  const found = new ProblemList();
  for (const problem of shape.problems) found.add(problem);
  const rows: number[] = [];
  let [records, refused] = [0, 0];
  for (const record of cellsOf(text, shape, [column])) {
    if (++records % 1024 === 0) yield records;
    const value = 'code' in record ? NaN : numberIn(record.cells[0], shape.delimiter);
    if (Number.isFinite(value)) {
      rows.push(value);
      continue;
    }
    refused++;
    const none = () => ({ ...noNumber(cellOf(record)), row: record.row }) as DataProblem;
    found.add('code' in record ? record : none());
  }
  const { problems, counts } = found;
  if (rows.length === 0) {
    const [first] = problems.filter(({ code }) => code !== 'duplicate header');
    throw new DataError(first ?? { code: 'no rows', row: null, values: {} }, problems.slice(1));
  }
  return { rows, problems, counts, refused, empty: 0, columns: shape.columns, column };
}

const cellOf = (record: object) => ('cells' in record ? (record.cells as string[])[0] : '');

function columnOf(text: string, shape: TableShape, wanted: string): string {
  const { columns } = shape;
  const isNumber = /^\d+$/.test(wanted) && wanted !== '0';
  if (columns.includes(wanted)) return wanted;
  if (wanted !== '' && wanted !== '0') return (isNumber && columns[Number(wanted) - 1]) || wanted;
  const sample = sampleOf(text, shape);
  const numbers = columns.map((_, at) =>
    sample.map((cells) => numberIn(cells[at] ?? '', shape.delimiter)),
  );
  const mostly = columns.filter(
    (_, at) => 2 * numbers[at].filter(Number.isFinite).length > sample.length,
  );
  const moving = mostly.find((name) => !counts(numbers[columns.indexOf(name)]));
  return moving ?? mostly[0] ?? columns[0];
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
