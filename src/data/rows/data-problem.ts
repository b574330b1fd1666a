/** What is wrong with a row, or with a file as a whole, as a code and values. */
import { type Remedy, TextError } from '../../lib/errors.ts';
import type { Problem, ProblemOf } from '../../lib/problems.ts';
import type { RowRemark } from '../../protocol/text-info.ts';

type Code = ProblemOf<'rows'> | Extract<ProblemOf<'data'>, { code: 'of a task' }>;

/** Plain data. */
export type DataProblem = Code & {
  /** Line of the file in which the row begins, from 1; null where the whole is meant. */
  row: number | null;
};

export type DataProblemCode = DataProblem['code'];

/** What the page is told. */
export function remarkOf({ row, ...problem }: DataProblem): RowRemark {
  return { row, problem };
}

function problemIn(found: DataProblem): Problem {
  const { row, problem } = remarkOf(found);
  return row === null ? problem : { code: 'in a row', values: { row, problem } };
}

/** The data cannot be used; nothing was changed. */
export class DataError extends TextError {
  /** The first is what refused it. */
  readonly problems: readonly DataProblem[];

  constructor(
    first: DataProblem,
    others: readonly DataProblem[] = [],
    remedies: readonly Remedy[] = [],
  ) {
    super(problemIn(first), { remedies });
    this.problems = [first, ...others];
  }
}

/** @throws DataError: no row can be used; what is wrong with the first is likely wrong with all */
export function refuseAll(refused: number, problems: readonly DataProblem[]): never {
  // no row is lost by an odd header
  const first = problems.find(({ code }) => code !== 'duplicate header');
  if (first === undefined) throw new DataError({ code: 'no rows', row: null, values: {} });
  const { row, problem: reason } = remarkOf(first);
  const values = { rows: refused, first: row ?? 0, reason };
  throw new DataError({ code: 'no usable rows', row: null, values }, problems);
}

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
