/**
 * The share of the answers that are right from their beginning to their end. A net that is right at
 * every time step while it reads what should be written writes just that when it reads what it writes
 * itself, taking the likeliest each time: it need not be let write to be measured.
 */
import type { MetricInfo } from '../../protocol/metrics.ts';
import type { Metric } from './metric.ts';

export const exactMatchInfo: MetricInfo = {
  id: 'exact_match',
  name: 'Exact match',
  format: 'share',
  better: 'larger',
};

/** Also by length, which is the label, the end of an answer not counted. */
export const exactMatch: Metric = {
  gives: [exactMatchInfo.id],

  start() {
    const byLength = new Map<number, { right: number; all: number }>();
    return {
      add(wanted, given) {
        const length = wanted.length - 1;
        const count = byLength.get(length) ?? { right: 0, all: 0 };
        byLength.set(length, count);
        count.all++;
        if (Array.from(wanted).every((token, at) => token === given[at])) count.right++;
      },
      values() {
        const counts = [...byLength.values()];
        const all = counts.reduce((sum, count) => sum + count.all, 0);
        return [all === 0 ? 0 : counts.reduce((sum, { right }) => sum + right, 0) / all];
      },
      labels: () =>
        [...byLength]
          .sort(([a], [b]) => a - b)
          .map(([length, { right, all }]) => {
            const counts = { correct: right, found: all, gold: all, f1: right / all };
            return { label: String(length), ...counts };
          }),
    };
  },
};
