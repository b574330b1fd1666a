/** The root of the mean squared error, as large as the numbers are that were given. */
import { floatOf } from '../../lib/float-words.ts';
import type { Metric } from './metric.ts';

/** @param deviation what the numbers were divided by before the net read them */
export function rootError(id: string, deviation: number): Metric {
  return {
    gives: [id],

    start() {
      let [squares, all] = [0, 0];
      return {
        add(wanted, given) {
          all += wanted.length;
          for (let at = 0; at < wanted.length; at++) {
            squares += (floatOf(wanted[at]) - floatOf(given[at])) ** 2;
          }
        },
        values: () => [all === 0 ? 0 : deviation * Math.sqrt(squares / all)],
      };
    },
  };
}
