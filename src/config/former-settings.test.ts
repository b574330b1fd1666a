/** A setting that has another name now: what was written under the old one means what it meant. */
import { describe, expect, it } from 'vitest';
import { formerSettings } from './former-settings.ts';
import { readLink, writeLink } from './link.ts';
import { readRunSettings } from './saved-settings.ts';
import { defaultSettings, settingKeys, settingsTable } from './settings.ts';

const forgetting = ['lstm', 'lstm-peephole'];
const others = ['rnn-tanh', 'rnn-relu', 'gru-simplified', 'gru', 'gru-reset-after'];

it('no name of before is one of today', () => {
  for (const { key, urlKey, now } of formerSettings) {
    expect(settingKeys).not.toContain(key);
    expect(settingKeys.map((own) => settingsTable[own].urlKey)).not.toContain(urlKey);
    expect(settingKeys).toContain(now);
  }
});

it('in a link alone is read under its old name, and written under the new one', () => {
  const { settings, remarks } = readLink('#v=1&steps=9&hiddentab=pause');
  expect([settings.timeSteps, settings.background, remarks]).toEqual([9, 'pause', []]);
  expect(writeLink(settings)).toMatch(/\btimesteps=9\b.*\bbackground=pause\b/);
  expect(readLink('#timesteps=8&steps=9').settings.timeSteps).toBe(8);
});

describe('a forget bias', () => {
  it.each(forgetting)('in a link is the memory bias of %s', (cell) => {
    for (const version of [1, 2]) {
      const { settings, remarks } = readLink(`#v=${version}&forgetbias=2.5&cell=${cell}`);
      expect([settings.memoryBias, settings.cell, remarks]).toEqual([2.5, cell, []]);
    }
    const { settings } = readLink(`#v=2&cell=${cell}&forgetbias=2.5`);
    expect(writeLink(settings)).toContain('memorybias=2.5');
    expect(readLink(writeLink(settings)).settings).toEqual(settings);
  });

  it.each(others)('in a link did nothing for %s, and does nothing now', (cell) => {
    const { settings, remarks } = readLink(`#v=2&cell=${cell}&forgetbias=2.5`);
    expect(settings).toEqual(readLink(`#v=2&cell=${cell}`).settings);
    expect(remarks).toEqual([]);
  });

  it('in a link is checked like any other number, and gives way to the new name', () => {
    const { settings, remarks } = readLink('#v=2&forgetbias=99');
    expect(settings.memoryBias).toBe(10);
    const values = { setting: 'memoryBias', given: '99', used: 10, least: -10, most: 10 };
    expect(remarks).toEqual([{ code: 'out of range', values }]);
    expect(readLink('#v=2&forgetbias=3&memorybias=1').settings.memoryBias).toBe(1);
    expect(readLink('#v=2&memorybias=1&cell=gru&forgetbias=3').settings.memoryBias).toBe(1);
  });

  it('of a saved run is the memory bias of a cell that forgets, and nothing to others', () => {
    for (const version of [1, 2] as const) {
      for (const cell of forgetting) {
        expect(readRunSettings({ forgetBias: -1.5, cell }, version).memoryBias).toBe(-1.5);
      }
      for (const cell of others) {
        expect(readRunSettings({ forgetBias: 2, cell }, version)).toEqual(
          readRunSettings({ cell }, version),
        );
      }
    }
    const both = { cell: 'lstm', forgetBias: 2, memoryBias: 1 };
    expect(readRunSettings(both, 2).memoryBias).toBe(1);
    expect(defaultSettings().memoryBias).toBe(0);
  });

  it.each(['2', 11, NaN, null])(
    'of a saved run that no net may have is refused: %s',
    (forgetBias) => {
      expect(() => readRunSettings({ forgetBias }, 2)).toThrow('setting memoryBias');
    },
  );
});

describe('links and runs from before nets beside what is read had a choice of directions', () => {
  it.each([
    { task: 'capitals', before: 'both' },
    { task: 'dna', before: 'forward' },
    { task: 'is-name', before: 'forward' },
    { task: 'series', before: 'forward' },
  ] as const)('read $task as they did', ({ task, before }) => {
    const { settings } = readLink(`#v=2&task=${task}&cell=lstm&layers=2`);
    expect([settings.textDirections, settings.inputColumns]).toEqual([before, '']);
    expect(readLink(`#${writeLink(settings)}`).settings).toEqual(settings);
    for (const version of [1, 2] as const) {
      const run = readRunSettings({ task, cell: 'gru', layers: 1 }, version);
      expect([run.textDirections, run.inputColumns]).toEqual([before, '']);
      const chosen = readRunSettings({ task, textDirections: 'forward' }, version);
      expect(chosen.textDirections).toBe('forward');
    }
  });
});
