/** Which lines of a person's own a language can say, and where the others leave it. */
import { type Grammar, type Reading, readSymbols } from '../../data/generators/grammar.ts';
import { DataError, type DataProblem } from '../../data/rows/data-problem.ts';
import { endLabel } from '../../data/tokens/token-set.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { LineRows } from '../lines/line-rows.ts';

type Leaving = Exclude<Reading, { nats: number[] }>;

/** Symbols that are named where one of them had to stand. */
const mostNamed = 8;

/** The symbols of a line as it is written. */
export const symbolsOf = (text: string, unit: TaskInfo['unit']): string[] =>
  unit === 'word' ? text.split(/\s+/) : Array.from(text);

/** @throws DataError where no line is of the language */
export function rowsOfLanguage(
  { id: task, unit }: TaskInfo,
  grammars: readonly Grammar[],
  found: LineRows,
): LineRows {
  const problems: DataProblem[] = [];
  const rows = found.rows.filter(({ row, text }) => {
    const symbols = symbolsOf(text, unit);
    const leaving = leavingOf(grammars, symbols);
    if (leaving) {
      const values = valuesOf(leaving, symbols);
      const problem = 'not of the language';
      problems.push({ code: 'of a task', row, values: { task, problem, values } });
    }
    return leaving === null;
  });
  const all = [...found.problems, ...problems].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  if (rows.length === 0) throw new DataError(all[0], all.slice(1));
  return { ...found, rows, problems: all, refused: found.refused + problems.length };
}

/** Null where one of them can say it; else where the one that came furthest could not go on. */
function leavingOf(grammars: readonly Grammar[], symbols: readonly string[]): Leaving | null {
  let furthest: Leaving | null = null;
  for (const grammar of grammars) {
    const reading = readSymbols(grammar, symbols);
    if ('nats' in reading) return null;
    if (furthest === null || reading.at > furthest.at) furthest = reading;
  }
  return furthest;
}

function valuesOf({ at, allowed, canEnd }: Leaving, symbols: readonly string[]) {
  const named = [...allowed.slice(0, mostNamed), ...(allowed.length > mostNamed ? ['…'] : [])];
  if (canEnd) named.push(endLabel);
  return { place: at + 1, found: symbols[at] ?? endLabel, possible: named.join(' ') };
}
