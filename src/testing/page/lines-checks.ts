/** Lines that were drawn: each with what became of it, their shares, and what lines begin with. */
import { expect } from 'vitest';
import type { SampledLine, SampledToken } from '../../protocol/frames.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { rowsOf } from './data-checks.ts';
import { progressOf, textOf } from './messages.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const token = (symbol: string, probability: number): SampledToken => ({
  ...{ symbol, probability, rank: 1 },
  top: [{ symbol, probability }],
});
const end = token('<EOS>', 0.875);
const lines: SampledLine[] = [
  { tokens: [token('x', 0.5), token('y', 0.25), end], isCut: false, kind: 'new' },
  { tokens: [token('n', 0.125), token('a', 0.0625), end], isCut: false, kind: 'in list' },
  { tokens: [token('z', 0.75), token('z', 0.375)], isCut: true, kind: 'repeated' },
];
const started: WorkerMessage = {
  ...{ type: 'sample.started', prompt: 'Ma', skipped: [], step: 12345, pinned: 0 },
};
const drawn: WorkerMessage = {
  type: 'sample.lines',
  lines,
  counts: { drawn: 40, isNew: 27, inList: 8, repeated: 5 },
};

const panelOf = (page: StagedPage) => page.one('sample-panel');
const listOf = (page: StagedPage) => page.one('ol', page.one('drawn-lines'));
/** The sentence at the control of a setting. */
function helpOn(page: StagedPage, label: string): string {
  const fields = page.all('words-field, number-field', panelOf(page));
  const [field] = fields.filter((one) => page.text('label', one) === label);
  return page.text('#help', field);
}
const odds = (page: StagedPage) => page.text('p', page.one('token-odds'));

const folds = (page: StagedPage) => page.texts('summary', panelOf(page));

