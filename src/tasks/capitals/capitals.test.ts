import { expect, it } from 'vitest';
import { ownDefaults } from '../../config/defaults.ts';
import { defaultSettings } from '../../config/settings.ts';
import { markLabels } from '../../data/rows/marked-words.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { capitals } from './capitals.ts';
import { markMetric } from './mark-metric.ts';

const settings = { ...defaultSettings(), task: 'capitals' };
const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const open = (source: TextSource) => capitals.open(source, settings, quiet);
const paste = (text: string) => open({ kind: 'paste', text });

it('a book is cut into pieces of whole words, of which the last are held out', async () => {
  const data = await open({ kind: 'builtin', id: 'alice' });
  const counts = data.examples?.counts ?? { train: 0, heldOut: 0 };
  const at = (part: 'train' | 'heldOut', index: number) => data.examples?.at(part, index);
  expect(counts.train).toBeGreaterThan(1000);
  expect(counts.heldOut / (counts.train + counts.heldOut)).toBeCloseTo(0.1, 2);
  for (const index of [0, 7, counts.heldOut - 1]) {
    const { shown = [], wanted = [] } = at('heldOut', index) ?? {};
    expect(shown.join('')).toMatch(/^[\p{Ll}\p{N}' -]{1,80}$/u);
    expect(wanted.length).toBe(shown.length);
    for (const label of wanted) expect(markLabels).toContain(label);
  }
  const { shape, unrolling } = data.model({ ...settings, ...ownDefaults(settings) });
  expect([shape.directions, shape.outputSize]).toEqual([2, markLabels.length]);
  const forward = data.model({ ...settings, textDirections: 'forward' });
  expect(forward.shape.directions).toBe(1);
  expect(unrolling.timeSteps).toBeLessThanOrEqual(80);
  expect(data.dataset(unrolling).split).toBe('end');
});

it('a text of one’s own does too, and is refused where it has too few words', async () => {
  const text = 'Anna said: “No!” Then, at last, she went to Rome. '.repeat(20);
  const { info } = await paste(text);
  expect(info.rows?.total).toBe(12);
  expect(info.symbols.map(({ symbol }) => symbol)).not.toContain('A');
  expect(info.partOf).toBeNull();
  // a line to look at is as it was written: what is right is known
  expect(info.lines).toEqual(['to Rome.']);
  expect(info.heldOutPreview).toBe('to rome ');
  // longer than what is read: told in bytes, of which “ and ” have three
  const long = await paste(text.repeat(550));
  expect(long.info.partOf).toBe(550 * (text.length + 20 * 4));
  await expect(paste('Anna went.')).rejects.toMatchObject({
    problem: { code: 'of a task', values: { task: 'capitals', problem: 'no words' } },
  });
});

it('a line of one’s own is answered; what is right is known where it has any mark', async () => {
  const data = await paste('Anna said: “No!” Then, at last, she went to Rome. '.repeat(20));
  const known = data.line('She said no, Anna!');
  expect(known.labels.join('')).toBe('she said no anna ');
  expect(Array.from(known.targets, (target) => data.targets.label(target)).join('')).toBe(
    'A··········,A···!',
  );
  expect([...data.line('she said no anna').targets].every((one) => one === maskedTarget)).toBe(
    true,
  );
  expect(data.line('quick').skipped).toEqual(['q', 'u', 'c', 'k']);
});

it('marks are counted each by itself and together, and nothing is none', () => {
  const count = markMetric.start();
  const label = (text: string) => Array.from(text, (sign) => markLabels.indexOf(sign));
  count.add(label('A··,A··.'), label('A··.···.'));
  const [f1, precision, recall] = count.values();
  expect([precision, recall]).toEqual([2 / 3, 2 / 4]);
  expect(f1).toBeCloseTo(4 / 7, 12);
  expect(count.labels?.().map(({ label: one, f1: own }) => [one, own])).toEqual([
    ['A', 2 / 3],
    [',', 0],
    ['.', 2 / 3],
    ...[';', ':', '!', '?'].map((one) => [one, 0]),
  ]);
  expect(markMetric.gives).toEqual(capitals.info.metrics.map(({ id }) => id));
});
