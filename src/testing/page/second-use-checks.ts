/** What is gone does not show: of a net, of steps, of a sample, of what was looked at. */
import { expect } from 'vitest';
import { tuningOf } from '../../config/tuning.ts';
import { defaultSettings } from '../../config/settings.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import {
  gatesFrameOf,
  loadedOf,
  netOf,
  noNumber,
  progressOf,
  textOf,
  wrongNumbers,
} from './messages.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';
import { statistics } from './statistics-checks.ts';
import type { StagedPage } from './staged-page.ts';

const lossesOf = (firstStep: number, ...losses: number[]): WorkerMessage => ({
  type: 'training.losses',
  run: {
    ...{ firstStep, losses: Float32Array.from(losses) },
    norms: Float32Array.from(losses, (loss) => loss / 2),
  },
});
const validation = (step: number, loss: number, tokens = 20): WorkerMessage => ({
  type: 'validation.result',
  result: { step, loss, tokens, total: 20 },
});
const drawn = (text: string): WorkerMessage => ({
  type: 'sample.tokens',
  tokens: Array.from(text, (symbol) => ({ symbol, probability: 0.5, rank: 1, top: [] })),
});
const begun = (step: number): WorkerMessage => ({
  ...{ type: 'sample.started', prompt: 'a', skipped: [], step, pinned: 0 },
});
const copied = (length: number): WorkerMessage => ({
  type: 'sample.compared',
  copied: { measured: 3, longest: { start: 0, length }, share: 0.5 },
});
const diverged: WorkerMessage = {
  type: 'training.diverged',
  divergence: { code: 'loss', since: 2, loss: 9, reference: 4, isChance: true },
  undoStep: 1,
};
const readOuts = (page: StagedPage) =>
  ['Training loss', 'Validation loss', 'Perplexity'].map((label) => page.output(label));
const sample = (page: StagedPage) => page.one('output', page.one('sample-panel')).textContent;

async function tableOf(page: StagedPage): Promise<string[][]> {
  const table = page.one('loss-table');
  await page.unfold(page.one('details', table));
  return rowsIn(page, table).slice(1);
}

