/** The loss of one example, seen: heights, bars, sums, softmax and sigmoid. */
import { expect } from 'vitest';
import type { ExampleLossFrame } from '../../protocol/example-loss.ts';
import { textOf } from './messages.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const odds = (all: Record<string, number>) =>
  Object.entries(all).map(([label, probability]) => ({ label, probability }));

/** Three time steps; at the second nothing is wanted, and of the third not all classes are told. */
const frame: ExampleLossFrame = {
  ...{ step: 1200, part: 'train', index: 0, counts: { train: 40, heldOut: 5 } },
  ...{ kind: 'softmax', source: null, read: [null, 'a', ' '] },
  answers: [
    { wanted: 'a', loss: -Math.log(0.25), odds: odds({ a: 0.25, b: 0.75 }) },
    { wanted: null, loss: NaN, odds: odds({ a: 0.5, b: 0.5 }) },
    { wanted: 'b', loss: -Math.log(0.5), odds: odds({ a: 0.125, b: 0.5 }) },
  ],
};

const panel = (page: StagedPage) => page.one('example-loss-panel');
const table = (page: StagedPage) => rowsIn(page, panel(page)).slice(1);
const heights = (page: StagedPage) =>
  page.all('.paid', panel(page)).map((bar) => Number(bar.getAttribute('height')));
const slider = (page: StagedPage) => page.one('[role=slider]', panel(page));

export const exampleLossChecks: Checks = {
  'what an example costs': onPage(
    async (page) => {
      await page.openTab('example-loss');
      expect(page.text('p', panel(page))).toMatch(/appears here/);
      expect(page.wished('example-loss')?.wish).toEqual({ part: 'train', index: 0 });
      await page.show('example-loss', frame);
      // −log 1/4 and −log 1/2: one is twice the other
      expect(page.output('Loss of the example')).toBe(
        'Σ over t: 2.079 nats for 2 answers, 1.040 each, at step 1,200',
      );
      const [first, second, third] = heights(page);
      expect([first, second]).toEqual([84, 0]);
      expect(third / first).toBeCloseTo(0.5, 6);
      expect(page.texts('svg g', panel(page))).toEqual(['a 0⃗', 'a', 'b ␣']);
      expect(page.output('Paid')).toBe('−log ŷ(a) = −log 0.250 = 1.386 nats');
      expect(table(page)).toEqual([
        ['a', '1', '', '0.250', ''],
        ['b', '0', '', '0.750', ''],
      ]);
      expect(slider(page).getAttribute('aria-valuetext')).toBe('time step 1: a, 1.386 nats');
      await page.key(slider(page), 'ArrowRight');
      expect(page.output('Paid')).toBe('Nothing is wanted here: it costs nothing.');
      expect(table(page)[0]).toEqual(['a', '', '', '0.500', '']);
      await page.key(slider(page), 'End');
      expect(page.text('h3', panel(page))).toBe('Time step 3');
      expect(table(page)).toEqual([
        ['a', '0', '', '0.125', ''],
        ['b', '1', '', '0.500', ''],
        ['all others', '0', '', '0.375', ''],
      ]);
      const bars = page.all('tr:nth-child(2) .left', panel(page));
      expect(bars.map((bar) => bar.getAttribute('width'))).toEqual(['100.00%', '50.00%']);
      await page.key(slider(page), 'ArrowLeft');
      expect(slider(page).getAttribute('aria-valuenow')).toBe('2');
      // another example begins at its beginning
      await page.press('Next', panel(page));
      expect(page.wished('example-loss')?.wish).toEqual({ part: 'train', index: 1 });
      await page.show('example-loss', { ...frame, index: 1 });
      expect(slider(page).getAttribute('aria-valuenow')).toBe('1');
      // a source that is read before
      await page.show('example-loss', { ...frame, source: ['x', 'y'] });
      expect(page.text('.before', panel(page))).toBe('Read: xy');
      await page.show('example-loss', { ...frame, answers: [], read: [] });
      expect(page.all('table', panel(page))).toEqual([]);
    },
    { text: textOf({ source: 'builtin', name: 'first-names' }), hash: '#task=lines' },
  ),

  'what yes or no costs': onPage(
    async (page) => {
      await page.openTab('example-loss');
      const answer = (wanted: string, yes: number) => {
        const loss = -Math.log(wanted === '1' ? yes : 1 - yes);
        return { wanted, loss, odds: odds({ '0': 1 - yes, '1': yes }) };
      };
      const once = { ...frame, kind: 'sigmoid' as const, read: ['so', 'bad'] };
      await page.show('example-loss', { ...once, answers: [answer('0', 0.75)] });
      expect(page.text('.before', panel(page))).toBe('Read: so bad');
      expect(page.output('Loss of the example')).toBe(
        '1.386 nats for the one answer, at step 1,200',
      );
      expect(page.text('h3', panel(page))).toBe('The answer');
      expect(page.texts('svg .read', panel(page))).toEqual([]);
      expect(page.output('Paid')).toBe(
        '−y log ŷ − (1 − y) log(1 − ŷ) = −0 · log 0.750 − 1 · log 0.250 = 0 + 1.386',
      );
      await page.show('example-loss', { ...once, answers: [answer('1', 0.75)] });
      expect(page.output('Paid')).toBe(
        '−y log ŷ − (1 − y) log(1 − ŷ) = −1 · log 0.750 − 0 · log 0.250 = 0.288 + 0',
      );
      // also of a text of one word alone
      await page.show('example-loss', { ...once, read: ['so'], answers: [answer('1', 0.75)] });
      expect(page.text('.before', panel(page))).toBe('Read: so');
      expect(page.text('h3', panel(page))).toBe('The answer');
    },
    { hash: '#task=praise' },
  ),
};
