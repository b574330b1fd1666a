/** How many texts are given their class, how well each class is found, and what it is taken for. */
import { accuracyInfo } from '../../data/scores/accuracy.ts';
import type { Metric } from '../../data/scores/metric.ts';
import { LabelCounts } from '../../data/scores/tagging-score.ts';

export function classMetric(classes: readonly string[]): Metric {
  return {
    gives: [accuracyInfo.id],

    start() {
      const counts = new LabelCounts(classes.length);
      const sums = () =>
        classes.reduce(
          (sum, _, id) => {
            const { correct, gold } = counts.of(id);
            return { correct: sum.correct + correct, gold: sum.gold + gold };
          },
          { correct: 0, gold: 0 },
        );
      return {
        add: (wanted, given) => counts.add(wanted, given),
        values() {
          const { correct, gold } = sums();
          return [gold === 0 ? 0 : correct / gold];
        },
        labels: () =>
          classes.map((label, id) => {
            const { correct, found, gold, f1 } = counts.of(id);
            return { label, correct, found, gold, f1, given: counts.given(id) };
          }),
      };
    },
  };
}
