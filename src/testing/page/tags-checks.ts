/** What a net answers: scores, labels, examples, a line of one's own; F1 against look-ahead. */
import { expect } from 'vitest';
import { netOf, progressOf } from './messages.ts';
import { chartIn, type Checks, expectCurve, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';
import { measured, predictionsFrame, tagged } from './tag-messages.ts';

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
    await page.show('predictions', predictionsFrame(0));
    expect(page.text('h2', panel(page))).toBe('Tags');
    const scores = () => ['Entity F1', 'Precision', 'Recall'].map((name) => page.output(name));
    const expectNothing = () => {
      expect(scores()).toEqual(['–', '–', '–']);
      expect(page.text('p.faint', panel(page))).toBe(
        'Not measured yet: that comes with the next validation.',
      );
    };
    expectNothing();
    // as runs that were kept before there were metrics
    const plain = { step: 0, loss: 0.25, tokens: 1234, total: 4321 };
    await page.say({ type: 'validation.result', result: plain });
    expectNothing();
    await page.say(measured(0, 0.125, { tokens: 1234 }));
    expect(page.text('p.faint', panel(page))).toBe(
      'Over the first 1,234 of 4,321 held-out words, at step 0. The net is untrained: it guesses.',
    );
    await page.say(measured(1200, 0.875));
    expect(scores()).toEqual(['0.875', '0.750', '0.500']);
    expect(page.texts('.bound', panel(page))).toEqual([
      expect.stringContaining('Best possible with all words known: 1.000.'),
    ]);
    expect(page.text('p.faint', panel(page))).toBe('Over all 4,321 held-out words, at step 1,200.');
    expect(rowsIn(page, panel(page))).toEqual([
      ['label', 'right', 'found', 'gold', 'F1'],
      ['O', '1,234', '1,300', '1,250', '0.963'],
      ['B-PER', '13', '17', '25', '0.625'],
      ['I-PER', '5', '7', '8', '0.688'],
    ]);
    // back to earlier weights: what came after them is gone
    await page.say(measured(2400, 0.9));
    await page.say({ type: 'training.undone', step: 1300, learningRate: 0.001 });
    expect(page.all('table', panel(page))).toEqual([]);
    await page.say(measured(1600, 0.75));
    const chart = chartIn(page, 'Entity F1 by step');
    expectCurve(chart.curve('--series-metric'), [
      [0, 0.125],
      [1200, 0.875],
      [1600, 0.75],
    ]);
    expect(chart.references.map(({ words }) => words)).toEqual(['all words: 1.000']);
    expect(chart.references[0].value).toBeCloseTo(1, 2);
    await page.show('predictions', predictionsFrame(1700, { total: 0, examples: [] }));
    expect(page.text('p.faint', panel(page))).toMatch(/^Nothing is held out/);
    expect(page.all('ol', panel(page))).toEqual([]);
    // another net has a curve of its own
    await page.say({ type: 'net.ready', info: netOf('gru') });
    await page.show('predictions', predictionsFrame(0));
    await page.say(measured(2000, 0.0625));
    await page.say(measured(2500, 0.25));
    expectCurve(chartIn(page, 'Entity F1 by step').curve('--series-metric'), [
      [2000, 0.0625],
      [2500, 0.25],
    ]);
  }, script),

  'scores of other kinds': onPage(
    async (page) => {
      await page.show('predictions', predictionsFrame(10));
      await page.say(measured(10, 0.5, { what: 'word' }));
      expect(page.output('F1 of words')).toBe('0.500');
      expect(page.texts('.bound', panel(page))).toEqual([
        expect.stringContaining('Best possible with a look-ahead of 1 word: 0.719.'),
      ]);
      await page.show('predictions', predictionsFrame(20, { line: null }));
      expect(page.all('output[aria-label="Answers for the typed text"]')).toEqual([]);
    },
    { ...script, hash: '#task=tagging&lookahead=1&labels=binary' },
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
  'metrics of validations': onPage(async (page) => {
    const loss = page.one('loss-panel');
    const shown = () => page.texts('dl div', loss).at(-1);
    expect(shown()).toMatch(/^Entity F1 –/);
    const run = { firstStep: 1, losses: Float32Array.of(2, 1), norms: Float32Array.of(1, 1) };
    await page.say({ type: 'training.losses', run });
    // it is all there, also where no panel of answers ever was
    await page.press('Close Tags');
    await page.say(measured(1, 0.25), measured(2, 0.875), measured(2, 0.75));
    expect(page.output('Validation Entity F1')).toBe('0.750');
    expect(page.texts('.caption', loss)[1]).toBe(
      'Entity F1 on what is held out best 0.875 at step 2',
    );
    const below = 'Gradient norm by step';
    const chart = chartIn(page, 'Entity F1 on what is held out, by step', { below });
    expectCurve(chart.curve('--series-metric'), [
      [1, 0.25],
      [2, 0.875],
      [2, 0.75],
    ]);
    expect(chart.references.map(({ words }) => words)).toEqual(['all words: 1.000']);
    expect(chart.references[0].value).toBeCloseTo(1, 2);
    const table = page.one('loss-table');
    await page.unfold(page.one('details', table));
    expect(rowsIn(page, table)).toEqual([
      ['step', 'training', 'smoothed', 'validation', 'Entity F1', 'norm'],
      ['2', '1.0000', expect.any(String), '0.2500', '0.750', '1.000'],
      ['1', '2.0000', '2.0000', '0.2500', '0.250', '1.000'],
    ]);
    await page.press('Save curves as CSV');
    const [head, ...rows] = (await page.downloads[0].file.text()).trim().split('\n');
    expect(head.split(',').slice(-4)).toEqual([
      'validation_tokens',
      ...['validation_entity_f1', 'validation_entity_precision', 'validation_entity_recall'],
    ]);
    expect(rows.map((row) => row.split(',').slice(-4))).toEqual([
      ['4321', '0.25', '0.75', '0.5'],
      ['4321', '0.75', '0.75', '0.5'],
    ]);
    // opened late
    await page.press('Show Tags');
    await page.show('predictions', predictionsFrame(2));
    expect(page.output('Entity F1')).toBe('0.750');
    expect(chartIn(page, 'Entity F1 by step').curve('--series-metric')).toHaveLength(3);
  }, script),

  'answers on examples and on a line': onPage(async (page) => {
    expect(page.wished('predictions')?.wish.line).toBe('the first line');
    const line = page.one('words-field', page.one('gates-panel'));
    expect(page.text('#help', line)).toBe('The gates are shown for each word of this line.');
    await page.show('predictions', predictionsFrame(1200));
    expect(page.text('h3', panel(page))).toBe(
      'Held-out sentences 1 of 444 is wrong; it comes first.',
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
    await page.show('predictions', predictionsFrame(1300, { examples: [examples[0]] }));
    expect(page.text('h3', panel(page))).toContain(
      'More than 1 of 444 are wrong; these are the first.',
    );
    await page.show('predictions', predictionsFrame(1400, { examples: [examples[1]] }));
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
      await page.say(measured(0, 0.9), measured(300, 0.75), measured(400, 0.625));
      expect(lookAheads(page)).toEqual([
        ['0 words', '0.813', '–', '–'],
        ['1 word', '0.844', '–', '–'],
        ['2 words ← current net', '0.875', '0.750', '300'],
        ['4 words', '0.906', '–', '–'],
        ['all words', '1.000', '–', '–'],
      ]);
      // another look-ahead on the same sentences: what was reached stays
      await page.set('lookAhead', '4');
      await page.say(measured(500, 0.78125));
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
      await page.say(measured(600, 0.6875, { what: 'word' }));
      expect(lookAheads(page).map(([, , best]) => best)).toEqual(['–', '–', '–', '0.688', '–']);
      page.next({ text: { ...tagged, hash: 'another' } });
      await page.set('heldOut', 20);
      await page.say(measured(0, 0.25, { what: 'word' }));
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
        await page.say(measured(499, 0.5));
        await page.say(progressOf({ state: 'paused', step: 500 }));
        // it waits for the answers of the last step
        expect(page.lastSent('net.build')!.settings.lookAhead).toBe(lookAhead);
        done.push(lookAhead);
        await page.say(measured(500, 0.5 + 0.0625 * done.length));
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
      expect(lookAheads(page)[4]).toEqual(['all words', '1.000', '0.813', '500']);
    },
    { ...script, hash: '#task=tagging&lookahead=1' },
  ),

  'one direction beside both': onPage(
    async (page) => {
      await page.press('One direction beside both');
      for (const [at, lookAhead] of ['all', '0'].entries()) {
        expect(page.lastSent('net.build')!.settings).toMatchObject({ hiddenSize: 48, lookAhead });
        await page.say(progressOf({ state: 'paused', step: 500 }));
        await page.say(measured(500, [0.9375, 0.75][at]));
      }
      expect(page.text('[role=status]', page.one('experiment-bar'))).toContain(
        'both ways the net reached an F1 of 0.938, reading forwards only 0.750',
      );
      await page.press('Go back');
      expect(page.lastSent('net.build')!.settings).toMatchObject({ lookAhead: '1' });
    },
    { ...script, hash: '#task=tagging&lookahead=1&hidden=48' },
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