export const linesChecks: Checks = {
  'two temperatures of lines': onPage(
    async (page) => {
      await page.press('Temperature low and high');
      expect(page.lastSent('net.build')?.settings).toMatchObject({ task: 'lines', hiddenSize: 64 });
      await page.say(progressOf({ state: 'paused', step: 500 }));
      for (const temperature of [0.2, 1.5]) {
        expect(page.lastSent('sample.draw')).toMatchObject({ temperature, length: 20 });
        await page.say(started, drawn, { type: 'sample.ended', reason: 'complete' });
      }
      const bar = page.one('experiment-bar');
      expect(page.texts('dl > div', bar)).toEqual(
        [0.2, 1.5].map((temperature) => `Temperature ${temperature} Maxy Mana Mazz`),
      );
      expect(page.text('[role=status]', bar)).toContain('many lines are like none of the list');
    },
    { hash: '#task=lines' },
  ),

  'drawn lines': onPage(
    async (page) => {
      expect(page.text('.page .faint', panelOf(page))).toMatch(/^The lines that the net invents/);
      expect(helpOn(page, 'Prompt')).toBe('All lines begin with this.');
      expect(helpOn(page, 'Sample length')).toBe('How many lines to draw.');
      await page.say(started, drawn);
      expect(page.texts('li', listOf(page))).toEqual([
        'Maxy⏎ new',
        'Mana⏎ in the list',
        'Mazz repeated, cut off: longer than any line in the list',
      ]);
      expect(page.one('output', panelOf(page)).textContent).toBe('');
      expect(page.text('.counts', panelOf(page))).toBe(
        'Of 40 lines, 68 % are new, 20 % are in the list and 12 % repeat an earlier one.',
      );
      expect(page.text('.foot [role=status]', panelOf(page))).toBe(
        '3 lines, started at step 12,345',
      );
      await page.press('Save text', panelOf(page));
      expect(await page.downloads[0].file.text()).toBe('Maxy\nMana\nMazz\n');
      // another sample is another list
      await page.say(started);
      expect(page.all('li', page.one('drawn-lines'))).toEqual([]);
      expect(page.all('.counts', panelOf(page))).toEqual([]);
      await page.say({ type: 'sample.ended', reason: 'stopped' }, drawn);
      expect(page.all('li', page.one('drawn-lines'))).toEqual([]);
    },
    { hash: '#task=lines' },
  ),

  'lines drawn by label': onPage(
    async (page) => {
      const control = () => page.control('drawnLabel', panelOf(page));
      const named = page.texts('option', control());
      expect(named).toEqual(['each in turn', 'animal', 'plant']);
      // of a link, and not among these: each in turn
      expect(control().value).toBe('');
      expect(folds(page)).toEqual(['What may be drawn']);
      await page.press('Generate', panelOf(page));
      expect(page.lastSent('sample.draw')).toMatchObject({ label: 'fungus', length: 30 });
      const own = lines.map((line, at) => ({
        ...line,
        ...{ label: 'plant', verdict: at === 0 ? 'animal' : 'plant' },
      }));
      const byLabel = [
        { label: 'animal', drawn: 16, isNew: 12, agreed: 4, heldOutAgreed: 0.625 },
        { label: 'plant', drawn: 24, isNew: 6, agreed: 18, heldOutAgreed: NaN },
      ];
      const counts = { drawn: 40, isNew: 18, inList: 22, repeated: 0 };
      await page.say(started, { type: 'sample.lines', lines: own, counts: { ...counts, byLabel } });
      expect(page.texts('li', listOf(page))).toEqual([
        'plant Maxy⏎ new, sounds like animal',
        'plant Mana⏎ in the list',
        'plant Mazz repeated, cut off: longer than any line in the list',
      ]);
      const table = page.one('label-counts');
      expect(rowsIn(page, table)).toEqual([
        ['Label', 'Drawn', 'New', 'Sound like it', 'Held out'],
        ['animal', '16', '75 %', '25 %', '63 %'],
        ['plant', '24', '25 %', '75 %', '–'],
      ]);
      await page.press('Save text', panelOf(page));
      expect(await page.downloads[0].file.text()).toBe('plant: Maxy\nplant: Mana\nplant: Mazz\n');
    },
    {
      hash: '#task=labelled-names&label=fungus',
      text: textOf({ rows: rowsOf({ labels: ['animal', 'plant'] }) }),
    },
  ),

  'a diary of lines': onPage(
    async (page) => {
      const lines = [
        { text: 'Maxy', kind: 'new', isCut: false },
        { text: '<b>na', kind: 'in list', isCut: false },
        { text: 'Maxy', kind: 'repeated', isCut: true },
      ] as const;
      const text = lines.map((line) => line.text).join('\n');
      const entry = { step: 1234, loss: 2.5, text, lines: [...lines] };
      await page.say({ type: 'diary.entry', entry });
      const diary = page.one('sample-diary');
      expect(page.texts('p', diary)).toEqual([
        'Step 1,234, loss 2.50',
        ...['Maxy new', '<b>na in the list', 'Maxy repeated, cut'],
      ]);
      const marks = page.all('p:has(small)', diary).map(({ className }) => className);
      expect(marks).toEqual(['new', 'in-list', 'repeated']);
    },
    { hash: '#task=lines' },
  ),

  'characters of drawn lines': onPage(
    async (page) => {
      await page.say(started, drawn);
      const list = listOf(page);
      await page.key(list, 'Home');
      expect(odds(page)).toBe('1: “x” drawn with probability 0.5000, rank 1');
      await page.key(list, 'ArrowRight');
      await page.key(list, 'ArrowDown');
      expect(odds(page)).toBe('5: “a” drawn with probability 0.0625, rank 1');
      await page.key(list, 'ArrowDown');
      await page.key(list, 'ArrowDown');
      expect(odds(page)).toBe('8: “z” drawn with probability 0.3750, rank 1');
      await page.key(list, 'ArrowUp');
      await page.key(list, 'ArrowLeft');
      expect(odds(page)).toBe('4: “n” drawn with probability 0.1250, rank 1');
      // a line that is shorter has its last one there
      await page.key(list, 'ArrowUp');
      await page.key(list, 'ArrowRight');
      await page.key(list, 'ArrowRight');
      await page.key(list, 'ArrowDown');
      await page.key(list, 'ArrowDown');
      expect(odds(page)).toBe('8: “z” drawn with probability 0.3750, rank 1');
      await page.key(list, 'End');
      expect(page.texts('.chosen', list)).toEqual(['z']);
      await page.click(page.one('[data-at="2"]', list));
      expect(odds(page)).toBe('3: “<EOS>” drawn with probability 0.8750, rank 1');
    },
    { hash: '#task=lines' },
  ),

  'what lines begin with': onPage(
    async (page) => {
      expect(page.wished('first')).toBeUndefined();
      const details = page.all('details', panelOf(page)).at(-1)!;
      await page.unfold(details);
      expect(page.wished('first')?.wish).toEqual({});
      const tokens = [
        { symbol: 'M', probability: 0.25, share: 0.125 },
        { symbol: 'A', probability: 0.0625, share: 0.5 },
      ];
      await page.show('first', { step: 4321, tokens });
      const shown = page.one('first-characters');
      expect(page.texts('p', shown)).toEqual(['ŷ⟨1⟩ at step 4,321share in the list']);
      const chart = page.one('bar-chart', shown);
      expect(page.all('rect', chart).map((bar) => bar.getAttribute('height'))).toEqual([
        ...['50.000%', '25.000%', '12.500%', '100.000%'],
      ]);
      expect(page.all('rect.set', chart)).toHaveLength(2);
      expect(page.texts('tbody tr', shown)).toEqual([
        '“M” comes first, net 25.0 %',
        '“M” comes first, list 12.5 %',
        '“A” comes first, net 6.3 %',
        '“A” comes first, list 50.0 %',
      ]);
    },
    { hash: '#task=lines' },
  ),

  'a text has no lines to count': onPage((page) => {
    expect(page.all('drawn-lines, first-characters', panelOf(page))).toEqual([]);
    expect(folds(page)).toEqual(['What may be drawn']);
  }),
};
