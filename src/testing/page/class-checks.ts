/** What a net answers once for a whole text: the class, and how likely each class is. */
import { expect } from 'vitest';
import type { SettingKey } from '../../config/settings.ts';
import type { LabelScore } from '../../protocol/metrics.ts';
import { rowsOf } from './data-checks.ts';
import { textOf } from './messages.ts';
import { shareOfMagnitude } from './heat-colours.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';
import { predictionsFrame, tagged } from './tag-messages.ts';

const panel = (page: StagedPage) => page.one('tags-panel');

/** Right class by right class: how often each was given. */
const given = { Danish: [5, 3, 0], Finnish: [0, 4, 0], Norwegian: [6, 0, 2] };
const confused = Object.entries(given).map(([label, row], at): LabelScore => {
  const found = Object.values(given).reduce((sum, other) => sum + other[at], 0);
  return { label, correct: row[at], found, gold: row[0] + row[1] + row[2], f1: 0.5, given: row };
});

export const classChecks: Checks = {
  'settings that the data make idle': onPage(
    (page) => {
      const source = page.one('text-source');
      const isIdle = (key: SettingKey) => page.control(key, source).disabled;
      expect([isIdle('heldOut'), isIdle('gap')]).toEqual([true, true]);
      // a setting that the task does not heed is not there
      expect(
        page.all<HTMLElement & { key?: string }>('number-field', source).map(({ key }) => key),
      ).not.toContain('symbols');
    },
    {
      hash: '#task=copy',
      text: textOf({ source: 'paste', rows: rowsOf({ isSplitGiven: true }) }),
    },
  ),

  'one answer for all that is read': onPage(
    async (page) => {
      const example = {
        ...{ index: 0, shown: ['so bad'], wanted: ['yes'], given: ['no'] },
        ...{ probabilities: [0.8125], isRight: false },
      };
      const line = {
        ...{ shown: ['so', 'good'], wanted: [null], given: ['yes'], probabilities: [0.75] },
        odds: [
          { label: 'yes', probability: 0.75 },
          { label: 'no', probability: 0.25 },
        ],
        skipped: ['zaphod'],
      };
      await page.show('predictions', predictionsFrame(20, { examples: [example], line }));
      expect(page.text('h2', panel(page))).toBe('Classes');
      expect(page.texts('li .whole', panel(page))).toEqual(['✗ no 81 % gold yes so bad']);
      const typed = page.one('output[aria-label="Answers for the typed text"]', panel(page));
      expect(page.text('.whole', typed)).toBe('yes 75 % so good');
      expect(rowsIn(page, typed)).toEqual([
        ['yes', '75 %', ''],
        ['no', '25 %', ''],
      ]);
      // it is the setting that says what a token is
      expect(page.text('.skipped', panel(page))).toContain('read as <UNK>: zaphod');
      expect(page.text('.unit', page.one('loss-panel'))).toMatch(/^nats per text/);
    },
    { text: tagged, hash: '#task=praise' },
  ),

  'tasks by the shape of their model': onPage(
    async (page) => {
      const source = page.one('text-source');
      await page.press('Tasks by shape …', source);
      const dialog = page.one('task-dialog');
      const tasksIn = (name: string) =>
        page.texts('button', page.one(`section[aria-label="${name}"]`, dialog));
      expect(tasksIn('Many-to-one')).toEqual([
        ...['Is it praise?', 'Yes or no? (voice)', 'Which gesture? (camera)'],
        ...['Which language?', 'Who wrote it?'],
      ]);
      expect(tasksIn('One-to-one')).toEqual(['Is this word part of a name?']);
      expect(tasksIn('One-to-many')).toEqual(['A name of this kind', 'Tunes']);
      expect(tasksIn('Many-to-many, Tx ≠ Ty')).toEqual(
        expect.arrayContaining(['Write it backwards', 'Add two numbers']),
      );
      expect(tasksIn('Many-to-many, Tx = Ty')).toEqual(
        expect.arrayContaining([
          'Continue a text',
          'Who is a name here?',
          'What is going on?',
          'DNA → protein',
        ]),
      );
      // none is missing, and each stands where it belongs
      const all = new Set(page.texts('li button', dialog));
      const { options } = page.control('task', source) as unknown as HTMLSelectElement;
      expect([...all].sort()).toEqual([...options].map(({ text }) => text.trim()).sort());
      const pressed = page.all('[aria-pressed=true]', dialog);
      expect(pressed.map(({ textContent }) => textContent.trim())).toEqual(['Is it praise?']);
      const steps = (name: string) => {
        const picture = page.one('svg', page.one(`section[aria-label="${name}"]`, dialog));
        return ['read', 'state', 'answer'].map((kind) => page.all(`rect.${kind}`, picture).length);
      };
      expect(steps('One-to-one')).toEqual([1, 1, 1]);
      expect(steps('One-to-many')).toEqual([1, 3, 3]);
      expect(steps('Many-to-one')).toEqual([3, 3, 1]);
      expect(steps('Many-to-many, Tx = Ty')).toEqual([3, 3, 3]);
      expect(steps('Many-to-many, Tx ≠ Ty')).toEqual([2, 5, 3]);
      await page.press('Add two numbers', dialog);
      expect(page.control('task', source).value).toBe('addition');
      expect(page.lastSent('net.build')?.settings.task).toBe('addition');
    },
    { text: tagged, hash: '#task=praise' },
  ),

  'which class is taken for which': onPage(
    async (page) => {
      const labels = (some: readonly LabelScore[]) =>
        page.say({
          type: 'validation.result',
          result: { step: 7, loss: 0.5, tokens: 20, total: 20, metrics: { accuracy: 0.55 } },
          labels: some,
        });
      await page.show('predictions', predictionsFrame(7));
      // of two the table says all, and of some tasks it is not told
      await labels(confused.slice(0, 2));
      expect(page.all('confusion-map')).toEqual([]);
      await labels(confused.map((one) => ({ ...one, given: undefined })));
      expect(page.all('confusion-map')).toEqual([]);
      await labels(confused);
      const map = page.one('confusion-map');
      const canvas = page.one<HTMLCanvasElement>('labelled-map canvas', map);
      const drawing = page.drawingOf(canvas);
      const eighths = [0, 1, 2].map((row) =>
        [0, 1, 2].map((column) => Math.round(8 * shareOfMagnitude(drawing.colourAt(column, row)!))),
      );
      expect(eighths).toEqual([
        [5, 3, 0],
        [0, 8, 0],
        [6, 0, 2],
      ]);
      expect(page.texts('.above span', map)).toEqual(Object.keys(given));
      expect(page.output('Confusion')).toBe(
        'Most often mistaken: Norwegian taken for Danish: 6 of 8; Danish taken for Finnish: 3 of 8',
      );
      const sound = ([label, only]: [string, number]) => ({
        ...confused[only],
        label,
        correct: 8,
        gold: 8,
        given: [0, 1, 2].map((at) => (at === only ? 8 : 0)),
      });
      await labels(Object.keys(given).map((label, at) => sound([label, at])));
      expect(page.output('Confusion')).toBe('All texts were given their class.');
      await labels(confused);
      canvas.getBoundingClientRect = () => ({ left: 0, top: 0, width: 30, height: 30 }) as DOMRect;
      await page.pointAt(canvas, 15, 5);
      expect(page.output('Confusion')).toBe('Danish taken for Finnish: 3 of 8');
      await page.key(canvas, 'ArrowDown');
      expect(page.output('Confusion')).toBe('Finnish: 4 of 4 right');
      expect(page.texts('.pointed', map)).toEqual(['Finnish', 'Finnish']);
      await page.key(canvas, 'ArrowDown');
      await page.key(canvas, 'ArrowLeft');
      expect(page.output('Confusion')).toBe('Norwegian taken for Danish: 6 of 8');
      await page.pointAt(canvas, 0, 0, 'pointerleave');
      expect(page.output('Confusion')).toMatch(/^Most often/);
    },
    { text: tagged, hash: '#task=language' },
  ),
};
