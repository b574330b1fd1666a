/**
 * How much of what a net writes would have to be changed: tokens put in, left out and replaced, as few
 * as possible, over the tokens of what is right. More than 1 where it writes far too much.
 */
import type { MetricInfo } from '../../protocol/metrics.ts';
import type { Metric } from './metric.ts';

export const phoneErrorInfo: MetricInfo = {
  ...{ id: 'phone_error', name: 'Phone error rate' },
  ...{ format: 'share', better: 'smaller' },
};
export const characterErrorInfo: MetricInfo = {
  ...{ id: 'character_error', name: 'Character error rate' },
  ...{ format: 'share', better: 'smaller' },
};

export function errorRate({ id }: MetricInfo): Metric {
  return {
    gives: [id],
    isOfWritten: true,

    start() {
      let [edits, wantedTokens] = [0, 0];
      return {
        add(wanted, given) {
          edits += editDistance(wanted, given);
          wantedTokens += wanted.length;
        },
        values: () => [wantedTokens === 0 ? 0 : edits / wantedTokens],
      };
    },
  };
}

/** Levenshtein's: the fewest tokens put in, left out and replaced that make one the other. */
export function editDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  // row by row: from the beginnings of a to each beginning of b
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, above[j] + 1, row[j - 1] + 1));
    }
    above = row;
  }
  return above[b.length];
}
