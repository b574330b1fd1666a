/**
 * Rows of a class and a text, from a table: `label,text`. Columns are known by their names, else by
 * their order. A third one may say which rows are for training and which for testing.
 */
import type { Slices } from '../../lib/slices.ts';
import { cellsOf, shapeOfTable, type TableShape } from './csv.ts';
import { DataError, type DataProblem, ProblemList, refuseAll, type Rows } from './data-problem.ts';
import { oneLine } from './lines.ts';
import { type RowLimits, rowLimits, unsoundIn } from './text-lines.ts';

export interface LabelledRow {
  /** Line of the file in which it begins, from 1. */
  row: number;
  label: string;
  text: string;
  /** Absent where the table does not say. */
  part?: 'train' | 'test';
}

export interface LabelledRows extends Rows<LabelledRow> {
  /** Different ones, in the order of their code units. */
  labels: string[];
  /** The columns that were read. */
  columns: string[];
}

/** Classes that are told apart at most: more are hardly classes. */
const mostLabels = 200;
const longestLabel = 60;

/** What the columns are often called. */
const names = {
  label: /^(label|labels|class|category|type|target|sentiment|language|author|y)$/i,
  text: /^(text|texts|review|sentence|message|line|content|comment|phrase|tweet|document|words|recording|x)$/i,
  part: /^(part|split|set)$/i,
};

/**
 * Rows that can be used, and what is wrong with the others. Yields the records done.
 * @throws DataError where it is not said which columns are which, where no row can be used, or where
 * there are not two classes at least
 */
export function* readLabelled(given: string, limits: RowLimits = rowLimits): Slices<LabelledRows> {
  const shape = tableOf(given);
  const columns = columnsOf(shape);
  const found = new ProblemList();
  for (const problem of shape.problems) found.add(problem);
  const rows: LabelledRow[] = [];
  let [records, refused] = [0, 0];
  for (const record of cellsOf(given, shape, columns, limits)) {
    if (++records % 1024 === 0) yield records;
    const row = 'code' in record ? record : rowOf(record);
    if ('label' in row) rows.push(row);
    else {
      refused++;
      found.add(row);
    }
  }
  const { problems, counts } = found;
  if (rows.length === 0) refuseAll(refused, problems);
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  assertClasses(labels);
  return { rows, problems, counts, refused, empty: 0, labels, columns };
}

/** A row of names is known for one here whatever stands below it; two others are a label and a text. */
function tableOf(given: string): TableShape {
  const shape = shapeOfTable(given);
  const named = shapeOfTable(given, { hasHeader: true });
  const isNamed = [names.label, names.text].every((name) =>
    named.columns.some((column) => name.test(column)),
  );
  if (isNamed) return named;
  const { delimiter, hasHeader, columns } = shape;
  return hasHeader && columns.length === 2
    ? shapeOfTable(given, { delimiter, hasHeader: false })
    : shape;
}

/** Of the label, of the text and, if there is one, of the part. */
function columnsOf({ columns }: TableShape): string[] {
  const named = (name: RegExp) => columns.find((column) => name.test(column));
  const [label, text, part] = [names.label, names.text, names.part].map(named);
  if (label !== undefined && text !== undefined) {
    return part === undefined ? [label, text] : [label, text, part];
  }
  if (columns.length === 2) return [...columns];
  const values = { columns: columns.join(', ') };
  throw new DataError({ code: 'no labelled columns', row: null, values });
}

function rowOf({ row, cells }: { row: number; cells: string[] }): LabelledRow | DataProblem {
  const [label, text, part] = cells.map(oneLine);
  const unsound = unsoundIn(text, row) ?? unsoundIn(label, row);
  if (unsound) return unsound;
  if (label.length > longestLabel) {
    return { code: 'label too long', row, values: { length: label.length, limit: longestLabel } };
  }
  if (part === undefined) return { row, label, text };
  const known = part.toLowerCase();
  return known === 'train' || known === 'test'
    ? { row, label, text, part: known }
    : { code: 'unknown part', row, values: { part } };
}

/** @throws DataError where there is one class, or more than can be told apart */
export function assertClasses(
  labels: readonly string[],
  problems: readonly DataProblem[] = [],
): void {
  if (labels.length === 1) {
    throw new DataError(
      { code: 'single label', row: null, values: { label: labels[0] } },
      problems,
    );
  }
  if (labels.length > mostLabels) {
    const values = { labels: labels.length, limit: mostLabels };
    throw new DataError({ code: 'too many labels', row: null, values });
  }
}

/** As it is read again; a table of its own. */
export function labelledTable(rows: readonly Omit<LabelledRow, 'row'>[]): string {
  const hasParts = rows.some(({ part }) => part !== undefined);
  const lines = rows.map(({ label, text, part }) =>
    [label, text, ...(hasParts ? [part ?? 'train'] : [])].map(quoted).join(','),
  );
  return `${['label,text' + (hasParts ? ',part' : ''), ...lines].join('\n')}\n`;
}

/** Where it has to be. */
function quoted(cell: string): string {
  return /[",\n\t;|]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
