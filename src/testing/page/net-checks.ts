/** The text and the net in numbers, the settings beside them, and the net's memory by name. */
import { expect } from 'vitest';
import { gatesFrameOf, netOf, progressOf, saidTooLarge, textOf, tooLarge } from './messages.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

function termsIn(page: StagedPage, within: Element): [term: string, value: string][] {
  const values = page.texts('dd', within);
  return page.texts('dt', within).map((term, at) => [term.replace(/ Plan$/, ''), values[at]]);
}

const readOuts = (page: StagedPage) =>
  ['Parameters', 'Memory', 'Dispatches per step'].map((label) => page.output(label));

export const netChecks: Checks = {
  'weights that would be lost': onPage(async (page) => {
    const question = page.one('question-dialog');
    for (const [step, words] of [
      [1, '1 step.'],
      [12345, '12,345 steps.'],
    ] as const) {
      await page.say(progressOf({ state: 'paused', step }));
      await page.set('hiddenSize', 96);
      expect(page.text('h2', question)).toBe('Hidden size 96 needs a new net.');
      expect(page.text('#text', question)).toMatch(new RegExp(` for ${words}$`));
      await page.press('Keep the weights', question);
      expect(page.control('hiddenSize').value).toBe('128');
    }
  }),

  'text in numbers': onPage((page) => {
    const source = page.one('text-source');
    expect(termsIn(page, source)).toEqual([
      ['Characters', '1,234,567'],
      ['Chance', '4.313'],
      ['Symbols', '3'],
      ['Unigram', '3.188'],
      ['Held out', '123,456'],
      ['Bigram', '2.438'],
    ]);
    expect(page.texts('li', source)).toEqual(['␣ 54,321', 'e 4,321', '↵ 1']);
    expect(page.texts('h3', source)).toEqual([
      'Start of the 1,111,111 training characters',
      'Start of the 123,456 held-out characters',
    ]);
    expect(page.texts('pre', source)).toEqual([
      'The start of what is trained on',
      'The start of what is held out',
    ]);
    expect(page.texts('p.faint', source)).toContain('Read as utf-8; hash 01234567.');
    expect(page.texts('p.warn', source)).toEqual([]);
  }),

  'text that was changed': onPage(
    (page) => {
      const remarks = page.texts('p.warn', page.one('text-source'));
      expect(remarks[0]).toMatch(/^Only the first part.* 1,234,567 characters of 72\.5 MiB\.$/);
      expect(remarks[1]).toMatch(/^4,321 characters .*koi8-r.* U\+FFFD/);
      expect(remarks[2]).toMatch(/^65 rare symbols .* \(8,765 characters\)/);
      expect(remarks).toHaveLength(3);
    },
    {
      text: textOf({
        encoding: 'koi8-r',
        replacements: 4321,
        rare: { symbols: 65, characters: 8765 },
        partOf: 72.5 * 1024 * 1024,
      }),
    },
  ),

  'many symbols': onPage(
    (page) => {
      const items = page.texts('li', page.one('text-source'));
      expect(items).toHaveLength(301);
      expect(items[299]).toMatch(/ 701$/);
      expect(items[300]).toBe('and 1,200 more');
      expect(termsIn(page, page.one('text-source'))[2]).toEqual(['Symbols', '1,500']);
    },
    {
      text: textOf({
        symbols: Array.from({ length: 1500 }, (_, at) => ({
          symbol: String.fromCodePoint(0x4e00 + at),
          count: at < 300 ? 1000 - at : 1,
        })),
      }),
    },
  ),

  'net in numbers': onPage(async (page) => {
    expect(readOuts(page)).toEqual(['81,920', '3.25 MiB', '140']);
    expect(termsIn(page, page.one('net-readout'))).toEqual([
      ['Parameters', '81,920'],
      ['Memory', '3.25 MiB'],
      ['Dispatches per step', '140'],
    ]);
    await page.press('Plan', page.one('net-readout'));
    const dialog = page.one('plan-dialog');
    const [parameters, memory] = page.all('table', dialog);
    expect(rowsIn(page, parameters).slice(0, 4)).toEqual([
      ['rnn.weight_ih_l0', '16 × 7'],
      ['rnn.weight_hh_l0', '16 × 4'],
      ['rnn.bias_ih_l0', '16'],
      ['rnn.weight_ih_l1', '16 × 4'],
    ]);
    expect(rowsIn(page, memory)).toEqual([
      ['arena 0', '2.5 MiB'],
      ['weights', '768 KiB'],
      ['uniforms', '512 bytes'],
    ]);
    expect(page.text('pre', dialog)).toBe('plan training, staged');
  }),

  'net in the form': onPage(
    async (page) => {
      expect(readOuts(page)).toEqual(['1,234,567', '1.5 GiB', '272']);
      page.lose('net.estimated');
      const asked: number[] = [];
      for (const size of [96, 192]) {
        await page.set('hiddenSize', size);
        asked.push(page.lastSent('net.estimate')!.id);
      }
      // the answer to an earlier question comes late
      for (const id of [...asked].reverse()) {
        const estimate = { parameters: 1000 + id, bytes: 2048, dispatchesPerStep: 20 };
        await page.say({ type: 'net.estimated', id, estimate, problem: null });
      }
      expect(readOuts(page)[0]).toBe((1000 + asked[1]).toLocaleString('en'));
    },
    { estimate: { parameters: 1234567, bytes: 1.5 * 1024 ** 3, dispatchesPerStep: 272 } },
  ),

  'net that cannot be': onPage(
    (page) => {
      expect(readOuts(page)).toEqual(['–', '–', '–']);
      expect(page.text('.problem', page.one('net-readout'))).toBe(saidTooLarge);
    },
    { problem: tooLarge },
  ),

  'settings of a link': onPage(
    async (page) => {
      const shown = (['cell', 'layers', 'hiddenSize', 'batchSize', 'timeSteps'] as const).map(
        (key) => page.control(key).value,
      );
      expect(shown).toEqual(['gru', '2', '96', '16', '48']);
      expect(page.control('learningRate').value).toBe('0.003');
      expect(page.control('seed').value).toBe('77');
      expect(page.button('Reset to 128').hidden).toBe(false);
      expect(page.lastSent('net.build')!.settings).toMatchObject({
        cell: 'gru',
        layers: 2,
        hiddenSize: 96,
        batchSize: 16,
        timeSteps: 48,
        learningRate: 0.003,
        seed: 77,
      });
      await page.set('learningRate', 0.004);
      expect(page.lastSent('training.tune')!.tuning).toMatchObject({ learningRate: 0.004 });
      await page.set('clipNorm', 1.5);
      expect(page.lastSent('training.tune')!.tuning).toMatchObject({
        learningRate: 0.004,
        clipNorm: 1.5,
      });
    },
    { hash: '#v=1&cell=gru&layers=2&hidden=96&batch=16&steps=48&rate=0.003&seed=77' },
  ),

  'equations and their weights': onPage(
    async (page) => {
      await page.openTab('equations');
      const panel = page.one('equations-panel');
      const [table] = page.all('table', panel);
      expect(page.text('caption', table)).toMatch(/for layer 1, each 4 × 11\./);
      expect(page.texts('thead th', table)).toEqual(
        [
          'rnn.weight_hh_l0 12 × 4',
          'rnn.weight_ih_l0 12 × 7',
          'rnn.bias_ih_l0 12',
          'rnn.bias_hn_l0 4',
          'rows',
        ].map((words) => expect.stringMatching(new RegExp(words.replace(/ /g, ' ?'))) as string),
      );
      const plain = (words: string) => words.replace(/\s+/g, '');
      const rows = page.all('tbody tr', table).map((row) => page.texts('th, td', row).map(plain));
      expect(rows).toEqual([
        ['Wr=', 'Wrc4×4', 'Wrx4×7', 'br4', '', '1–4'],
        ['Wu=', 'Wuc4×4', 'Wux4×7', 'bu4', '', '5–8'],
        ['Wc=', 'Wcc4×4', 'Wcx4×7', 'bcx4', 'bcc4', '9–12'],
      ]);
      expect(page.text('li.reset', panel)).toMatch(/^Γr=/);
      // of its gates one is kept with the other sign
      expect(page.texts('.stored p', panel)).toEqual([
        expect.stringContaining('z = 1 − Γu') as string,
      ]);
      await page.show('gates', gatesFrameOf('gru-reset-after'));
      await page.click(page.one('button', page.one('li.update', panel)));
      await page.rest();
      const shown = page.all('gate-map canvas').map((canvas) => canvas.getAttribute('data-trace'));
      expect(shown).toEqual(['update']);
      await page.set('layer', 2);
      expect(page.text('caption', panel)).toMatch(/for layer 2, each 4 × 8\./);
      expect(page.texts('thead code', panel)).toEqual([
        'rnn.weight_hh_l1',
        'rnn.weight_ih_l1',
        'rnn.bias_ih_l1',
        'rnn.bias_hn_l1',
      ]);
      // beside another cell: rows of one quantity, and what differs is marked
      const select = page.one<HTMLSelectElement>('.beside select', panel);
      expect([...select.options].map(({ value }) => value)).not.toContain('gru-reset-after');
      await page.enter(select, 'lstm');
      expect(page.texts('.head b', panel)).toEqual(['GRU (reset after)', 'LSTM']);
      expect(page.all('.row:not(.head)', panel)).toHaveLength(7);
      expect(page.texts('.no', panel)).toHaveLength(3);
      const marks = page.all('.differs', page.one('li.update', panel));
      expect(marks.map(({ textContent }) => plain(textContent))).toEqual(['c⟨t−1⟩', 'a⟨t−1⟩']);
      await page.say({ type: 'net.ready', info: netOf('lstm') });
      // beside itself there is nothing to compare
      expect(page.all('.differs', panel)).toEqual([]);
      const [lstm] = page.all('table', panel);
      expect(page.texts('.rows', lstm)).toEqual(['1–4', '5–8', '9–12', '13–16']);
      expect(page.texts('th[scope=row]', lstm).map(plain)).toEqual(['Wu=', 'Wf=', 'Wc=', 'Wo=']);
      expect(page.texts('.stored p', panel)).toEqual([]);
    },
    { net: netOf('gru-reset-after') },
  ),
};
