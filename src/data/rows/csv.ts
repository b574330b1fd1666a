/** A table as text (CSV, TSV …): what its columns are called, and the rows of one of them. */
import Papa from 'papaparse';
import type { Slices } from '../../lib/slices.ts';
import { cellParser, recordsOf, type TableRecord } from './csv-records.ts';
import { DataError, type DataProblem } from './data-problem.ts';
import { TextRowList, type TextRows } from './lines.ts';
import { assertRows, plainRows, type RowLimits, rowLimits } from './text-lines.ts';

export interface TableShape {
  delimiter: string;
  hasHeader: boolean;
  /** Different names: those of the header, or `Column 1` … */
  columns: string[];
  /** Line of the first record, from 1. */
  firstRow: number;
  /** What is odd about the header; no row is lost by it. */
  problems: DataProblem[];
}

const delimiters = [',', '\t', ';', '|'];
const mostColumns = 1000;
/** Records that tell what a table is like. */
const looksAt = 100;
/** UTF-16 code units that the guess reads. */
const guessLength = 1 << 16;

/** What stands above columns of words. */
const headerWords =
  /^(id|index|name|names|first ?name|last ?name|text|title|label|word|words|sentence|message|recipe|line|category|class|type|tag|count|year|rank|gender|sex|language|country|date|description|value|email)$/i;

const isNumber = (cell: string): boolean => /^\s*[-+]?[\d.,]+(e[-+]?\d+)?\s*%?\s*$/i.test(cell);

/**
 * Guesses delimiter and header from the first records; what is given is not guessed.
 * @throws DataError if there is no record, or more columns than a table has
 */
export function shapeOfTable(
  given: string,
  known: Partial<Pick<TableShape, 'delimiter' | 'hasHeader'>> = {},
): TableShape {
  const text = plainRows(given);
  const delimiter = known.delimiter ?? guessDelimiter(text);
  const records: TableRecord[] = [];
  for (const record of recordsOf(text, delimiter, rowLimits.rowLength)) {
    if ('cells' in record && records.push(record) === looksAt) break;
  }
  if (records.length === 0) throw new DataError({ code: 'no rows', row: null, values: {} });
  const [{ row: firstRow, cells }] = records;
  if (cells.length > mostColumns) {
    const values = { columns: cells.length, limit: mostColumns };
    throw new DataError({ code: 'too many columns', row: firstRow, values });
  }
  const hasHeader = known.hasHeader ?? looksLikeHeader(records);
  const { columns, problems } = nameColumns(hasHeader ? cells : cells.map(() => ''), firstRow);
  return { delimiter, hasHeader, columns, firstRow, problems };
}

/** Tabs where every line has as many; else Papa Parse's guess, held against the delimiters of most tables. */
function guessDelimiter(text: string): string {
  const start = text.slice(0, guessLength);
  const whole = start.length < text.length ? start.slice(0, start.lastIndexOf('\n') + 1) : start;
  if (isTabbed(whole)) return '\t';
  const { meta } = Papa.parse(whole, { preview: looksAt, delimitersToGuess: delimiters });
  return meta.delimiter;
}

/** Commas stand in texts, tabs hardly do. */
function isTabbed(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const tabs = lines.slice(0, looksAt).map((line) => line.split('\t').length - 1);
  return tabs[0] > 0 && tabs.every((count) => count === tabs[0]);
}

/** Words above numbers, names that columns often have, or short names above long texts. */
function looksLikeHeader([{ cells: header }, ...below]: readonly TableRecord[]): boolean {
  const names = header.map((cell) => cell.trim());
  if (names.some(isNumber)) return false;
  if (names.some((name) => headerWords.test(name))) return true;
  if (names.includes('')) return false;
  return names.some((name, column) => {
    const cells = below.map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== '');
    if (cells.length === 0) return false;
    const length = cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length;
    return cells.every(isNumber) || length > 4 * name.length;
  });
}

