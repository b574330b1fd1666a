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
  const left = withoutLong(found);
  const { rows, labels, problems } = left;
  assertClasses(labels, problems);
  if (rows.every(({ part }) => part === 'test')) {
    const values = { rows: rows.length };
    throw new DataError({ code: 'only test rows', row: null, values }, problems);
  }
  return left;
}

function withoutLong(found: LabelledRows): LabelledRows {
  const isLong = ({ text }: LabelledRow) => text.length > longestText;
  const long = found.rows.filter(isLong).map(({ row, text }): DataProblem => {
    const values = { length: text.length, limit: longestText };
    return { code: 'row too long', row, values };
  });
  if (long.length === 0) return found;
  const rows = found.rows.filter((row) => !isLong(row));
  const problems = [...found.problems, ...long].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  if (rows.length === 0) throw new DataError(long[0], problems);
  return {
    ...found,
    rows,
    problems,
    counts: { ...found.counts, 'row too long': (found.counts['row too long'] ?? 0) + long.length },
    refused: found.refused + long.length,
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