export const secondUseChecks: Checks = {
  'nothing of a net that is gone': onPage(async (page) => {
    await page.say(lossesOf(1, 4, 2, 3), validation(2, 1.5), begun(3), drawn('abc'), diverged);
    await page.show('gates', gatesFrameOf('lstm'));
    await page.press('Pin to 0', page.one('gate-pins'));
    expect([readOuts(page)[0], sample(page)]).toEqual(['3.0000', 'abc']);
    expect(page.lastSent('gates.pin')?.pins).toHaveLength(1);
    expect(page.all('section', page.one('divergence-notice'))).toHaveLength(1);
    const spoken = () => page.text('[role=status]', page.one('spoken-progress'));
    expect(spoken()).toMatch(/^Validation loss 1\.5000/);
    const watched = () => page.told('view.open', 'gates');
    const before = watched();
    await page.say({ type: 'net.ready', info: netOf('lstm', { hiddenSize: 8 }) });
    expect(watched()).toBe(before + 1);
    expect([...readOuts(page), sample(page)]).toEqual(['–', '–', '–', '']);
    expect(page.lastSent('gates.pin')?.pins).toEqual([]);
    expect(page.all('section', page.one('divergence-notice'))).toEqual([]);
    expect(page.all('gate-map')).toEqual([]);
    expect(spoken()).toBe('');
    await page.say(lossesOf(1, 1));
    expect(readOuts(page)).toEqual(['1.0000', '–', '–']);
    expect(await tableOf(page)).toEqual([['1', '1.0000', '1.0000', '', '0.500']]);
  }),

  'no note on a file whose net is gone': onPage(async (page) => {
    const settings = { ...defaultSettings(), cell: 'gru' };
    const notes = () => page.texts('.note .text');
    for (const [name, leave] of [
      ['built', () => page.say({ type: 'net.ready', info: netOf('lstm') })],
      ['loaded', () => page.say(loadedOf(settings))],
    ] as const) {
      await page.say(loadedOf(settings, { leftOut: ['one', 'two'] }));
      expect(notes(), name).toEqual([expect.stringContaining(': one, two.')]);
      // as it was made, it is the same net
      await page.say(progressOf({ state: 'paused', step: 5 }));
      expect(notes(), name).toHaveLength(1);
      await leave();
      expect(notes(), name).toEqual([]);
    }
  }),

  'nothing of a text that is gone': onPage(async (page) => {
    await page.press('Another line');
    expect(page.wished('gates')?.wish.line).toBe('a second line');
    const lines = ['its first line', 'its second line'];
    page.next({ text: textOf({ hash: 'another', lines, replacements: 1, format: 'CSV' }) });
    const [, text] = page.all('option', page.control('text'));
    await page.set('text', text.getAttribute('value')!);
    expect(page.wished('gates')?.wish.line).toBe('its first line');
    expect(page.control('line').value).toBe('its first line');
    const source = page.one('text-source');
    expect(page.texts('p.warn', source)).toEqual([
      '1 character could not be decoded (as utf-8) and became U+FFFD.',
      'It looks like CSV: all of it is read as plain text.',
    ]);
    // a line of one's own stays
    await page.set('line', 'my own');
    page.next({ text: textOf({ hash: 'a third' }) });
    const [first] = page.all('option', page.control('text'));
    await page.set('text', first.getAttribute('value')!);
    expect(page.wished('gates')?.wish.line).toBe('my own');
    expect(page.texts('p.warn', source)).toEqual([]);
    // nor is what was said of kernels, or of what is saved
    const avoided = { kernels: 'tiles', problem: wrongNumbers } as const;
    const info = netOf('lstm', {}, { kernels: 'registers', avoided });
    await page.say({ type: 'net.ready', info });
    expect(page.text('.note .text')).toMatch(
      /“registers”, because a test of “tiles” .* kernels tiles, cell lstm, loss 2\.5, right 2\.25\. .*report it\.$/,
    );
    await page.say({ type: 'net.ready', info: netOf('lstm') });
    expect(page.all('.note')).toEqual([]);
    await page.press('Save', page.one('run-files'));
    expect(page.button('Save', page.one('run-files')).disabled).toBe(true);
    const bytes = new Uint8Array([1, 2, 3]);
    await page.say({ type: 'run.saved', step: 3, name: 'mine.safetensors', bytes });
    expect(page.button('Save', page.one('run-files')).disabled).toBe(false);
    expect(page.downloads.map(({ name, file }) => [name, file.size])).toEqual([
      ['mine.safetensors', 3],
    ]);
  }),

  'nothing of steps that were rewound': onPage(async (page) => {
    await page.say(lossesOf(1, 4, 2, 3), validation(2, 1.5), progressOf({ step: 3 }));
    await page.say(progressOf({ state: 'idle', step: 0 }));
    expect(readOuts(page)).toEqual(['–', '–', '–']);
    await page.say(lossesOf(1, 1, 3));
    expect(readOuts(page)).toEqual(['3.0000', '–', '–']);
    // each new loss counts 2 / (n + 1)
    expect((await tableOf(page)).map((row) => row[2])).toEqual(['2.3333', '1.0000']);
  }),

  'nothing of steps that were lost with the GPU': onPage(async (page) => {
    await page.say(lossesOf(1, 4, 2, 3, 7), validation(2, 1.5), validation(4, 2.5));
    await page.say(progressOf({ step: 4, tokensPerSecond: 5000 }), begun(4), drawn('ab'));
    for (const step of [2, 4]) {
      await page.say({ type: 'diary.entry', entry: { step, loss: 1, text: `written at ${step}` } });
    }
    const lost = { trouble: 'lost', cause: 'planted', losses: 1 } as const;
    const status = { state: 'waiting', ...lost, waitMs: 2000 } as const;
    await page.say({ type: 'device.status', kind: 'gpu', status, step: 2 });
    expect(page.output('Characters per second')).toBe('0');
    expect(page.text('.foot [role=status]', page.one('sample-panel'))).toMatch(/, stopped$/);
    await page.say({ type: 'run.recovered', info: netOf('lstm'), step: 2 });
    expect(readOuts(page).slice(0, 2)).toEqual(['2.0000', '1.5000']);
    expect(page.texts('.text', page.one('sample-diary'))).toEqual(['written at 2']);
    await page.say(lossesOf(3, 5));
    const rows = await tableOf(page);
    expect(rows.map(([step]) => step)).toEqual(['3', '2', '1']);
    // of 4, 2 and 5: half of the third
    expect(rows.map((row) => row[2])).toEqual(['3.8333', '2.6667', '4.0000']);
  }),

  'steps that were never told are a gap': onPage(async (page) => {
    await page.say(lossesOf(1, 9, 9, 9, 9), lossesOf(5, 9));
    await page.say({ type: 'training.undone', step: 1, learningRate: 0.1 });
    await page.say(lossesOf(4, 3));
    expect(await tableOf(page)).toEqual([
      ['4', '3.0000', '5.0000', '', '1.500'],
      ['3', '–', '–', '', '–'],
      ['2', '–', '–', '', '–'],
      ['1', '9.0000', '9.0000', '', '4.500'],
    ]);
  }),

  'what an undo sets is what is trained with': onPage(async (page) => {
    await page.set('temperature', 1.25);
    await page.say(lossesOf(1, 4, 2, 3), diverged);
    await page.say(progressOf({ state: 'running', step: 3, tokensPerSecond: 5000 }));
    await page.say({ type: 'training.undone', step: 1, learningRate: 0.0125 });
    expect(page.control('learningRate').value).toBe('0.0125');
    expect(page.lastSent('training.tune')?.tuning).toEqual({
      ...tuningOf(defaultSettings()),
      learningRate: 0.0125,
    });
    expect(page.all('section', page.one('divergence-notice'))).toEqual([]);
    await page.say(diverged, {
      ...{ type: 'failure', kind: 'numbers', problem: noNumber, undoStep: 1 },
    });
    expect(page.output('Characters per second')).toBe('0');
    expect(page.all('section', page.one('divergence-notice'))).toEqual([]);
    expect(page.lastSent('sample.tune')).toMatchObject({ temperature: 1.25, topK: 0 });
  }),

  'nothing of a sample before': onPage(async (page) => {
    const panel = page.one('sample-panel');
    await page.say(begun(3), drawn('abc'), { type: 'sample.ended', reason: 'complete' }, copied(3));
    const isCopied = () => page.all('.copied', panel).length > 0;
    expect([sample(page), isCopied()]).toEqual(['abc', true]);
    // what comes late is of one that is gone
    await page.say(drawn('late'));
    expect(sample(page)).toBe('abc');
    await page.say(begun(12345));
    expect([sample(page), isCopied()]).toEqual(['', false]);
    await page.say(drawn('xy'), copied(2));
    expect([sample(page), isCopied()]).toEqual(['xy', false]);
    expect(page.text('.foot [role=status]', panel)).toBe('2 characters, started at step 12,345');
    await page.say({ type: 'sample.ended', reason: 'complete' });
    expect(isCopied()).toBe(false);
  }),

  'only all that is held out is spoken of': onPage(async (page) => {
    const spoken = () => page.text('[role=status]', page.one('spoken-progress'));
    await page.say(validation(2, 1.5, 19));
    expect(spoken()).toBe('');
    await page.say(validation(2, 1.5));
    expect(spoken()).toBe('Validation loss 1.5000, perplexity 4.482.');
  }),

  'pins of a layer, and units as a person counts': onPage(async (page) => {
    await page.set('unitOrder', 'index');
    await page.show('gates', gatesFrameOf('lstm'));
    const pins = page.one('gate-pins');
    const unit = () => page.one<HTMLInputElement>('input[aria-label="Unit to pin"]', pins);
    const pressed = () =>
      page
        .all('button[aria-pressed]', pins)
        .filter((one) => one.getAttribute('aria-pressed') === 'true')
        .map((one) => one.textContent.trim());
    await page.enter(unit(), '3');
    expect(unit().value).toBe('3');
    await page.press('Pin to 1', pins);
    expect(pressed()).toEqual(['Pin to 1']);
    await page.enter(unit(), '4');
    await page.press('Pin to 1', pins);
    // rows that lie beside one another are framed as one
    const [update] = page.all('gate-map');
    const frames = page
      .all('.held rect', update)
      .map((rect) => [rect.getAttribute('y'), rect.getAttribute('height')]);
    expect(frames).toEqual([['50.000%', '50.000%']]);
    await page.press('Free', pins);
    await page.enter(unit(), '2');
    expect(pressed()).toEqual(['Free']);
    await page.set('layer', 2);
    await page.show('gates', gatesFrameOf('lstm', { layer: 2 }));
    await page.enter(unit(), '3');
    expect(pressed()).toEqual(['Free']);
    await page.press('Pin to 0', pins);
    const pin = { gate: 'update', unit: 2 };
    expect(page.lastSent('gates.pin')?.pins).toEqual([
      { ...pin, layer: 1, hold: 'one' },
      { ...pin, layer: 2, hold: 'zero' },
    ]);
    const listed = () => page.texts('ul[aria-label="Pinned gates"] li', pins);
    expect(listed()).toEqual(['Γu unit 3 of layer 1: 1', 'Γu unit 3 of layer 2: 0']);
    await page.press('Free', pins);
    const first = { ...pin, layer: 1, hold: 'one' };
    expect(page.lastSent('gates.pin')?.pins).toEqual([first]);
    await page.set('layer', 1);
    await page.show('gates', gatesFrameOf('lstm'));
    await page.enter(page.one('select[aria-label="Gate to pin"]', pins), 'forget');
    await page.press('Round', pins);
    const second = { ...first, gate: 'forget', hold: 'rounded' };
    expect(page.lastSent('gates.pin')?.pins).toEqual([first, second]);
    await page.press('Free', pins);
    expect(listed()).toEqual(['Γu unit 3 of layer 1: 1']);
    // where each of them is free, nothing is pinned
    await page.press('Free all', pins);
    await page.tick(page.one('.row label.check input', pins), true);
    await page.press('Pin to 0', pins);
    const isActive = () => page.one('[role=group]', pins).classList.contains('active');
    expect(isActive()).toBe(true);
    for (const each of ['1', '2', '3', '4']) {
      await page.enter(unit(), each);
      await page.press('Free', pins);
    }
    expect([isActive(), page.lastSent('gates.pin')?.pins]).toEqual([false, []]);
  }),

  'a tab that was closed shows nothing that came meanwhile': onPage(async (page) => {
    await page.openTab('statistics');
    expect(page.told('view.open', 'statistics')).toBe(1);
    await page.openTab('inside');
    expect(page.told('view.close', 'statistics')).toBe(1);
    await page.show('statistics', statistics);
    await page.openTab('statistics');
    expect(page.text('statistics-panel')).not.toMatch(/at step/);
    expect(page.told('view.open', 'statistics')).toBe(2);
  }),
};
