/** How well capitals and marks were found: each by itself, and all together. */
import { markLabels } from '../../data/rows/marked-words.ts';
import type { Metric } from '../../data/scores/metric.ts';
import { scoreOf } from '../../data/scores/score.ts';
import { LabelCounts } from '../../data/scores/tagging-score.ts';

export const markMetric: Metric = {
  gives: ['mark_f1', 'mark_precision', 'mark_recall'],

  start() {
    const counts = new LabelCounts(markLabels.length);
    // the first says that there is nothing
    const scores = () => markLabels.map((_, label) => counts.of(label)).slice(1);
    return {
      add: (wanted, given) => counts.add(wanted, given),
      values() {
        const sum = (key: 'correct' | 'found' | 'gold') =>
          scores().reduce((all, score) => all + score[key], 0);
        const all = { correct: sum('correct'), found: sum('found'), gold: sum('gold') };
        const { f1, precision, recall } = scoreOf(all);
        return [f1, precision, recall];
      },
      labels: () =>
        scores().map(({ correct, found, gold, f1 }, at) => ({
          ...{ label: markLabels[at + 1], correct, found, gold, f1 },
        })),
    };
  },
};
