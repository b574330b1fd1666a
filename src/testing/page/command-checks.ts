/** What each button asks of the worker, and what becomes of what it was asked for. */
import { expect } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import type { PageMessage, WorkerMessage } from '../../protocol/messages.ts';
import { cutOff, loadedOf, netOf, noNumber, progressOf, saidCutOff, textOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

/** What the page asks of itself, about any net that is there. */
const bySelf = new Set<PageMessage['type']>(['net.estimate', 'training.try']);

/** @returns what the page tells the worker meanwhile */
async function told(page: StagedPage, act: () => Promise<void>): Promise<PageMessage[]> {
  const before = page.sent.length;
  await act();
  return page.sent.slice(before).filter(({ type }) => !bySelf.has(type));
}

const refusedAs = (id: number, changes: object = {}): WorkerMessage => ({
  ...{ type: 'run.refused', id, problem: cutOff, remedies: [], ...changes },
});

/** Loads a file, up to where it was read. @returns the id of the reading */
async function loadFile(page: StagedPage, name: string): Promise<number> {
  const file = new File(['bytes'], name);
  await page.upload(page.one('input[type=file]', page.one('run-files')), file);
  const read = page.lastSent('run.read')!;
  expect(read.file).toBe(file);
  return read.id;
}

export const commandChecks: Checks = {
  'what the buttons of training ask for': onPage(async (page) => {
    const asks = async (name: string, type: PageMessage['type']) => {
      expect(await told(page, () => page.press(name)), name).toEqual([{ type }]);
    };
    await asks('One step', 'training.step');
    await asks('Train', 'training.start');
    await page.say(progressOf({ state: 'running', step: 5 }));
    await asks('Pause', 'training.pause');
    await asks('Validate now', 'validation.run');
    await page.say(progressOf({ state: 'paused', step: 5 }));
    await asks('Rewind', 'training.rewind');
    await page.press('Generate');
    expect(page.lastSent('sample.draw')).toBeDefined();
    await page.say({ type: 'sample.started', prompt: 'a', skipped: [], step: 0, pinned: 0 });
    await asks('Stop', 'sample.stop');
  }),

  'what an error offers': onPage(async (page) => {
    const banner = page.one('error-banner');
    const bad: WorkerMessage = {
      ...{ type: 'failure', kind: 'numbers', problem: noNumber, undoStep: 3 },
    };
    await page.say(bad);
    expect(await told(page, () => page.press('Back to step 3 at half the rate', banner))).toEqual([
      { type: 'training.undo' },
    ]);
    expect(await told(page, () => page.press('Rewind', banner))).toEqual([
      { type: 'training.rewind' },
    ]);
    expect(page.all('[role=alert]', banner)).toEqual([]);
    await page.say(bad);
    await page.press('Dismiss', banner);
    expect(page.all('[role=alert]', banner)).toEqual([]);
    await page.say(loadedOf(defaultSettings(), { leftOut: ['one'] }));
    await page.press('Close', page.one('.note', banner));
    expect(page.all('.note', banner)).toEqual([]);
  }),

  'work that is given up': onPage(async (page) => {
    const work = page.one('work-progress');
    page.lose('net.ready');
    await page.set('hiddenSize', 96);
    expect(page.lastSent('net.build')).toMatchObject({ settings: { hiddenSize: 96 } });
    await page.say({ type: 'net.progress', done: 1, total: 4, what: 'drawing weights' });
    expect(await told(page, () => page.press('Cancel', work))).toEqual([{ type: 'net.cancel' }]);
    // the form shows the net that is there
    expect(page.control('hiddenSize').value).toBe('128');
    expect(page.all('.card', work)).toEqual([]);
    const id = await loadFile(page, 'mine.safetensors');
    await page.say({ type: 'net.progress', done: 2, total: 4, what: 'compiling kernels' });
    expect(page.text('[role=status]', work)).toBe('Compiling kernels');
    expect(await told(page, () => page.press('Cancel', work))).toContainEqual({
      type: 'run.cancel',
    });
    // what was read all the same is not taken
    const later = await told(page, () =>
      page.say({
        ...{ type: 'run.ready', id },
        what: { name: '', title: 'Mine', cell: 'gru', step: 7 },
      }),
    );
    expect(later).toEqual([]);
  }),

  'what runs nets is chosen': onPage(async (page) => {
    for (const engine of ['cpu', 'gpu', 'auto'] as const) {
      const asked = await told(page, () => page.set('engine', engine));
      expect(asked, engine).toContainEqual({ type: 'engine.choose', engine });
      expect(asked.filter(({ type }) => type === 'net.build')).toEqual([]);
    }
  }),

  'a file in the place of a net': onPage(async (page) => {
    const question = page.one('question-dialog');
    const what = { name: '', title: 'Its text', cell: 'gru', step: 678 };
    await page.say(progressOf({ state: 'paused', step: 235 }));
    let id = await loadFile(page, 'mydialogue-lstm-step382.safetensors');
    await page.say({ type: 'run.ready', id, what });
    expect(page.text('h2', question)).toBe('Open mydialogue-lstm-step382?');
    expect(page.text('#text', question)).toBe('It replaces the net you trained for 235 steps.');
    expect(page.texts('button', question)).toEqual(['Cancel', 'Save mine first', 'Open']);
    const given = await told(page, () => page.press('Cancel', question));
    expect(given).toContainEqual({ type: 'run.cancel' });
    expect(page.lastSent('run.take')).toBeUndefined();
    // saved first, and only if it was
    id = await loadFile(page, 'again.safetensors');
    await page.say({ type: 'run.ready', id, what });
    expect(page.text('h2', question)).toBe('Open again?');
    expect(await told(page, () => page.press('Save mine first', question))).toEqual([
      { type: 'run.save' },
    ]);
    expect(page.lastSent('run.take')).toBeUndefined();
    const bytes = new Uint8Array([1, 2]);
    await page.say({ type: 'run.saved', step: 235, name: 'mine.safetensors', bytes });
    expect(page.lastSent('run.take')).toEqual({ type: 'run.take', id });
    await page.say(loadedOf({ ...defaultSettings(), cell: 'gru' }));
    id = await loadFile(page, 'a third.safetensors');
    await page.say(progressOf({ state: 'paused', step: 1 }), { type: 'run.ready', id, what });
    expect(page.text('#text', question)).toBe('It replaces the net you trained for 1 step.');
    await page.press('Save mine first', question);
    await page.say(refusedAs(0));
    expect(page.lastSent('run.take')).not.toEqual({ type: 'run.take', id });
    expect(page.text('[role=alert] .text', page.one('error-banner'))).toBe(saidCutOff);
  }),

  'a run that is given while a text is opened': onPage(async (page) => {
    page.lose('text.ready');
    await page.set('text', 'shakespeare');
    const opened = page.lastSent('text.read')!;
    const file = new File(['bytes'], 'mine.safetensors');
    const input = page.one('input[type=file]', page.one('run-files'));
    expect(await told(page, () => page.upload(input, file))).toEqual([]);
    // the net of the text would take its place: that one comes first
    const info = textOf({ name: 'shakespeare', hash: 'shakespeare' });
    const asked = await told(page, () => page.say({ type: 'text.ready', id: opened.id, info }));
    const types = asked.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['text.take', 'net.build', 'run.read']));
    expect(types.indexOf('run.read')).toBeGreaterThan(types.indexOf('net.build'));
  }),

  'a run whose net is refused just after another was ready': onPage(async (page) => {
    page.lose('net.ready');
    await page.set('hiddenSize', 64);
    const id = await loadFile(page, 'mine.safetensors');
    await page.say({
      type: 'run.ready',
      id,
      what: { name: '', title: 'Mine', cell: 'gru', step: 7 },
    });
    expect(page.lastSent('run.take')).toEqual({ type: 'run.take', id });
    // on its way when the run was taken
    await page.say({ type: 'net.ready', info: netOf('lstm') });
    await page.say(refusedAs(id));
    expect(page.text('[role=alert] .text', page.one('error-banner'))).toBe(saidCutOff);
  }),

  'a run that read its text otherwise': onPage(async (page) => {
    const id = await loadFile(page, 'mine.safetensors');
    const settings = { symbols: 12, encoding: 'koi8-r' } as const;
    await page.say(refusedAs(id, { remedies: [{ kind: 'settings', settings }] }));
    const banner = page.one('error-banner');
    page.next({ text: textOf({ hash: 'read again' }) });
    const asked = await told(page, () =>
      page.press('Set Encoding koi8-r, Maximum symbols 12', banner),
    );
    expect(asked[0]).toMatchObject({ type: 'text.read', settings });
    expect(page.lastSent('run.read')).toMatchObject({ id: id + 1, settings });
    // agreed to: it is taken without a question
    await page.say(progressOf({ state: 'paused', step: 9 }));
    const what = { name: '', title: 'Its text', cell: 'gru', step: 678 };
    await page.say({ type: 'run.ready', id: id + 1, what });
    expect(page.lastSent('run.take')).toEqual({ type: 'run.take', id: id + 1 });
  }),

  'a text in the place of a net': onPage(async (page) => {
    const question = page.one('question-dialog');
    await page.say(progressOf({ state: 'running', step: 9 }));
    const [, other] = page.all('option', page.control('text'));
    page.next({ text: textOf({ name: 'other', title: 'Other', hash: 'other' }) });
    await page.set('text', other.getAttribute('value')!);
    expect(page.text('h2', question)).toBe('Open Other?');
    const kept = await told(page, () => page.press('Cancel', question));
    expect(kept).toEqual([{ type: 'text.cancel' }]);
    await page.set('text', other.getAttribute('value')!);
    const { id } = page.lastSent('text.read')!;
    page.next({ net: netOf('lstm', { hiddenSize: 8 }) });
    const taken = await told(page, () => page.press('Open', question));
    expect(taken.map(({ type }) => type).slice(0, 2)).toEqual(['training.pause', 'text.take']);
    expect(page.lastSent('text.take')).toEqual({ type: 'text.take', id });
  }),
};
