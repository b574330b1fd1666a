/** What nobody chose: by version, and by net. */
import { describe, expect, it } from 'vitest';
import { defaultOf, defaultsOf, netDefaults, netKeys } from './defaults.ts';
import { readLink, writeLink } from './link.ts';
import { defaultSettings, settingKeys, settingsTable } from './settings.ts';
import { taskStarts } from './task-settings.ts';

describe('defaults', () => {
  it('of version 1 are those of the first page, and nothing else is', () => {
    const now = defaultsOf(2);
    expect(now).toEqual(defaultSettings());
    expect(now).toMatchObject({
      ...{ timeSteps: 32, optimizer: 'adamw', learningRate: 0.01, weightDecay: 0.1 },
    });
    const then = defaultsOf(1);
    const changed = settingKeys.filter((key) => then[key] !== now[key]);
    expect(Object.fromEntries(changed.map((key) => [key, then[key]]))).toEqual({
      ...{ timeSteps: 64, optimizer: 'adam', learningRate: 0.002, weightDecay: 0.01 },
    });
  });

  it('of the default net are those of the table', () => {
    const net = defaultSettings();
    for (const key of settingKeys) expect(defaultOf(key, net), key).toBe(net[key]);
  });

  it('are within range for every net, and deep ones have what their depth wants', () => {
    for (const [cell, byDepth] of Object.entries(netDefaults)) {
      for (const layers of [1, 2, 3, 4, 8]) {
        const own = byDepth[Math.min(layers, byDepth.length) - 1];
        for (const key of netKeys) {
          const setting = settingsTable[key];
          const value = defaultOf(key, { ...defaultSettings(), cell, layers });
          expect(value).toBe(own[key] ?? setting.default);
          if (setting.kind === 'number') {
            expect(value).toBeGreaterThanOrEqual(setting.min);
            expect(value).toBeLessThanOrEqual(setting.max);
          } else if (typeof setting.choices !== 'string') {
            expect(setting.choices).toContainEqual(expect.objectContaining({ value }));
          }
        }
      }
    }
  });

  it('of a task go before those of a net, and are within range', () => {
    for (const [task, own] of Object.entries(taskStarts)) {
      const net = { ...defaultSettings(), task, cell: 'rnn-tanh', layers: 3 };
      for (const key of netKeys) {
        const setting = settingsTable[key];
        const value = defaultOf(key, net);
        expect(value).toBe(own[key] ?? defaultOf(key, { ...net, task: 'language-model' }));
        if (setting.kind !== 'number') continue;
        expect(value).toBeGreaterThanOrEqual(setting.min);
        expect(value).toBeLessThanOrEqual(setting.max);
      }
    }
    expect(defaultOf('hiddenSize', { ...defaultSettings(), task: '__proto__' })).toBe(128);
  });

  it('of a task whose cell is its own are those of that cell, in a link too', () => {
    const { settings } = readLink('#v=2&task=language&layers=3');
    const net = { ...defaultSettings(), task: 'language', cell: 'gru', layers: 3 };
    expect(settings.cell).toBe('gru');
    for (const key of netKeys) expect(settings[key], key).toBe(defaultOf(key, net));
    expect(settings.learningRate).toBe(0.004);
    expect(writeLink(settings)).not.toContain('rate=');
  });
});

describe('the learning rate of a link', () => {
  const deep = { ...defaultSettings(), cell: 'rnn-tanh', layers: 3 };
  const own = defaultOf('learningRate', deep);

  it('is that of its net where it names none', () => {
    expect(own).toBeLessThan(defaultSettings().learningRate);
    for (const link of ['#v=2&cell=rnn-tanh&layers=3', '#v=2&layers=3&rate=x&cell=rnn-tanh']) {
      expect(readLink(link).settings, link).toEqual({ ...deep, learningRate: own });
    }
    expect(readLink('#v=2&layers=3&rate=x&cell=rnn-tanh').remarks[0]).toMatchObject({
      ...{ code: 'not a number', values: { setting: 'learningRate', used: own } },
    });
    // of two that are named the last counts, as for every setting
    expect(readLink('#v=2&cell=rnn-tanh&layers=3&cell=lstm').settings.learningRate).toBe(0.01);
    // the first page had one rate for all
    expect(readLink('#v=1&cell=rnn-tanh&layers=3').settings.learningRate).toBe(0.002);
  });

  it('is written where it is another one', () => {
    expect(writeLink({ ...deep, learningRate: own })).toBe('v=2&cell=rnn-tanh&layers=3');
    const link = writeLink({ ...deep, learningRate: 0.01 });
    expect(link).toBe('v=2&cell=rnn-tanh&layers=3&rate=0.01');
    expect(readLink(link).settings.learningRate).toBe(0.01);
  });
});

describe('the schedule of a link', () => {
  it('is that of its net where it names none, and is written where it is another one', () => {
    const slowly = { learningRate: 0.004, schedule: 'warmup', warmupSteps: 400 } as const;
    const deep = { ...defaultSettings(), cell: 'gru', layers: 3, ...slowly };
    expect(writeLink(deep)).toBe('v=2&cell=gru&layers=3');
    expect(readLink('#v=2&cell=gru&layers=3').settings).toEqual(deep);
    expect(readLink('#v=2&cell=gru&layers=3&schedule=x').settings.schedule).toBe('warmup');
    expect(readLink('#v=1&cell=gru&layers=3').settings).toMatchObject({
      ...{ learningRate: 0.002, schedule: 'constant', warmupSteps: 100 },
    });
    const link = writeLink({ ...deep, schedule: 'constant' });
    expect(link).toBe('v=2&cell=gru&layers=3&schedule=constant');
    expect(readLink(link).settings).toEqual({ ...deep, schedule: 'constant' });
  });
});
