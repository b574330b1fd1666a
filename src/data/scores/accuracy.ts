/** The share of the answers that are right. */
import type { MetricInfo } from '../../protocol/metrics.ts';
import type { Metric } from './metric.ts';

export const accuracyInfo: MetricInfo = {
  id: 'accuracy',
  name: 'Accuracy',
  format: 'share',
  better: 'larger',
};

/** @param isCounted whether an answer counts, by what is wanted, its place in the example and their number */
export function accuracyOf(
  id: string,
  isCounted: (wanted: number, at: number, length: number) => boolean = () => true,
): Metric {
  return {
    gives: [id],

    start() {
      let [right, all] = [0, 0];
      return {
        add(wanted, given) {
          for (let at = 0; at < wanted.length; at++) {
            if (!isCounted(wanted[at], at, wanted.length)) continue;
            all++;
            if (wanted[at] === given[at]) right++;
          }
        },
        values: () => [all === 0 ? 0 : right / all],
      };
    },
  };
}

export const accuracy: Metric = accuracyOf(accuracyInfo.id);
