/** Pairs of texts from a table: what is read, and what is to be written. */
import Papa from 'papaparse';
import type { Slices } from '../../lib/slices.ts';
import type { Pair } from '../generators/pair.ts';
import { cellsOf, shapeOfTable, type TableShape } from './csv.ts';
import { DataError, type DataProblem, ProblemList, refuseAll, type Rows } from './data-problem.ts';
import { oneLine } from './lines.ts';
import { unsoundIn } from './text-lines.ts';

/** Characters of either at most: every batch has as many time steps as the longest needs. */
const longestText = 120;
/** The columns that are read where they are called so; else the first two are. */
const names = {
  source: /^(source|input|question|from|x)$/i,
  target: /^(target|output|answer|to|y)$/i,
};
/** What else a pair is made of, see `Pair.groups`. */
const groupName = /^group( \d+)?$/i;

/**
 * Rows that can be used, and what is wrong with the others. Yields the records done.
 * @throws DataError where there are no two columns, or no row that can be used
 */
export function* readPairs(given: string): Slices<Rows<Pair>> {
  const shape = tableOf(given);
  const found = new ProblemList();
  const rows: Pair[] = [];
  let [records, refused] = [0, 0];
  for (const record of cellsOf(given, shape, columnsOf(shape))) {
    if (++records % 1024 === 0) yield records;
    const row = 'code' in record ? record : pairOf(record);
    if ('source' in row) rows.push(row);
    else {
      refused++;
      found.add(row);
    }
  }
  const { problems, counts } = found;
  if (rows.length === 0) refuseAll(refused, problems);
  return { rows, problems, counts, refused, empty: 0 };
}

/** What stands between the two, where there are too few rows to guess it from. */
const delimiters = ['\t', ',', ';', '|'];

/** Its first row is one of names only where it has the names that are known here. */
function tableOf(given: string): TableShape {
  const guessed = shapeOfTable(given, { hasHeader: true });
  const others = delimiters.map((one) => ({ delimiter: one, hasHeader: true }));
  const shapes = [guessed, ...others.map((known) => shapeOfTable(given, known))];
  const named = shapes.find(({ columns }) => columns.length > 1) ?? guessed;
  const { delimiter } = named;
  const hasHeader = Object.values(names).every((name) =>
    named.columns.some((column) => name.test(column)),
  );
  return hasHeader ? named : shapeOfTable(given, { delimiter, hasHeader });
}

function columnsOf({ columns, hasHeader }: TableShape): string[] {
  if (columns.length < 2) {
    throw new DataError({ code: 'no pair columns', row: null, values: {} });
  }
  if (!hasHeader) return columns.slice(0, 2);
  const one = (name: RegExp) => columns.find((column) => name.test(column)) as string;
  const groups = columns.filter((column) => groupName.test(column));
  return [one(names.source), one(names.target), ...groups];
}

function pairOf({ row, cells }: { row: number; cells: string[] }): Pair | DataProblem {
  const [source, target, ...groups] = cells.map(oneLine);
  const unsound = unsoundIn(source, row) ?? unsoundIn(target, row);
  if (unsound) return unsound;
  const length = Math.max(Array.from(source).length, Array.from(target).length);
  if (length > longestText) {
    return { code: 'row too long', row, values: { length, limit: longestText } };
  }
  return { source, target, groups: groups.length > 0 ? groups : [source] };
}

/** As it is read again. */
export function pairTable(pairs: readonly Pair[]): string {
  const groups = pairs[0].groups.map((_, at) => `group ${at + 1}`);
  const data = pairs.map((pair) => [pair.source, pair.target, ...pair.groups]);
  const options = { delimiter: '\t', newline: '\n' };
  return `${Papa.unparse({ fields: ['source', 'target', ...groups], data }, options)}\n`;
}