function nameColumns(header: readonly string[], row: number) {
  const columns: string[] = [];
  const problems: DataProblem[] = [];
  const isTaken = (name: string) => columns.includes(name) || header.includes(name);
  header.forEach((cell, index) => {
    const name = cell.trim() === '' ? `Column ${index + 1}` : cell.trim();
    let renamed = name;
    for (let copy = 2; columns.includes(renamed); copy++) {
      if (!isTaken(`${name} (${copy})`)) renamed = `${name} (${copy})`;
    }
    columns.push(renamed);
    if (renamed !== name) {
      problems.push({ code: 'duplicate header', row, values: { header: name, renamed } });
    }
  });
  return { columns, problems };
}

/**
 * The cells of one column. Rows that cannot be told into cells are refused one by one, also those
 * with fewer or more cells than the first; empty lines are left out. Yields the records done.
 * @throws DataError if there is no such column, no row below the header, or too many rows
 */
export function* readColumn(
  given: string,
  shape: TableShape,
  column: string,
  limits: RowLimits = rowLimits,
): Slices<TextRows> {
  const { columns } = shape;
  if (!columns.includes(column)) {
    const values = { column, columns: columns.join(', ') };
    // none is named: the first one of a table, the lines of a plain list
    const cleared = { kind: 'settings', settings: { column: '' } } as const;
    throw new DataError({ code: 'no such column', row: null, values }, [], [cleared]);
  }
  const rows = new TextRowList(limits.rowLength);
  for (const problem of shape.problems) rows.found.add(problem);
  let records = 0;
  for (const record of cellsOf(given, shape, [column], limits)) {
    if (++records % 1024 === 0) yield records;
    if ('code' in record) {
      rows.refuse();
      rows.found.add(record);
    } else {
      rows.add(record.row, record.cells[0]);
    }
  }
  return rows.done();
}

/**
 * The cells of these columns in their order, record by record, and what is wrong with those that
 * cannot be used.
 * @param columns that the table has
 * @throws DataError if there is no row below the header, or too many rows
 */
export function* cellsOf(
  given: string,
  shape: TableShape,
  columns: readonly string[],
  limits: RowLimits = rowLimits,
): Generator<TableRecord | DataProblem, void, void> {
  const { delimiter, hasHeader, firstRow } = shape;
  const text = plainRows(given);
  assertRows(text, limits.rows);
  const indices = columns.map((column) => shape.columns.indexOf(column));
  let records = 0;
  for (const record of recordsOf(text, delimiter, limits.rowLength)) {
    records++;
    if ('code' in record) yield record;
    else if (!(hasHeader && record.row === firstRow)) {
      const { row, cells } = record;
      yield problemOf(record, shape, columns) ?? { row, cells: indices.map((at) => cells[at]) };
    }
  }
  if (hasHeader && records === 1) {
    const values = { columns: shape.columns.length };
    throw new DataError({ code: 'only a header', row: firstRow, values });
  }
}

function problemOf(
  { row, cells }: TableRecord,
  { delimiter, columns }: TableShape,
  wanted: readonly string[],
): DataProblem | null {
  const expected = columns.length;
  if (cells.length !== expected) {
    const other = delimiters.find(
      (one) => one !== delimiter && countCells(cells, delimiter, one) === expected,
    );
    return other === undefined || expected === 1
      ? { code: 'ragged columns', row, values: { columns: cells.length, expected } }
      : {
          code: 'other delimiter',
          row,
          values: { delimiter: nameOf(other), expected: nameOf(delimiter) },
        };
  }
  const empty = wanted.find((column) => cells[columns.indexOf(column)].trim() === '');
  return expected > 1 && empty !== undefined
    ? { code: 'empty cell', row, values: { column: empty } }
    : null;
}

/** How many cells a record would have with another delimiter. */
function countCells(cells: readonly string[], delimiter: string, other: string): number {
  return cellParser(other)(cells.join(delimiter)).cells.length;
}

function nameOf(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : delimiter;
}
