/** Labelled texts as they were read, and which of them are held out. */
import type { DataProblem } from '../../data/rows/data-problem.ts';
import { assertClasses, type LabelledRow, type LabelledRows } from '../../data/rows/labelled.ts';
import { type SplitRows, splitRows } from '../../data/split-rows.ts';
import { DataError } from '../../data/rows/data-problem.ts';
import type { TextInfo, TextReading } from '../../protocol/text-info.ts';

export interface Corpus extends Pick<TextInfo, 'source' | 'name' | 'title' | 'hash'> {
  reading: TextReading;
  /** All of it as it was read, rows that are not used too. */
  content: Blob;
  found: LabelledRows;
}

/** Which rows are held out is a matter of the data alone: runs with other seeds can be compared. */
const splitSeed = 1;
/** Characters of a text at most: every batch has as many time steps as the longest needs. */
const longestText = 1000;

/**
 * Without texts that would make all of training so much slower.
 * @throws DataError where what is left has not two classes, or nothing to train on
 */
export function withinReach(found: LabelledRows): LabelledRows {
  const short = without(found, 'row too long', ({ row, text }) => {
    const values = { length: text.length, limit: longestText };
    return text.length > longestText ? { code: 'row too long', row, values } : null;
  });
  if (short.rows.every(({ part }) => part === 'test')) {
    const values = { rows: short.rows.length };
    throw new DataError({ code: 'only test rows', row: null, values }, short.problems);
  }
  const trained = new Set(
    short.rows.flatMap(({ label, part }) => (part === 'test' ? [] : [label])),
  );
  const left = without(short, 'label only tested', ({ row, label }) =>
    trained.has(label) ? null : { code: 'label only tested', row, values: { label } },
  );
  assertClasses(left.labels, left.problems);
  return left;
}

/** Without the rows that have such a problem. @throws DataError where none are left */
function without(
  found: LabelledRows,
  code: DataProblem['code'],
  problemOf: (row: LabelledRow) => DataProblem | null,
): LabelledRows {
  const bad = found.rows.flatMap((row) => problemOf(row) ?? []);
  if (bad.length === 0) return found;
  const rows = found.rows.filter((row) => !problemOf(row));
  const problems = [...found.problems, ...bad].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  if (rows.length === 0) throw new DataError(bad[0], problems);
  return {
    ...found,
    rows,
    problems,
    counts: { ...found.counts, [code]: (found.counts[code] ?? 0) + bad.length },
    refused: found.refused + bad.length,
    labels: [...new Set(rows.map(({ label }) => label))].sort(),
  };
}

/** The table says itself which rows are for testing. */
export function hasParts({ found }: Corpus): boolean {
  return found.rows.some(({ part }) => part === 'test');
}

/** The rows that the table names for testing; where it names none, this share, equal texts on one side. */
export function splitCorpus(corpus: Corpus, percent: number): SplitRows<LabelledRow> {
  const { rows } = corpus.found;
  if (!hasParts(corpus)) {
    return splitRows(rows, percent, splitSeed, ({ text }) => text.toLowerCase());
  }
  return {
    train: rows.filter(({ part }) => part !== 'test'),
    heldOut: rows.filter(({ part }) => part === 'test'),
  };
}
