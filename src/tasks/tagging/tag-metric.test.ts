import { describe, expect, it } from 'vitest';
import type { Settings } from '../../config/settings.ts';
import { holding } from '../../protocol/metrics.ts';
import { pasteTagged, settingsOf, small } from '../../testing/tagged-text.ts';
import { tagging } from './tagging.ts';

async function counted(given: string[][], labels: Settings['labels'] = 'bio') {
  const data = await pasteTagged(small, { heldOut: 1, labels });
  const [metric, ...others] = data.metrics;
  expect(others).toEqual([]);
  const count = metric.start();
  const tokens = (names: readonly string[]) => data.targets.encodeLabels(names).tokens;
  given.forEach((names, index) => {
    count.add(tokens(data.examples.at('train', index).wanted), tokens(names));
  });
  return { gives: metric.gives, values: count.values(), labels: count.labels?.() ?? [] };
}

describe('the metric of tags', () => {
  it('counts whole entities, and every tag', async () => {
    const { gives, values, labels } = await counted([
      ['B-PER', 'O', 'O', 'O'],
      ['O', 'O', 'O', 'O'],
      ['B-PER', 'O', 'B-PER', 'O'],
    ]);
    expect(gives).toEqual(['entity_f1', 'entity_precision', 'entity_recall']);
    expect(values).toEqual([2 / 3, 2 / 3, 2 / 3]);
    expect(labels.map(({ label, correct, found, gold }) => [label, correct, found, gold])).toEqual([
      ['O', 8, 9, 8],
      ['B-PER', 3, 3, 3],
      ['I-PER', 0, 0, 1],
    ]);
  });

  it('counts words, where labels are 0 and 1', async () => {
    const { gives, values } = await counted(
      [
        ['1', '0', '0', '0'],
        ['0', '1', '0', '0'],
        ['1', '0', '1', '0'],
      ],
      'binary',
    );
    expect(gives).toEqual(['word_f1', 'word_precision', 'word_recall']);
    expect(values).toEqual([0.75, 0.75, 0.75]);
  });

  it.each(['bio', 'binary'] as const)(
    'gives what the page is told of with labels %s',
    async (labels) => {
      const infos = holding(tagging.info.metrics, settingsOf({ labels }));
      const { gives } = await counted([], labels);
      expect(gives).toEqual(infos.map(({ id }) => id));
    },
  );
});
