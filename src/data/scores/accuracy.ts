/** The share of the answers that are right. */
import type { MetricInfo } from '../../protocol/metrics.ts';
import type { Metric } from './metric.ts';

export const accuracyInfo: MetricInfo = {
  id: 'accuracy',
  name: 'Accuracy',
  format: 'share',
  better: 'larger',
};

export const accuracy: Metric = {
  gives: [accuracyInfo.id],

  start() {
    let [right, all] = [0, 0];
    return {
      add(wanted, given) {
        all += wanted.length;
        for (let at = 0; at < wanted.length; at++) if (wanted[at] === given[at]) right++;
      },
      values: () => [all === 0 ? 0 : right / all],
    };
  },
};
