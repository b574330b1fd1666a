/** Two kept runs on each other’s texts: which may be chosen, what they cost, who wrote what. */
import { expect } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import type { ComparedTexts } from '../../protocol/packing.ts';
import { openList, run } from './kept-checks.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';

const settings = defaultSettings();
const small = { ...settings, hiddenSize: 48 };
const runs = [
  run({ id: 'a', title: 'Plays', step: 300, settings }),
  run({ id: 'b', title: 'Speeches', step: 400, settings }),
  run({ id: 'c', title: 'Plays', name: 'later', step: 900, settings }),
  run({ id: 'd', title: 'Novel', settings: { ...settings, hiddenSize: 300 } }),
  run({ id: 'e', title: 'Speeches', settings: { ...small, task: 'lines' } }),
  run({ id: 'f', title: 'Tales', settings: small }),
];

const compared: ComparedTexts = {
  nets: [
    {
      ...{ title: 'Plays', step: 300, characters: 5000 },
      costs: [
        { bits: 2, lacking: 0 },
        { bits: 3, lacking: 17 },
      ],
    },
    {
      ...{ title: 'Speeches', step: 400, characters: 1234 },
      costs: [
        { bits: 3.5, lacking: 0 },
        { bits: 1.5, lacking: 0 },
      ],
    },
  ],
  written: [
    { text: 'whereas', by: 1 },
    { text: 'congress', by: 1 },
    { text: 'thou', by: 0 },
    { text: 'exeunt', by: 0 },
  ],
};

export const twoTextsChecks: Checks = {
  'two texts are compared': onPage(async (page) => {
    const panel = await openList(page, { runs });
    const part = page.one('two-texts', panel);
    const options = () => page.all('select', part).map((one) => page.texts('option', one));
    const plays = 'Plays, LSTM, step 300';
    const speeches = 'Speeches, LSTM, step 400';
    // of one size, and each on a text of its own
    expect(options()).toEqual([[plays, speeches, 'later'], [speeches]]);
    await page.enter(page.all('select', part)[0], 'b');
    expect(options()[1]).toEqual([plays, 'later']);
    await page.enter(page.all('select', part)[1], 'c');
    await page.press('Compare the two', part);
    const { id, runs: asked } = page.lastSent('pack.compare')!;
    expect(asked).toEqual(['b', 'c']);
    await page.say({ type: 'pack.progress', id, done: 30, total: 120 });
    expect(page.one<HTMLProgressElement>('progress', part).value).toBe(30);
    await page.say({ type: 'pack.compared', id: id - 1, compared });
    expect(page.all('table', part)).toEqual([]);
    await page.say({ type: 'pack.compared', id, compared });
    expect(rowsIn(page, part)).toEqual([
      ['', 'Plays', 'Speeches'],
      ['the net of Plays, step 300', '4.00 (2.000 bits)', '8.00 (3.000 bits), 17 symbols spelled'],
      ['the net of Speeches, step 400', '11.31 (3.500 bits)', '2.83 (1.500 bits)'],
    ]);
    expect(page.texts('.own', part)).toEqual(['4.00 (2.000 bits)', '2.83 (1.500 bits)']);
    expect(page.text('table + p', part)).toContain('the first 5,000 and 1,234 characters');
    expect(page.texts('.written blockquote', part)).toEqual(['thou', 'whereas']);

    const quiz = page.one('who-wrote-this', part);
    const asks = () => page.text('blockquote', quiz);
    expect(asks()).toBe('congress');
    expect(page.text('[role=status]', quiz)).toBe('');
    await page.press('the net of Plays, step 300', quiz);
    expect(page.text('[role=status]', quiz)).toMatch(/^No, it was the other. 0 of 1 right/);
    // the first answer counts
    await page.press('the net of Plays, step 300', quiz);
    await page.press('Next', quiz);
    expect(asks()).toBe('exeunt');
    expect(page.text('[role=status]', quiz)).toBe('');
    await page.press('the net of Plays, step 300', quiz);
    expect(page.text('[role=status]', quiz)).toMatch(/^Right. 1 of 2 right/);
    expect(page.all('.primary', quiz)).toEqual([]);

    await page.press('Compare the two', part);
    const values = { title: 'Plays' };
    await page.say({
      type: 'pack.refused',
      id: page.lastSent('pack.compare')!.id,
      problem: { code: 'nothing held out', values },
    });
    expect(page.text('[role=alert]', part)).toBe(
      'packing: nothing is held out of a text: Plays. Train on it with a part held out.',
    );
  }),
};
