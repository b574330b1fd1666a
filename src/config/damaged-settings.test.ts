/** Links and saved settings that something happened to: what comes out is always within range. */
import { describe, expect, it } from 'vitest';
import { CheckpointError } from '../lib/errors.ts';
import { uniformFloats } from '../lib/random.ts';
import { timesOf } from '../testing/thorough.ts';
import { readLink, settleChoices, writeLink } from './link.ts';
import { pickRunSettings, readRunSettings } from './saved-settings.ts';
import { defaultSettings, type Setting, settingKeys, settingsTable } from './settings.ts';
import type { Settings } from './settings.ts';

const mutations = timesOf(4000);

type Draw = (limit: number) => number;

/** Whole numbers below `limit`, from a seed. */
function numbersBelow(seed: number): Draw {
  const values = uniformFloats(seed, 0, 1 << 18, 0, 1);
  let at = 0;
  return (limit) => Math.floor(values[at++ % values.length] * limit);
}

const settings: Settings = {
  ...defaultSettings(),
  cell: 'gru',
  hiddenSize: 64,
  learningRate: 0.01,
  prompt: 'Größe & 👩‍🔬 #1',
  symbols: 300,
};
const text = { source: 'file', name: 'own words.txt', characters: 1234, hash: 'abcdef01' } as const;

const oddValues = [
  '',
  ' ',
  '-1',
  '1e999',
  'NaN',
  'Infinity',
  '0x10',
  '1_000',
  '１２',
  '9007199254740993',
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  '\u202e\u0000\ud800',
  'x'.repeat(5000),
  '%',
  '%E0%A4%A',
  '٣',
];
const allKeys = [...settingKeys].sort().join();
const urlKeys = settingKeys.map((key) => settingsTable[key].urlKey);

const linkKinds: Record<string, (link: string, draw: Draw) => string> = {
  truncated: (link, draw) => link.slice(0, draw(link.length)),
  'a character replaced': (link, draw) => {
    const at = draw(link.length);
    return link.slice(0, at) + String.fromCharCode(draw(0x10000)) + link.slice(at + 1);
  },
  'an odd value': (link, draw) =>
    `${link}&${urlKeys[draw(urlKeys.length)]}=${oddValues[draw(oddValues.length)]}`,
  'an odd value, well encoded': (_, draw) => {
    const value = oddValues[draw(oddValues.length)].replace(/\p{Surrogate}/u, '');
    return `v=2&${urlKeys[draw(urlKeys.length)]}=${encodeURIComponent(value)}`;
  },
  'an odd key': (link, draw) => `${link}&${oddValues[draw(oddValues.length)]}=1`,
  'a piece repeated': (link, draw) => link + link.slice(draw(link.length)).repeat(draw(30)),
  'another version': (link, draw) => link.replace('v=2', `v=${oddValues[draw(oddValues.length)]}`),
};

/** Whether a value is one that its control could give. */
function isWithinRange(setting: Setting, value: string | number): boolean {
  if (setting.kind === 'number') {
    const { min, max } = setting.tuned ?? setting;
    const isInRange = Number(value) >= min && Number(value) <= max;
    return typeof value === 'number' && isInRange && (!setting.integer || Number.isInteger(value));
  }
  if (setting.kind === 'choice') {
    return setting.choices.some((choice) => choice.value === value);
  }
  return typeof value === 'string';
}

function expectWithinRange(got: Settings): void {
  const outside = settingKeys.filter((key) => !isWithinRange(settingsTable[key], got[key]));
  expect(outside.map((key) => `${key}: ${String(got[key])}`)).toEqual([]);
  expect(Object.keys(got).sort().join()).toBe(allKeys);
}

/** Runs all mutations of a kind in turn. */
function forEachMutation<Given>(
  kinds: Record<string, (given: Given, draw: Draw) => Given>,
  given: Given,
  check: (mutated: Given) => void,
): void {
  const draw = numbersBelow(4);
  const names = Object.keys(kinds);
  for (let turn = 0; turn < mutations; turn++) {
    const kind = names[turn % names.length];
    const mutated = kinds[kind](given, draw);
    try {
      check(mutated);
    } catch (error) {
      throw new Error(`${kind}, turn ${turn}`, { cause: error });
    }
  }
}

describe('damaged links', () => {
  it(`are clamped, and say so: ${mutations} mutations`, () => {
    let remarked = 0;
    forEachMutation(linkKinds, writeLink(settings, text), (link) => {
      const read = readLink(`#${link}`);
      const lists = {
        tasks: ['language-model'],
        texts: ['alice'],
        cells: ['gru', 'lstm'],
        optimizers: ['adam'],
      };
      const settled = settleChoices(read.settings, lists);
      expectWithinRange(settled.settings);
      expect(lists.cells).toContain(settled.settings.cell);
      for (const remark of [...read.remarks, ...settled.remarks]) {
        const said = JSON.stringify(remark);
        expect(said).not.toMatch(/[\u202e\0]|\p{Surrogate}|\\ud[89a-f]|\\u0000/u);
        expect(said.length).toBeLessThan(300);
        remarked++;
      }
      expect(read.text?.name.length ?? 0).toBeLessThanOrEqual(200);
    });
    expect(remarked).toBeGreaterThan(mutations / 4);
    expect(Object.prototype).toEqual({});
  });
});

const jsonKinds: Record<string, (json: string, draw: Draw) => string> = {
  'a value replaced': (json, draw) => {
    const values = [...oddValues.map((value) => JSON.stringify(value)), 'null', '[]', '{}', '-0'];
    const found = [...json.matchAll(/:("(?:[^"\\]|\\.)*"|[\d.e+-]+)/g)];
    const { index, 0: match } = found[draw(found.length)];
    const value = values[draw(values.length)];
    return `${json.slice(0, index)}:${value}${json.slice(index + match.length)}`;
  },
  'a number replaced': (json, draw) =>
    json.replace(/:\d+(\.\d+)?/g, (match) =>
      draw(6) > 0 ? match : `:${[-1, 0.5, 1e308, 2 ** 53, 70_000][draw(5)]}`,
    ),
  'a key replaced': (json, draw) => {
    const keys = ['__proto__', 'constructor', 'toString', ''];
    const found = [...json.matchAll(/"(\w+)":/g)];
    const { index, 0: match } = found[draw(found.length)];
    return `${json.slice(0, index)}"${keys[draw(4)]}":${json.slice(index + match.length)}`;
  },
};

describe('damaged settings of a saved run', () => {
  it(`are refused with a reason, or within range: ${mutations} mutations`, () => {
    let refused = 0;
    forEachMutation(jsonKinds, JSON.stringify(pickRunSettings(settings)), (json) => {
      try {
        expectWithinRange(readRunSettings(JSON.parse(json) as Record<string, unknown>, 2));
      } catch (error) {
        if (!(error instanceof CheckpointError)) throw error;
        expect(error.problem.code).toBe('setting not allowed');
        expect(error.message).not.toMatch(/[\u202e\0]|\p{Surrogate}/u);
        refused++;
      }
    });
    expect(refused).toBeGreaterThan(mutations / 3);
    expect(refused).toBeLessThan(mutations);
    expect(Object.prototype).toEqual({});
  });
});
