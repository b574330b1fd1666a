/** Settings: what a control shows and says, what the worker is told of it, and what a run brings. */
import { expect } from 'vitest';
import { defaultOf } from '../../config/defaults.ts';
import {
  defaultSettings,
  type Setting,
  type SettingKey,
  type Settings,
} from '../../config/settings.ts';
import { type Tuning, tuningOf } from '../../config/tuning.ts';
import {
  emptyText,
  loadedOf,
  netOf,
  progressOf,
  saidTooLarge,
  textOf,
  tooLarge,
} from './messages.ts';
import { type Checks, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

/** Other values than the usual ones, in an order in which each acts. */
const tuned: Partial<Tuning> = {
  learningRate: 0.0123,
  clipNorm: 2.5,
  schedule: 'warmup-cosine',
  scheduleSteps: 4300,
  decayFactor: 0.35,
  warmupSteps: 270,
  weightDecay: 0.15,
  clipValue: 1.25,
  dropout: 0.45,
};

/** What a field of a setting has been given. */
interface Field {
  key: SettingKey;
  setting: Setting;
  settings: Settings;
}

const fieldOf = (page: StagedPage, key: keyof Settings) => {
  const root = page.control(key).getRootNode() as unknown as { host: Element };
  return root.host;
};
const reset = (page: StagedPage, key: keyof Settings) =>
  page.one<HTMLButtonElement>('.reset', fieldOf(page, key));

export const settingsChecks: Checks = {
  'settings that are tuned': onPage(
    async (page) => {
      const expected = { ...tuningOf(defaultSettings()) };
      for (const [key, value] of Object.entries(tuned)) {
        await page.set(key as keyof Tuning, value);
        Object.assign(expected, { [key]: value });
        expect(page.lastSent('training.tune')?.tuning, key).toEqual(expected);
        expect(page.control(key as keyof Tuning).value).toBe(String(value));
      }
      await page.set('background', 'pause');
      const told = { inBackground: false, background: 'pause' };
      expect(page.lastSent('page.background')).toMatchObject(told);
    },
    { hash: '#v=2&layers=2' },
  ),

  'settings that are tuned while a net is built': onPage(async (page) => {
    page.lose('net.ready');
    await page.set('hiddenSize', 64);
    await page.set('learningRate', 0.0123);
    await page.set('temperature', 1.25);
    const built = page.lastSent('net.build')!.settings;
    expect([built.hiddenSize, built.learningRate]).toEqual([64, 0.01]);
    const before = page.sent.length;
    await page.say({ type: 'net.ready', info: netOf('lstm') });
    const told = page.sent.slice(before);
    expect(told).toContainEqual({
      type: 'training.tune',
      tuning: { ...tuningOf(defaultSettings()), learningRate: 0.0123 },
    });
    expect(told).toContainEqual(
      expect.objectContaining({ type: 'sample.tune', temperature: 1.25 }),
    );
    expect(page.control('learningRate').value).toBe('0.0123');
  }),

  'what a field makes of a number': onPage(async (page) => {
    const field = fieldOf(page, 'hiddenSize');
    const remark = () => page.text('.remark', field);
    for (const [typed, value, words] of [
      ['99999', '1024', '1,024, the maximum'],
      ['0', '1', '1, the minimum'],
      ['12.6', '13', '13, rounded'],
      ['', '13', '13, unchanged'],
      ['14', '14', ''],
    ] as const) {
      await page.set('hiddenSize', typed);
      expect([page.control('hiddenSize').value, remark()]).toEqual([value, words]);
      expect(page.lastSent('net.build')?.settings.hiddenSize).toBe(Number(value));
    }
    const standard = defaultSettings().hiddenSize;
    expect(reset(page, 'hiddenSize').getAttribute('aria-label')).toBe(`Reset to ${standard}`);
    await page.set('hiddenSize', '0');
    expect(remark()).toBe('1, the minimum');
    await page.click(reset(page, 'hiddenSize'));
    // it was about another number
    expect(remark()).toBe('');
    expect(page.control('hiddenSize').value).toBe(String(standard));
    expect(reset(page, 'hiddenSize').hidden).toBe(true);
    // from 1e-5 to 10, a hundred marks a decade
    const slider = page.one<HTMLInputElement>('input[type=range]', fieldOf(page, 'learningRate'));
    expect([slider.value, slider.max]).toEqual(['300', '600']);
    await page.enter(slider, '425');
    expect(page.control('learningRate').value).toBe('0.18');
    expect(slider.getAttribute('aria-valuetext')).toBe('0.18');
  }),

  'what each reset says, and does': onPage(
    async (page) => {
      const standards = [];
      for (const { key, settings, setting } of page.all<HTMLElement & Field>(
        'number-field, choice-field',
      )) {
        // another cell or depth has a rate of its own
        const standard = defaultOf(key, settings);
        if (settings[key] !== standard || !('min' in setting)) continue;
        await page.set(key, standard === setting.min ? setting.max : setting.min);
        const button = reset(page, key);
        expect(button.getAttribute('aria-label'), key).toBe(`Reset to ${standard}`);
        if (button.hidden) continue;
        await page.click(button);
        expect(Number(page.control(key).value), key).toBe(standard);
        expect(button.hidden, key).toBe(true);
        standards.push([key, standard]);
      }
      expect(standards.length).toBeGreaterThan(9);
      expect(standards).toContainEqual(['learningRate', 0.004]);
      await page.set('optimizer', 'momentum');
      await page.click(reset(page, 'optimizer'));
      expect(page.lastSent('net.build')?.settings.optimizer).toBe('adamw');
    },
    { hash: '#v=2&cell=gru-simplified&layers=2', net: netOf('gru-simplified', { layers: 2 }) },
  ),

  'settings of a run that was loaded': onPage(async (page) => {
    await page.say(progressOf({ state: 'paused', step: 7 }));
    const settings: Settings = {
      ...defaultSettings(),
      ...{ cell: 'gru', layers: 3, hiddenSize: 96, learningRate: 0.0025, clipNorm: 1.5 },
      ...{ batchSize: 12, timeSteps: 24, heldOut: 20, seed: 77 },
    };
    await page.say(
      loadedOf(settings, {
        info: netOf('gru', { layers: 3 }, { parameters: 23456 }),
        text: textOf({ title: 'Its own text', tokens: 345678, hash: 'feed' }),
        curves: {
          losses: { firstStep: 1, losses: Float32Array.of(3, 2.5), norms: Float32Array.of(1, 7) },
          validations: [{ step: 2, loss: 2.75, tokens: 345, total: 678 }],
        },
        leftOut: ['one', 'two', 'three', 'four', 'five'],
      }),
      progressOf({ state: 'paused', step: 2, epoch: 1.25 }),
    );
    for (const key of ['cell', 'layers', 'hiddenSize', 'learningRate', 'clipNorm'] as const) {
      expect(page.control(key).value, key).toBe(String(settings[key]));
    }
    for (const key of ['batchSize', 'timeSteps', 'heldOut', 'seed'] as const) {
      expect(page.control(key).value, key).toBe(String(settings[key]));
    }
    const shown = ['Training loss', 'Validation loss', 'Step', 'Epoch', 'Parameters'];
    expect(shown.map((label) => page.output(label))).toEqual([
      ...['2.5000', '2.7500', '2', '1.25', '23,456'],
    ]);
    expect(page.texts('.caption span', page.one('loss-panel'))[0]).toBe(
      'step 2: 345 of 678 held-out characters',
    );
    expect(page.texts('dd', page.one('text-source'))[0]).toBe('345,678');
    expect(page.text('.note .text')).toContain(': one, two, three and 2 more.');
  }),

  'ways out of a refusal': onPage(async (page) => {
    page.lose('net.ready');
    await page.set('hiddenSize', 999);
    const settings = { batchSize: 8, timeSteps: 16 };
    await page.say({
      ...{ type: 'net.refused', problem: tooLarge },
      remedies: [{ kind: 'settings', settings }, { kind: 'all the same' }],
    });
    const banner = page.one('error-banner');
    expect(page.text('[role=alert] .text', banner)).toBe(saidTooLarge);
    // the form shows the net that still runs
    expect(page.control('hiddenSize').value).toBe(String(defaultSettings().hiddenSize));
    await page.press('Set Batch size 8, Time steps 16', banner);
    expect(page.lastSent('net.build')).toMatchObject({
      settings: { hiddenSize: 999, ...settings },
      isConfirmed: false,
    });
    await page.say({
      ...{ type: 'net.refused', problem: tooLarge },
      remedies: [{ kind: 'all the same' }],
    });
    await page.press('Build it anyway', banner);
    expect(page.lastSent('net.build')).toMatchObject({
      settings: { hiddenSize: 999, ...settings },
      isConfirmed: true,
    });
    page.lose('text.ready');
    const file = new File(['words'], 'words.txt');
    await page.upload(page.one('input[type=file]', page.one('text-source')), file);
    const refused = page.lastSent('text.read')!;
    const clear = { kind: 'settings', settings: { column: '' } } as const;
    await page.say({
      ...{ type: 'text.refused', id: refused.id, problem: emptyText },
      remedies: [clear],
    });
    await page.press('Clear Column', banner);
    expect(page.lastSent('text.read')).toMatchObject({
      source: refused.source,
      settings: { column: '' },
    });
    await page.say({ type: 'text.progress', done: 3, total: 8, what: 'reading rows' });
    await page.press('Cancel', page.one('work-progress'));
    for (const [kind, label, more] of [
      ['first part', 'Use the first part', { firstPart: true }],
      ['read anyway', 'Read it anyway', { readAnyway: true }],
    ] as const) {
      await page.upload(page.one('input[type=file]', page.one('text-source')), file);
      const { id } = page.lastSent('text.read')!;
      await page.say({ type: 'text.progress', done: 3, total: 8, what: 'reading rows' });
      const work = page.one('work-progress');
      expect(page.text('[role=status]', work)).toBe('Reading rows');
      await page.say({ type: 'text.refused', id, problem: emptyText, remedies: [{ kind }] });
      expect(page.all('.card', work)).toEqual([]);
      await page.press(label, banner);
      expect(page.lastSent('text.read')?.source).toEqual({ kind: 'file', file, ...more });
      await page.say({ type: 'text.progress', done: 3, total: 8, what: 'reading rows' });
      await page.press('Cancel', work);
      expect(page.sent.some(({ type }) => type === 'text.cancel')).toBe(true);
    }
    // the form shows the text that is still open
    await page.set('heldOut', 20);
    const { id, settings: wanted } = page.lastSent('text.read')!;
    expect(wanted.heldOut).toBe(20);
    await page.say({ type: 'text.refused', id, problem: emptyText, remedies: [] });
    expect(page.control('heldOut').value).toBe('10');
  }),

  'a text that a link was made with': onPage(
    async (page) => {
      const source = page.one('text-source');
      expect(page.texts('p.warn', source)[0]).toContain(
        ': my notes (12,345 characters, hash fedcba98…).',
      );
      page.next({ text: textOf({ source: 'file', name: 'other', hash: 'other', title: 'other' }) });
      await page.press('Paste a text', source);
      const dialog = page.one('paste-dialog');
      await page.enter(page.one('textarea', dialog), 'pasted');
      await page.submit(page.one('form', dialog));
      expect(page.lastSent('text.read')?.source).toEqual({ kind: 'paste', text: 'pasted' });
      expect(page.texts('p.warn', source)).toEqual([]);
      expect(page.text('.note .text')).toContain('which is my notes (12,345 characters).');
    },
    { hash: '#v=2&file=my+notes&characters=12345&hash=fedcba98' },
  ),

  'the text that a link was made with': onPage(
    async (page) => {
      const source = page.one('text-source');
      const own = { source: 'file', name: 'my notes', tokens: 12345 } as const;
      page.next({ text: textOf({ ...own, hash: 'fedcba9876543210', encoding: 'koi8-r' }) });
      const file = new File(['words'], 'my notes');
      await page.upload(page.one('input[type=file]', source), file);
      expect(page.lastSent('text.read')?.source).toEqual({ kind: 'file', file });
      expect(page.texts('p.warn', source)).toEqual([]);
      expect(page.all('.note')).toEqual([]);
      const chosen = page.all('option[selected]', page.control('text'));
      expect(chosen.map((option) => option.textContent.trim())).toEqual(['my notes']);
      expect(page.texts('option', page.control('encoding'))[0]).toBe('detected: KOI8-R (Russian)');
      await page.set('temperature', 0.5);
      expect(Object.fromEntries(new URLSearchParams(page.fragment))).toEqual({
        ...{ v: '2', file: 'my notes', characters: '12345', hash: 'fedcba98' },
        temperature: '0.5',
      });
    },
    { hash: '#v=2&file=my+notes&characters=12345&hash=fedcba98' },
  ),
};
