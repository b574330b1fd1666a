/**
 * What is wrong with a row, or with a file as a whole: a code and values, so that nothing is put
 * into words where it is found. `describe-problem.ts` has the sentences.
 */

/** Each with the values that its sentence names. */
export interface DataProblems {
  // of the whole
  'no rows': Record<string, never>;
  'only a header': { columns: number };
  'no such column': { column: string; columns: string };
  'too many rows': { rows: number; limit: number };
  'too many columns': { columns: number; limit: number };
  'too many tags': { tags: number; limit: number };
  /** `first` is the line of the first one, `reason` what is wrong with it. */
  'no usable rows': { rows: number; first: number; reason: string };
  'no tags': { start: string };
  // of a row that is not used
  'row too long': { length: number; limit: number };
  'control character': { character: string };
  'half a character': { position: number };
  'ragged columns': { columns: number; expected: number };
  'other delimiter': { delimiter: string; expected: string };
  'unclosed quote': Record<string, never>;
  'misplaced quote': Record<string, never>;
  'empty cell': { column: string };
  'missing tag': { word: string };
  'missing word': { tag: string };
  'unknown tag': { tag: string };
  'tag out of place': { tag: string; before: string };
  // of a row that is used all the same
  'duplicate header': { header: string; renamed: string };
}

export type DataProblemCode = keyof DataProblems;

/** Plain data: it goes to the page as it is. */
export type DataProblem = {
  [Code in DataProblemCode]: {
    code: Code;
    /** Line of the file in which the row begins, from 1; null where the whole is meant. */
    row: number | null;
    values: DataProblems[Code];
  };
}[DataProblemCode];

/** Good rows, and what became of all others. */
export interface Rows<Row> {
  rows: Row[];
  /** By line, the first `mostListed` of them. */
  problems: DataProblem[];
  /** How many there are of each kind. */
  counts: Partial<Record<DataProblemCode, number>>;
  /** Rows that are not used, each counted once. */
  refused: number;
  /** Lines with nothing in them. */
  empty: number;
}

/** Those that are counted and no longer listed. */
export function unlistedIn({
  problems,
  counts,
}: Pick<Rows<unknown>, 'problems' | 'counts'>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0) - problems.length;
}

/** Problems that are kept one by one; beyond, they are counted. */
const mostListed = 1000;

/** Collects problems, and no more of them than anybody reads. */
export class ProblemList {
  readonly problems: DataProblem[] = [];
  readonly counts: Partial<Record<DataProblemCode, number>> = {};

  add(problem: DataProblem): void {
    this.counts[problem.code] = (this.counts[problem.code] ?? 0) + 1;
    if (this.problems.length < mostListed) this.problems.push(problem);
  }
}
