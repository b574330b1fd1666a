/** How well names are found: as entities where tags say where one begins, else as words. */
import type { Metric } from '../../data/scores/metric.ts';
import { EntityCounts, LabelCounts } from '../../data/scores/tagging-score.ts';
import type { Tags } from './tags.ts';

export function tagMetric({ names, isBinary }: Tags): Metric {
  const what = isBinary ? 'word' : 'entity';
  return {
    gives: [`${what}_f1`, `${what}_precision`, `${what}_recall`],

    start() {
      const labels = new LabelCounts(names.length);
      const entities = new EntityCounts();
      const nameOf = (label: number) => names[label];
      return {
        add(wanted, given) {
          labels.add(wanted, given);
          if (!isBinary) entities.add(Array.from(wanted, nameOf), Array.from(given, nameOf));
        },
        values() {
          const { f1, precision, recall } = isBinary ? labels.of(1) : entities.score;
          return [f1, precision, recall];
        },
        labels: () =>
          names.map((label, id) => {
            const { correct, found, gold, f1 } = labels.of(id);
            return { label, correct, found, gold, f1 };
          }),
      };
    },
  };
}
