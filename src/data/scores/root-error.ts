/** The root of the mean squared error, as large as the numbers are that were given. */
import { floatOf } from '../../lib/float-words.ts';
import type { Metric } from './metric.ts';

/** Columns that are told apart, at most. */
const mostColumns = 8;

/** Ids of the errors column by column; none of one column alone. */
export function columnErrors(id: string, columns: number): string[] {
  const count = columns > 1 ? Math.min(columns, mostColumns) : 0;
  return Array.from({ length: count }, (_, at) => `${id}_${at + 1}`);
}

/**
 * Of several columns the error of all of them is counted in their deviations, since they may be of
 * different units; then that of each, in its own unit.
 * @param deviations what the numbers of each column were divided by before the net read them
 */
export function rootError(id: string, deviations: readonly number[]): Metric {
  const width = deviations.length;
  const own = columnErrors(id, width);
  return {
    gives: [id, ...own],

    start() {
      const squares = new Float64Array(width);
      let all = 0;
      return {
        add(wanted, given) {
          all += wanted.length / width;
          for (let at = 0; at < wanted.length; at++) {
            squares[at % width] += (floatOf(wanted[at]) - floatOf(given[at])) ** 2;
          }
        },
        values() {
          const root = (sum: number) => (all === 0 ? 0 : Math.sqrt(sum / all));
          const together = root(squares.reduce((sum, one) => sum + one, 0) / width);
          const unit = width === 1 ? deviations[0] : 1;
          return [unit * together, ...own.map((_, at) => deviations[at] * root(squares[at]))];
        },
      };
    },
  };
}
