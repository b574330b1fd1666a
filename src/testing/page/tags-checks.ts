/** What a net answers: scores, labels, examples, a line of one's own; F1 against look-ahead. */
import { expect } from 'vitest';
import type { PredictionScore, PredictionsFrame } from '../../protocol/predictions.ts';
import { netOf, progressOf, textOf } from './messages.ts';
import { chartIn, type Checks, expectCurve, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const scoreOf = (f1: number): PredictionScore => ({
  counted: 'entities',
  overall: { correct: 12, found: 16, gold: 24, precision: 0.75, recall: 0.5, f1 },
  accuracy: 0.9375,
  labels: [
    {
      label: 'O',
      correct: 1234,
      found: 1300,
      gold: 1250,
      precision: 0.95,
      recall: 0.98,
      f1: 0.9625,
    },
    { label: 'B-PER', correct: 13, found: 17, gold: 25, precision: 0.76, recall: 0.52, f1: 0.625 },
    { label: 'I-PER', correct: 5, found: 7, gold: 8, precision: 0.71, recall: 0.63, f1: 0.6875 },
  ],
  bounds: [
    { lookAhead: '0', f1: 0.8125 },
    { lookAhead: '1', f1: 0.84375 },
    { lookAhead: '2', f1: 0.875 },
    { lookAhead: '4', f1: 0.90625 },
    { lookAhead: 'all', f1: 1 },
  ],
});

const predictionsFrame = (
  step: number,
  f1 = 0.6,
  changes: Partial<PredictionsFrame> = {},
): PredictionsFrame => ({
  ...{ step, counted: 444, total: 555, score: scoreOf(f1) },
  examples: [
    {
      ...{ index: 7, shown: ['Paris', 'bears', '!'], wanted: ['O', 'O', 'O'] },
      ...{ given: ['B-PER', 'O', 'O'], probabilities: [0.5625, 0.9, 0.99], isRight: false },
    },
    {
      ...{ index: 2, shown: ['Ann', 'sat'], wanted: ['B-PER', 'O'] },
      ...{ given: ['B-PER', 'O'], probabilities: [0.75, 0.8], isRight: true },
    },
  ],
  line: {
    ...{ shown: ['He', 'met', 'Zaphod'], wanted: ['O', null, 'B-PER'] },
    ...{ given: ['O', 'I-PER', 'O'], probabilities: [0.96875, 0.4375, 0.625] },
    skipped: ['Zaphod', '<b>'],
  },
  ...changes,
});

const rows = {
  total: 600,
  train: 45,
  heldOut: 555,
  longest: 23,
  refused: 0,
  remarks: [],
  unlisted: 0,
};
const tagged = textOf({ source: 'builtin', name: 'sentences', rows });
const script = { hash: '#task=tagging', text: tagged };
const panel = (page: StagedPage) => page.one('tags-panel');
const wordsIn = (page: StagedPage, within: Element) => page.texts('.word', within);
const sentOf = (page: StagedPage, type: string) =>
  page.sent.filter((message) => message.type === type).length;

/** The numbers of a row: look-ahead, bound, best, at step. */
const lookAheads = (page: StagedPage) => rowsIn(page, page.one('look-ahead-panel table')).slice(1);

export const tagsChecks: Checks = {
  'scores of answers': onPage(async (page) => {
    expect(page.text('p.faint', panel(page))).toBe(
      'The net’s answers for held-out examples appear here.',
    );
    await page.show('predictions', predictionsFrame(0, 0.125));
    expect(page.text('h2', panel(page))).toBe('Tags');
    expect(page.text('p.faint', panel(page))).toBe(
      'Over the first 444 of 555 held-out sentences, at step 0. The net is untrained: it guesses.',
    );
    await page.show('predictions', predictionsFrame(1200, 0.875));
    expect(['Entity F1', 'Precision', 'Recall'].map((name) => page.output(name))).toEqual([
      '0.875',
      '0.750',
      '0.500',
    ]);
    expect(page.text('.bound', panel(page))).toContain(
      'Best possible with all words known: 1.000.',
    );
    expect(page.text('p.faint', panel(page))).toBe(
      'Over the first 444 of 555 held-out sentences, at step 1,200.',
    );
    expect(rowsIn(page, panel(page))).toEqual([
      ['label', 'right', 'found', 'gold', 'F1'],
      ['O', '1,234', '1,300', '1,250', '0.963'],
      ['B-PER', '13', '17', '25', '0.625'],
      ['I-PER', '5', '7', '8', '0.688'],
    ]);
    // back to earlier weights: what came after them is gone
    await page.show('predictions', predictionsFrame(2400, 0.9));
    await page.show('predictions', predictionsFrame(1600, 0.75, { counted: 555 }));
    const chart = chartIn(page, 'F1 by step');
    expectCurve(chart.curve('--series-validation'), [
      [0, 0.125],
      [1200, 0.875],
      [1600, 0.75],
    ]);
    expect(chart.references.map(({ words }) => words)).toEqual(['all words: 1.000']);
    expect(chart.references[0].value).toBeCloseTo(1, 2);
    expect(page.text('p.faint', panel(page))).toBe(
      'Over all 555 held-out sentences, at step 1,600.',
    );
    await page.show('predictions', predictionsFrame(1700, 0, { score: null, examples: [] }));
    expect(page.text('p.faint', panel(page))).toMatch(/^Nothing is held out/);
    expect(page.all('ol', panel(page))).toEqual([]);
    // another net has a curve of its own
    await page.say({ type: 'net.ready', info: netOf('gru') });
    await page.show('predictions', predictionsFrame(2000, 0.0625));
    await page.show('predictions', predictionsFrame(2500, 0.25));
    expectCurve(chartIn(page, 'F1 by step').curve('--series-validation'), [
      [2000, 0.0625],
      [2500, 0.25],
    ]);
  }, script),

  'scores of other kinds': onPage(
    async (page) => {
      const words: PredictionScore = { ...scoreOf(0.5), counted: 'words' };
      await page.show('predictions', predictionsFrame(10, 0.5, { score: words }));
      expect(page.output('Word F1')).toBe('0.500');
      expect(page.text('.bound', panel(page))).toContain(
        'Best possible with a look-ahead of 1 word: 0.844.',
      );
      // one answer for all that is read
      const classes: PredictionScore = { ...scoreOf(0.5), counted: 'examples', bounds: null };
      const example = {
        ...{ index: 0, shown: ['so', 'bad'], wanted: ['good'], given: ['bad'] },
        ...{ probabilities: [0.8125], isRight: false },
      };
      await page.show(
        'predictions',
        predictionsFrame(20, 0.5, { score: classes, examples: [example], line: null }),
      );
      expect(page.text('h2', panel(page))).toBe('Classes');
      expect(page.texts('li .words', panel(page))).toEqual(['so bad ✗ bad 81 % gold good']);
      expect(page.all('.bound', panel(page))).toEqual([]);
      expect(page.all('output[aria-label="Answers for the typed text"]')).toEqual([]);
    },
    { ...script, hash: '#task=tagging&lookahead=1' },
  ),

  'sentences to try': onPage(
    async (page) => {
      const group = page.one('[role=group][aria-label="Sentences to try"]', panel(page));
      const pressed = () =>
        page.all('button', group).map((button) => button.getAttribute('aria-pressed'));
      expect(page.texts('button', group)).toEqual(['“Teddy Roosevelt ran”', 'Teddy bears ran']);
      expect(pressed()).toEqual(['true', 'false']);
      await page.press('Teddy bears ran', group);
      expect(page.wished('predictions')?.wish).toMatchObject({ line: 'Teddy bears ran' });
      expect(pressed()).toEqual(['false', 'true']);
      expect(page.fragment).toMatch(/line=Teddy/);
    },
    {
      ...script,
      text: {
        ...tagged,
        lines: ['“Teddy Roosevelt ran”', 'Teddy bears ran', 'another'],
        tries: ['“Teddy Roosevelt ran”', 'Teddy bears ran'],
      },
    },
  ),

  'answers on examples and on a line': onPage(async (page) => {
    expect(page.wished('predictions')?.wish.line).toBe('the first line');
    const line = page.one('words-field', page.one('gates-panel'));
    expect(page.text('#help', line)).toBe('The gates are shown for each word of this line.');
    await page.show('predictions', predictionsFrame(1200));
    expect(page.text('h3', panel(page))).toBe(
      'Held-out sentences 1 of 444 are wrong; these come first.',
    );
    const [wrong, right] = page.all('li', panel(page));
    expect(wordsIn(page, wrong)).toEqual(['Paris ✗ B-PER 56 % gold O', 'bears O', '! O']);
    expect(wordsIn(page, right)).toEqual(['Ann B-PER', 'sat O']);
    expect([wrong, right].map(({ className }) => className)).toEqual(['wrong', '']);
    const typed = page.one('output[aria-label="Answers for the typed text"]');
    expect(wordsIn(page, typed)).toEqual([
      'He O 97 %',
      'met I-PER 44 %',
      'Zaphod ✗ O 63 % gold B-PER',
    ]);
    expect(page.text('.skipped', panel(page))).toBe(
      'Not in the vocabulary, read as <UNK>: Zaphod, <b>',
    );
    // all that are told of are wrong, and there may be more
    const { examples } = predictionsFrame(0);
    await page.show('predictions', predictionsFrame(1300, 0.6, { examples: [examples[0]] }));
    expect(page.text('h3', panel(page))).toContain(
      'More than 1 of 444 are wrong; these are the first.',
    );
    await page.show('predictions', predictionsFrame(1400, 0.6, { examples: [examples[1]] }));
    expect(page.text('h3', panel(page))).toContain('All 444 are right.');
    const field = page.control('line', panel(page));
    await page.enter(field, 'Teddy bears');
    expect(page.wished('predictions')?.wish.line).toBe('Teddy bears');
    // it is the line of the gates too
    expect(page.wished('gates')?.wish.line).toBe('Teddy bears');
    await page.press('Another', panel(page));
    expect(page.wished('predictions')?.wish.line).toBe('the first line');
    // who does not look at it costs nothing
    await page.press('Close Tags');
    expect(page.told('view.close', 'predictions')).toBe(1);
    await page.press('Show Tags');
    expect(page.all('output[aria-label="Entity F1"]')).toEqual([]);
  }, script),

  'scores by look-ahead': onPage(
    async (page) => {
      await page.press('Close Tags');
      await page.openTab('look-ahead');
      await page.show('predictions', predictionsFrame(0, 0.5));
      await page.show('predictions', predictionsFrame(300, 0.75));
      await page.show('predictions', predictionsFrame(400, 0.625));
      expect(lookAheads(page)).toEqual([
        ['0 words', '0.813', '–', '–'],
        ['1 word', '0.844', '–', '–'],
        ['2 words ← current net', '0.875', '0.750', '300'],
        ['4 words', '0.906', '–', '–'],
        ['all words', '1.000', '–', '–'],
      ]);
      // another look-ahead on the same sentences: what was reached stays
      await page.set('lookAhead', '4');
      await page.show('predictions', predictionsFrame(500, 0.78125));
      expect(lookAheads(page).slice(2, 4)).toEqual([
        ['2 words', '0.875', '0.750', '300'],
        ['4 words ← current net', '0.906', '0.781', '500'],
      ]);
      const chart = chartIn(page, 'F1 by look-ahead');
      const bounds = [0.8125, 0.84375, 0.875, 0.90625, 1];
      expect(chart.dots('--reference').map(({ y }) => Math.round(y * 100))).toEqual(
        bounds.map((bound) => Math.round(bound * 100)),
      );
      expect(chart.dots('--series-train').map(({ y }) => y.toFixed(2))).toEqual(['0.75', '0.78']);
      expect(chart.dots('--series-validation').map(({ y }) => y.toFixed(2))).toEqual(['0.78']);
      // other labels: other scores
      await page.follow('#v=2&task=tagging&lookahead=4&labels=binary&view=loss,look-ahead');
      await page.show('predictions', predictionsFrame(600, 0.6875));
      expect(lookAheads(page).map(([, , best]) => best)).toEqual(['–', '–', '–', '0.688', '–']);
      page.next({ text: { ...tagged, hash: 'another' } });
      await page.set('heldOut', 20);
      await page.show('predictions', predictionsFrame(0, 0.25));
      expect(lookAheads(page).map(([, , best]) => best)).toEqual(['–', '–', '–', '–', '–']);
    },
    { ...script, hash: '#task=tagging&lookahead=2' },
  ),

  'each look-ahead in turn': onPage(
    async (page) => {
      await page.openTab('look-ahead');
      await page.set('hiddenSize', 48);
      const read = sentOf(page, 'text.read');
      await page.press('Train each in turn');
      const bar = page.one('experiment-bar');
      const done: string[] = [];
      for (const lookAhead of ['0', '1', '2', '4', 'all']) {
        const settings = page.lastSent('net.build')!.settings;
        expect(settings).toMatchObject({ task: 'tagging', hiddenSize: 48, lookAhead });
        expect(page.lastSent('text.read')!.settings.lookAhead).toBe(lookAhead);
        const words = { '0': '0 words', '1': '1 word', all: 'all words' }[lookAhead];
        expect(page.text('[role=status]', bar)).toBe(
          `Training with a look-ahead of ${words ?? `${lookAhead} words`} for 500 steps …`,
        );
        await page.say(progressOf({ state: 'running', step: 499 }));
        await page.show('predictions', predictionsFrame(499, 0.5));
        await page.say(progressOf({ state: 'paused', step: 500 }));
        // it waits for the answers of the last step
        expect(page.lastSent('net.build')!.settings.lookAhead).toBe(lookAhead);
        done.push(lookAhead);
        await page.show('predictions', predictionsFrame(500, 0.5 + 0.0625 * done.length));
      }
      // the last one is open already, as the person had it
      expect(sentOf(page, 'text.read') - read).toBe(5);
      expect(lookAheads(page).map(([, , best, step]) => [best, step])).toEqual([
        ['0.563', '500'],
        ['0.625', '500'],
        ['0.688', '500'],
        ['0.750', '500'],
        ['0.813', '500'],
      ]);
      expect(page.text('[role=status]', bar)).toContain('F1: 0 words 0.563, 1 word 0.625,');
      await page.press('Go back');
      expect(page.lastSent('net.build')!.settings).toMatchObject({
        hiddenSize: 48,
        lookAhead: '1',
      });
      expect(page.lastSent('text.read')!.settings.lookAhead).toBe('1');
      // what was learned of look-ahead stays
      expect(lookAheads(page)[4]).toEqual(['all words', '–', '0.813', '500']);
    },
    { ...script, hash: '#task=tagging&lookahead=1' },
  ),

  'each look-ahead in turn, with a way back': onPage(async (page) => {
    await page.openTab('look-ahead');
    await page.say(progressOf({ state: 'paused', step: 40 }));
    const built = sentOf(page, 'net.build');
    // cancelled while the sentences are read
    page.lose('text.ready');
    await page.press('Train each in turn');
    expect(page.lastSent('text.read')!.settings.lookAhead).toBe('0');
    await page.press('Cancel the experiment');
    expect(page.lastSent('text.cancel')).toBeDefined();
    expect(page.all('section', page.one('experiment-bar'))).toEqual([]);
    expect(page.control('lookAhead').value).toBe('all');
    // the run is still there
    expect([sentOf(page, 'net.build'), sentOf(page, 'run.read')]).toEqual([built, 0]);
    expect(page.button('Train each in turn').disabled).toBe(false);
  }, script),
};
