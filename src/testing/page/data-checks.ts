/** The data as they are given: examples, the next batch, rows that are not used, columns. */
import { expect } from 'vitest';
import type { DataFrame, ShownToken } from '../../protocol/data-frame.ts';
import type { RowsInfo } from '../../protocol/text-info.ts';
import { emptyText, netOf, textOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const none = 0xffffffff;
const inputs: ShownToken[] = [
  { id: 7, label: 'a' },
  { id: 21, label: 'b' },
];
const targets: ShownToken[] = [
  { id: 7, label: 'a' },
  { id: 21, label: 'b' },
  { id: 33, label: '<EOS>' },
];

/** Two of three sequences are shorter than four time steps: 5 of 12 are padding. */
export const frame: DataFrame = {
  step: 41,
  counts: { train: 1234, heldOut: 56 },
  split: 'rows',
  example: {
    ...{ part: 'train', index: 4 },
    inputs: [null, inputs[0], inputs[1]],
    targets: [targets[0], targets[1], targets[2]],
  },
  batch: {
    ...{ step: 41, timeSteps: 4, batchSize: 3 },
    tokens: Uint32Array.of(none, none, none, 7, 21, none, none, 7, none, none, 7, none),
    targets: Uint32Array.of(7, 21, 33, 33, 7, none, none, 7, none, none, 33, none),
    lengths: Uint32Array.of(2, 4, 1),
    examples: Uint32Array.of(8, 4, 1199),
    starts: Uint32Array.of(1, 1, 1),
    inputLabels: inputs,
    targetLabels: targets,
  },
};

export const rowsOf = (changes: Partial<RowsInfo> = {}): RowsInfo => ({
  ...{ total: 1290, train: 1234, heldOut: 56, longest: 4, refused: 0, remarks: [], unlisted: 0 },
  ...changes,
});

/** Of a table, a row each: its cells, padding as /. */
const cellsIn = (page: StagedPage, label: string): string[] =>
  page.all('tr', gridOf(page, label)).map((row) =>
    page
      .all('td', row)
      .map((cell) =>
        cell.classList.contains('padding') ? '/' : page.texts('td', row)[indexOf(cell)],
      )
      .join(' '),
  );
const indexOf = (cell: Element) =>
  [...cell.parentElement!.querySelectorAll('td')].indexOf(cell as HTMLTableCellElement);
const gridOf = (page: StagedPage, label: string) => page.one(`token-grid[label="${label}"]`);
const scrollOf = (page: StagedPage, label: string) => page.one('.scroll', gridOf(page, label));
const wish = (page: StagedPage) => page.wished('data')?.wish;

export const dataChecks: Checks = {
  'an example of the data': onPage(
    async (page) => {
      await page.openTab('data');
      expect(wish(page)).toEqual({ part: 'train', index: 0 });
      await page.show('data', frame);
      const panel = page.one('data-panel');
      expect(page.text('.count', panel)).toBe(
        'Lines: m = 1,290; 1,234 for training and 56 held out at random. Identical lines stay together.',
      );
      expect(page.text('.lengths', panel)).toBe('Tx(5) = 3 Ty(5) = 3');
      expect(cellsIn(page, 'Example')).toEqual(['', '0⃗ a b', 'a b <EOS>']);
      const scroll = scrollOf(page, 'Example');
      await page.key(scroll, 'ArrowRight');
      expect(page.output('Example: token')).toBe('x⟨1⟩ = 0⃗, no input; y⟨1⟩ = “a”, token 7');
      await page.key(scroll, 'End');
      expect(page.output('Example: token')).toBe('x⟨3⟩ = “b”, token 21; y⟨3⟩ = “<EOS>”, token 33');
      await page.key(scroll, 'ArrowLeft');
      expect(page.output('Example: token')).toBe('x⟨2⟩ = “a”, token 7; y⟨2⟩ = “b”, token 21');
      // delayed answers: nothing is wanted at first, nothing is read at last
      const late = { inputs: [inputs[0], null], targets: [null, targets[1]] };
      await page.show('data', { ...frame, example: { ...frame.example!, ...late } });
      expect(page.text('.lengths', panel)).toBe('Tx(5) = 1 Ty(5) = 1');
    },
    { hash: '#task=lines', text: textOf({ rows: rowsOf() }) },
  ),

  'another example of the data': onPage(
    async (page) => {
      await page.openTab('data');
      await page.show('data', frame);
      const panel = page.one('data-panel');
      const field = () => page.one<HTMLInputElement>('input[aria-label="Example"]', panel);
      expect(page.button('Previous', panel).disabled).toBe(true);
      await page.press('Next', panel);
      expect(wish(page)).toEqual({ part: 'train', index: 1 });
      expect(field().value).toBe('2');
      await page.enter(field(), '1234');
      expect(wish(page)).toEqual({ part: 'train', index: 1233 });
      expect(page.button('Next', panel).disabled).toBe(true);
      await page.press('Previous', panel);
      expect(wish(page)).toEqual({ part: 'train', index: 1232 });
      await page.enter(field(), '5000');
      expect(wish(page)).toEqual({ part: 'train', index: 1233 });
      expect(page.text('.remark:not([hidden])', panel)).toBe('1,234, the maximum');
      await page.enter(page.one('select', panel), 'heldOut');
      expect(wish(page)).toEqual({ part: 'heldOut', index: 0 });
      expect(field().max).toBe('56');
      // from the batch
      await page.show('data', frame);
      await page.press('(1,200)', panel);
      expect(wish(page)).toEqual({ part: 'train', index: 1199 });
    },
    { hash: '#task=lines', text: textOf({ rows: rowsOf() }) },
  ),

  'the next batch of the data': onPage(
    async (page) => {
      await page.openTab('data');
      await page.show('data', frame);
      const panel = page.one('data-panel');
      const section = page.one('section[aria-label="Next batch"]', panel);
      expect(page.text('h3', section)).toBe(
        'The next batch, for step 42: 3 sequences of at most 4 time steps',
      );
      expect(page.text('p', section)).toBe(
        '42 % of this batch is padding, which the net ignores and which adds no loss.',
      );
      expect(cellsIn(page, 'Next batch')).toEqual([
        '',
        ...['0⃗ a / /', 'a <EOS> / /'],
        ...['0⃗ b a a', 'b a a <EOS>'],
        ...['0⃗ / / /', '<EOS> / / /'],
      ]);
      const scroll = scrollOf(page, 'Next batch');
      await page.key(scroll, 'ArrowRight');
      await page.key(scroll, 'ArrowDown');
      await page.key(scroll, 'ArrowRight');
      expect(page.output('Next batch: token')).toBe(
        '(5) x⟨2⟩ = “b”, token 21; y⟨2⟩ = “a”, token 7',
      );
      await page.key(scroll, 'ArrowDown');
      expect(page.output('Next batch: token')).toBe(
        '(1,200) Time step 2: padding, no input and no target',
      );
      const full = { ...frame.batch, lengths: Uint32Array.of(4, 4, 4) };
      await page.show('data', { ...frame, batch: full });
      expect(page.text('p', section)).toBe('No padding: these sequences have the same length.');
    },
    { hash: '#task=lines', text: textOf({ rows: rowsOf() }) },
  ),

  'streams of a text': onPage(async (page) => {
    await page.openTab('data');
    const { batch } = frame;
    const size = 20;
    const streams = {
      ...{ ...batch, timeSteps: 1, batchSize: size, lengths: null },
      tokens: Uint32Array.from({ length: size }, (_, at) => (at % 2 ? 7 : 21)),
      targets: new Uint32Array(size).fill(7),
      examples: Uint32Array.from({ length: size }, (_, at) => 100 * at),
      starts: new Uint32Array(size).fill(1),
    };
    await page.show('data', { ...frame, split: 'end', batch: streams });
    const panel = page.one('data-panel');
    expect(page.text('.count', panel)).toBe(
      'One long text, read in chunks of 1 character: m = 1,290; 1,234 for training and 56 held out at the end.',
    );
    const lengths = new Uint32Array(size).fill(1);
    await page.show('data', { ...frame, split: 'end', batch: { ...streams, lengths } });
    expect(page.text('.count', panel)).toMatch(
      /^One long text, cut between words into pieces: m = 1,290/,
    );
    await page.show('data', { ...frame, split: 'end', batch: streams });
    const section = page.one('section[aria-label="Next batch"]', panel);
    expect(page.text('p', section)).toMatch(/^No padding. All streams start here/);
    expect(page.texts('.name button', section)).toHaveLength(8);
    await page.press('Next sequences', section);
    await page.press('Next sequences', section);
    expect(page.text('.fields span:not(.spring)', section)).toBe('17–20 of 20');
    expect(page.texts('.name button', section)).toEqual([
      '(1,601)',
      '(1,701)',
      '(1,801)',
      '(1,901)',
    ]);
    expect(page.button('Next sequences', section).disabled).toBe(true);
    await page.press('Previous sequences', section);
    expect(page.text('.fields span:not(.spring)', section)).toBe('9–16 of 20');
    const going = { ...streams, starts: new Uint32Array(size) };
    await page.show('data', { ...frame, split: 'end', batch: going });
    expect(page.text('p', section)).toMatch(/continues where the previous batch ended/);
  }),

  'rows that are not used': onPage(
    async (page) => {
      const panel = () => page.one('unused-rows', page.one('data-panel'));
      expect(page.text('text-source .warn', page.one('playground-app'))).toBe(
        '251 rows are not used. Which ones?',
      );
      await page.press('Which ones?');
      await page.show('data', frame);
      expect(page.all('[role=tab][aria-selected=true]').map(({ id }) => id)).toEqual(['data']);
      expect(page.text('h3', panel())).toBe('251 rows are not used.');
      expect(page.texts('li', panel())).toHaveLength(100);
      expect(page.texts('li', panel())[0]).toBe(
        'Row 3: a tag has no word: tag B-0. Put the word in front of it.',
      );
      await page.press('Show 100 more');
      await page.press('Show 50 more');
      expect(page.texts('li', panel())).toHaveLength(250);
      expect(page.texts('li', panel())[249]).toBe(
        'Row 1,248: a tag has no word: tag B-249. Put the word in front of it.',
      );
      expect(page.text('p', panel())).toBe(
        'The first 250 reasons are listed; there are 4,321 more.',
      );
    },
    {
      hash: '#task=lines',
      text: textOf({
        rows: rowsOf({
          ...{ refused: 251, unlisted: 4321 },
          remarks: Array.from({ length: 250 }, (_, at) => ({
            row: 3 + 5 * at,
            problem: { code: 'missing word', values: { tag: `B-${at}` } },
          })),
        }),
      }),
    },
  ),

  'rows of a table': onPage(
    async (page) => {
      const source = page.one('text-source');
      const facts = page.texts('dl > *', source);
      expect(facts.slice(0, 4)).toEqual(['Lines', '1,290', 'Longest', '4']);
      expect(facts[facts.indexOf('Held out') + 1]).toBe('56');
      expect(page.control('column').value).toBe('city');
      expect(page.texts('option', page.control('column'))).toEqual([
        'name',
        'city',
        'each row whole',
      ]);
      await page.set('column', 'name');
      expect(page.lastSent('text.read')?.settings).toMatchObject({ column: 'name' });
      await page.set('column', '0');
      page.next({ text: textOf({ source: 'file', rows: rowsOf() }) });
      await page.rest();
      // another file is read from its first column
      await page.press('Paste a list');
      const dialog = page.one('paste-dialog');
      expect(page.text('h2', dialog)).toBe('Paste a list');
      page.one<HTMLTextAreaElement>('textarea', dialog).value = 'a\nb';
      await page.submit(page.one('form', dialog));
      expect(page.lastSent('text.read')).toMatchObject({
        source: { kind: 'paste', text: 'a\nb' },
        settings: { column: '' },
      });
    },
    {
      hash: '#task=lines',
      text: textOf({
        ...{ source: 'file', name: 'people.csv' },
        rows: rowsOf({ columns: ['name', 'city'], column: 'city' }),
      }),
    },
  ),

  'a refused column': onPage(
    async (page) => {
      page.lose('text.ready');
      await page.set('column', 'name');
      const { id } = page.lastSent('text.read')!;
      const told = page.sent.length;
      await page.say({ type: 'text.refused', id, problem: emptyText, remedies: [] });
      // the net that is there goes on, and the form shows its data
      expect(page.sent.slice(told).map(({ type }) => type)).not.toContain('net.build');
      expect(page.control('column').value).toBe('city');
      expect(page.fragment).toMatch(/column=city/);
    },
    {
      hash: '#task=lines&column=city',
      net: netOf('lstm'),
      text: textOf({ rows: rowsOf({ columns: ['name', 'city'], column: 'city' }) }),
    },
  ),
};
