/** What a net writes for what it has read: answers, scores by length, and where it looks meanwhile. */
import { expect } from 'vitest';
import type { AttentionFrame, PairsFrame, WrittenFrame } from '../../protocol/pairs.ts';
import { rowsOf } from './data-checks.ts';
import { gatesFrameOf, textOf, translatorNetOf } from './messages.ts';
import { chartIn, type Checks, expectCurve, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';
import { shareOfMagnitude } from './heat-colours.ts';

const pairs: PairsFrame = {
  ...{ step: 70, counted: 2, total: 56, problem: null },
  examples: [
    { source: 'abc', wanted: 'cba', given: 'cb', isRight: false },
    { source: 'xy', wanted: 'yx', given: 'yx', isRight: true },
  ],
};
const written: WrittenFrame = {
  ...{ step: 70, problem: null },
  line: {
    ...{ source: 'ab', wanted: 'ba', skipped: ['?'] },
    given: [
      { text: 'ba', probability: 0.625, isCut: false },
      { text: 'ba', probability: 0.125, isCut: true },
      { text: 'b', probability: 0.0625, isCut: false },
    ],
  },
};
const attention: AttentionFrame = {
  ...{ step: 1200, source: ['a', 'b', 'c'], written: ['b', '<EOS>'], problem: null },
  weights: Float32Array.of(0.125, 0.75, 0.125, 0.5, 0, 0.5),
};
const memory = {
  ...({ code: 'over memory budget', values: { bytes: 3e9, budget: 2e9 } } as const),
};

const panel = (page: StagedPage) => page.one('pairs-panel');
const text = textOf({ source: 'builtin', name: 'reverse', rows: rowsOf() });
const staged = { hash: '#task=reverse', text, net: translatorNetOf('lstm') };

export const pairsChecks: Checks = {
  'answers to held-out pairs': onPage(async (page) => {
    await page.show('pairs', pairs);
    const labels = [
      { label: '1', correct: 3, found: 4, gold: 4, f1: 0.75 },
      { label: '12', correct: 1, found: 8, gold: 8, f1: 0.125 },
    ];
    for (const [step, share] of [
      [40, 0.25],
      [70, 0.375],
    ]) {
      const metrics = { exact_match: share };
      const result = { step, loss: 0.25, tokens: 300, total: 456, metrics };
      await page.say({ type: 'validation.result', result, labels });
    }
    expect(page.output('Exact match')).toBe('0.375');
    expectCurve(chartIn(page, 'Exact match by step').curve('--series-metric'), [
      [40, 0.25],
      [70, 0.375],
    ]);
    expect(rowsIn(page, page.one('.labels', panel(page)))).toEqual([
      ['written', 'right', 'of', 'share'],
      ['1 character', '3', '4', '0.750'],
      ['12 characters', '1', '8', '0.125'],
    ]);
    expect(page.text('h3', panel(page))).toBe('Held-out pairs 1 of 2 is wrong; it comes first.');
    expect(page.texts('ol[aria-label="Held-out pairs"] li', panel(page))).toEqual([
      'abc → cb right: cba',
      'xy → yx',
    ]);
    await page.show('pairs', { ...pairs, counted: 0, examples: [], problem: memory });
    expect(page.texts('[role=status]', panel(page)).join()).toContain('memory');
  }, staged),

  'answers to a typed text': onPage(async (page) => {
    expect(page.wished('written')?.wish).toEqual({ line: 'the first line', beams: 1 });
    await page.set('beam', 3);
    expect(page.wished('written')?.wish).toMatchObject({ beams: 3 });
    await page.show('written', written);
    const given = page.all('.given li', panel(page));
    expect(given.map(({ textContent }) => textContent.trim().replace(/\s+/g, ' '))).toEqual([
      'ba 63 %',
      'ba… 13 %',
      'b 6 %',
    ]);
    // one that goes on is not right, though it begins so
    expect(given.map(({ className }) => className)).toEqual(['', 'wrong', 'wrong']);
    expect(page.texts('p', panel(page))).toContain('Right: ba');
    expect(page.text('.skipped', panel(page))).toBe('Not in the vocabulary, left out: ?');
    const unread = { source: '?', wanted: null, given: [], skipped: ['?'] };
    await page.show('written', { ...written, line: unread });
    expect(page.text('.skipped', panel(page))).toContain('nothing here that the net can read');
    expect(page.all('.given', panel(page))).toEqual([]);
  }, staged),

  'what a source and its answer are made of': onPage(
    async (page) => {
      const pointed = async (part: 'encoder' | undefined, tokens: string[]) => {
        const frame = gatesFrameOf('lstm', { ...(part && { part }), tokens, hiddenSize: 4 });
        await page.show('gates', frame);
        await page.pointAt(page.one('canvas', page.all('gate-map')[5]), 3, 3);
        return page.output('Gate value');
      };
      expect(await pointed(undefined, ['-', 'K'])).toMatch(/^a unit \d at phone 1 “-”: /);
      await page.set('part', 'encoder');
      expect(await pointed('encoder', ['c', 'a'])).toMatch(/^→a unit \d at character 1 “c”: /);
      await page.show('gates', gatesFrameOf('lstm', { part: 'encoder', tokens: [] }));
      const nothing = 'No character of this line is in the vocabulary.';
      expect(page.texts('p', page.one('gates-panel'))).toContain(nothing);
    },
    { ...staged, hash: '#task=spelling' },
  ),

  'where a net looks': onPage(async (page) => {
    await page.openTab('attention');
    await page.show('attention', attention);
    const own = page.one('attention-panel');
    const canvas = page.one<HTMLCanvasElement>('labelled-map canvas', own);
    const drawing = page.drawingOf(canvas);
    const eighths = [0, 1].map((row) =>
      [0, 1, 2].map((column) => Math.round(8 * shareOfMagnitude(drawing.colourAt(column, row)!))),
    );
    expect(eighths).toEqual([
      [1, 6, 1],
      [4, 0, 4],
    ]);
    const words = () => page.text('.head output', own);
    expect(words()).toBe('At step 1,200. Point at the picture.');
    await page.key(canvas, 'ArrowDown');
    await page.key(canvas, 'ArrowDown');
    await page.key(canvas, 'ArrowRight');
    await page.key(canvas, 'ArrowRight');
    expect(words()).toBe(
      'To write “<EOS>” it looks at “c”, character 3, with 50 % of its attention.',
    );
    const isMarked = () => !page.one<HTMLElement>('.cell', own).hidden;
    expect(isMarked()).toBe(true);
    // it writes less now: what was pointed at is no more
    const weights = Float32Array.of(0.25, 0.5, 0.25);
    await page.show('attention', { ...attention, written: ['<EOS>'], weights });
    expect(words()).toBe('At step 1,200. Point at the picture.');
    expect(isMarked()).toBe(false);
    await page.show('attention', { ...attention, weights: null, problem: memory });
    expect(page.text('[role=status]', own)).toContain('memory');
  }, staged),
};
