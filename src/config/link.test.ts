import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withPlainNewlines } from '../lib/newlines.ts';
import { readLink, settleChoices, writeLink } from './link.ts';
import { type LinkPin, mostLinkPins } from './link-pins.ts';
import { defaultSettings, settingKeys, settingsTable } from './settings.ts';
import type { Setting, SettingKey, Settings } from './settings.ts';

/** Any settings the form could hold. */
const anySettings = fc
  .record(
    Object.fromEntries(
      settingKeys.map((key): [SettingKey, fc.Arbitrary<unknown>] => {
        const setting: Setting = settingsTable[key];
        if (setting.kind === 'number') {
          const { min, max, integer } = setting;
          return [
            key,
            integer
              ? fc.integer({ min, max })
              : fc.double({ min, max, noNaN: true }).map((value) => (value === 0 ? 0 : value)),
          ];
        }
        if (setting.kind === 'words') {
          const pieces = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 5 }), fc.constant('\n'));
          return [
            key,
            fc.array(pieces, { maxLength: 6 }).map((words) => withPlainNewlines(words.join(''))),
          ];
        }
        return setting.kind === 'catalogue'
          ? [key, fc.string({ maxLength: 20 })]
          : [key, fc.constantFrom(...setting.choices.map(({ value }) => value))];
      }),
    ),
  )
  .map((settings) => settings as unknown as Settings);

/** How a page looks of which a link says nothing. */
const plain = { views: null, pins: [], presents: false };

/** Any look, with pins for a net of these settings. */
const anyLook = fc.record({
  views: fc.option(fc.subarray(['loss', 'gates', 'sample', 'through-time'], { minLength: 1 })),
  presents: fc.boolean(),
  pins: fc
    .array(
      fc.record({
        layer: fc.double({ min: 0, max: 0.999, noNaN: true }),
        gate: fc.constantFrom('forget', 'update', 'output', 'gate-2'),
        unit: fc.option(fc.double({ min: 0, max: 0.999, noNaN: true })),
        hold: fc.constantFrom('zero' as const, 'one' as const, 'rounded' as const, 'free' as const),
      }),
      { maxLength: 20 },
    )
    .map(
      (pins) =>
        ({ layers, hiddenSize }: Settings): LinkPin[] =>
          pins.map(({ layer, gate, unit, hold }) => ({
            layer: 1 + Math.floor(layer * layers),
            unit: unit === null ? null : Math.floor(unit * hiddenSize),
            ...{ gate, hold },
          })),
    ),
});

describe('link', () => {
  it('is empty for the default settings', () => {
    expect(writeLink(defaultSettings())).toBe('');
    expect(readLink('')).toEqual({
      settings: defaultSettings(),
      text: null,
      namesText: false,
      ...plain,
      remarks: [],
    });
  });

  it('holds only what differs from the default, and its version', () => {
    const settings = { ...defaultSettings(), hiddenSize: 64, prompt: 'a & b = #c' };
    expect(writeLink(settings)).toBe('v=2&hidden=64&prompt=a+%26+b+%3D+%23c');
  });

  it('keeps line breaks in words, and makes those of other systems plain', () => {
    const settings = { ...defaultSettings(), prompt: 'ROMEO:\n', line: 'a\n\nb' };
    expect(writeLink(settings)).toBe('v=2&prompt=ROMEO%3A%0A&line=a%0A%0Ab');
    expect(readLink(writeLink(settings)).settings).toEqual(settings);
    const other = readLink('v=2&prompt=ROMEO%3A%0D%0A&line=a%E2%80%A8%0Db');
    expect(other).toMatchObject({ settings, remarks: [] });
  });

  it('gives back every setting it was written from', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const namesText = settings.text !== settingsTable.text.default;
        const read = readLink(`#${writeLink(settings)}`);
        expect(read).toEqual({ settings, text: null, namesText, ...plain, remarks: [] });
      }),
    );
  });

  it('gives back how the page looks, beside any settings', () => {
    fc.assert(
      fc.property(anySettings, anyLook, (settings, look) => {
        const pins = look.pins(settings);
        const link = writeLink(settings, null, { ...look, pins });
        const { views, presents, pins: read, remarks } = readLink(`#${link}`);
        expect({ views, presents, pins: read, remarks }).toEqual({ ...look, pins, remarks: [] });
        expect(link.includes('view='), link).toBe(look.views !== null);
        expect(readLink(link).settings).toEqual(settings);
      }),
    );
  });

  it('says nothing of a page that looks as it does at first', () => {
    const settings = { ...defaultSettings(), hiddenSize: 64 };
    const fragment = writeLink(settings, null, { views: null, pins: [], presents: false });
    expect(fragment).toBe('v=2&hidden=64');
    expect(writeLink(defaultSettings(), null, { views: ['loss', 'equations'] })).toBe(
      'v=2&view=loss,equations',
    );
  });

  it('writes pins as a person reads them, and takes those that a net of this size has', () => {
    const pins = [
      { layer: 1, gate: 'forget', unit: null, hold: 'zero' },
      { layer: 2, gate: 'update', unit: 16, hold: 'rounded' },
      { layer: 2, gate: 'update', unit: 0, hold: 'free' },
      { layer: 1, gate: 'output', unit: 127, hold: 'one' },
    ] as const;
    const settings = { ...defaultSettings(), layers: 2 };
    const link = writeLink(settings, null, { pins });
    expect(link).toBe('v=2&layers=2&pins=1.forget.0,2.update.17.r,2.update.1.f,1.output.128.1');
    expect(readLink(link)).toMatchObject({ pins, remarks: [] });
    const odd = 'pins=3.forget.0,0.forget.1,1.forget.500.1,1.forget.0.r,1.forget,x,,1.forget.2';
    const { pins: taken, remarks } = readLink(`v=2&layers=2&${odd}`);
    expect(taken).toEqual([
      { layer: 2, gate: 'forget', unit: null, hold: 'zero' },
      { layer: 1, gate: 'forget', unit: null, hold: 'one' },
      { layer: 1, gate: 'forget', unit: 127, hold: 'one' },
      { layer: 1, gate: 'forget', unit: 0, hold: 'rounded' },
    ]);
    expect(remarks).toEqual([
      ...[
        { place: 'layer', given: '3', used: 2, most: 2 },
        { place: 'layer', given: '0', used: 1, most: 2 },
        { place: 'unit', given: '500', used: 128, most: 128 },
        { place: 'unit', given: '0', used: 1, most: 128 },
      ].map((values) => ({ code: 'pin out of range', values })),
      ...['1.forget', 'x', '1.forget.2'].map((given) => ({ code: 'no pin', values: { given } })),
    ]);
  });

  it('carries so many pins that the link can still be sent', () => {
    const pins = Array.from({ length: mostLinkPins + 3 }, (_, unit) => ({
      ...{ layer: 1, gate: 'forget', hold: 'zero' as const },
      unit,
    }));
    const settings = { ...defaultSettings(), hiddenSize: 1024 };
    const link = writeLink(settings, null, { pins });
    // later ones go before earlier ones
    expect(readLink(link)).toMatchObject({ pins: pins.slice(3), remarks: [] });
    const longer = `${link},1.update.0`;
    const read = readLink(longer);
    expect(read.pins).toHaveLength(mostLinkPins);
    expect(read.pins.at(-1)?.gate).toBe('update');
    expect(read.remarks).toEqual([
      { code: 'too many pins', values: { most: mostLinkPins, pins: mostLinkPins + 1 } },
    ]);
  });

  it('is shown on a wall where the link says so, and only then', () => {
    expect(readLink('present=1')).toMatchObject({ presents: true, remarks: [] });
    expect(readLink('present=0')).toMatchObject({ presents: false, remarks: [] });
    expect(readLink('present=yes')).toMatchObject({
      presents: false,
      remarks: [{ code: 'presents neither', values: { given: 'yes' } }],
    });
  });

  it('clamps numbers to their range and says so', () => {
    const { settings, remarks } = readLink('#v=2&hidden=5000&layers=0&batch=7.6&rate=lots&clip=');
    expect(settings).toEqual({
      ...defaultSettings(),
      hiddenSize: 1024,
      layers: 1,
      batchSize: 8,
    });
    expect(remarks).toEqual([
      {
        code: 'out of range',
        values: { setting: 'hiddenSize', given: '5000', used: 1024, least: 1, most: 1024 },
      },
      {
        code: 'out of range',
        values: { setting: 'layers', given: '0', used: 1, least: 1, most: 8 },
      },
      { code: 'not whole', values: { setting: 'batchSize', given: '7.6', used: 8 } },
      { code: 'not a number', values: { setting: 'learningRate', given: 'lots', used: 0.01 } },
      { code: 'not a number', values: { setting: 'clipNorm', given: '', used: 5 } },
    ]);
  });

  it('keeps a learning rate that undos have halved below what can be chosen', () => {
    const halved = { ...defaultSettings(), learningRate: 0.00000125 };
    const { settings, remarks } = readLink(`#${writeLink(halved, null)}`);
    expect([settings.learningRate, remarks]).toEqual([0.00000125, []]);
    expect(readLink('#v=1&rate=0').settings.learningRate).toBe(settingsTable.learningRate.min);
    expect(readLink('#v=1&rate=20').settings.learningRate).toBe(settingsTable.learningRate.max);
  });

  it('lets every layer that a net may have be looked at', () => {
    const { min, max } = settingsTable.layers;
    expect({ min, max }).toEqual({ min: settingsTable.layer.min, max: settingsTable.layer.max });
    const { settings, remarks } = readLink(`#v=1&layers=${max}&layer=${max}`);
    expect(settings).toMatchObject({ layers: max, layer: max });
    expect(remarks).toEqual([]);
  });

  it('names unknown keys, unknown choices and other versions', () => {
    const { settings, remarks } = readLink('#v=9&input=two-hot&__proto__=1&colour=red');
    expect(settings).toEqual(defaultSettings());
    expect(remarks).toHaveLength(4);
    expect(remarks[0]).toMatchObject({ code: 'link of another version', values: { version: '9' } });
    expect(remarks[1]).toMatchObject({ code: 'choice unknown', values: { given: 'two-hot' } });
    expect(remarks[3]).toEqual({ code: 'key unknown', values: { key: 'colour' } });
  });

  it('reads links of version 1 with the defaults of their time', () => {
    const old = { timeSteps: 64, optimizer: 'adam', learningRate: 0.002, weightDecay: 0.01 };
    // as the first page wrote them: only what differed from what stood there
    const links: [string, Partial<Settings>][] = [
      ['#v=1&hidden=64', { hiddenSize: 64 }],
      ['#v=1&cell=rnn-relu&layers=3', { cell: 'rnn-relu', layers: 3 }],
      ['#v=1&rate=0.01&optimizer=adamw', { learningRate: 0.01, optimizer: 'adamw' }],
      ['#v=1&steps=32&weightdecay=0.1', { timeSteps: 32, weightDecay: 0.1 }],
      ['#v=1&text=shakespeare&seed=7', { text: 'shakespeare', seed: 7 }],
    ];
    for (const [link, named] of links) {
      const { settings, remarks } = readLink(link);
      expect(settings, link).toEqual({ ...defaultSettings(), ...old, ...named });
      expect(remarks, link).toEqual([]);
      // the page writes it anew, and means the same
      expect(readLink(writeLink(settings)).settings, link).toEqual(settings);
    }
    expect(readLink('#v=1&rate=lots').remarks).toEqual([
      { code: 'not a number', values: { setting: 'learningRate', given: 'lots', used: 0.002 } },
    ]);
  });

  it('takes what says no version as of today', () => {
    expect(readLink('#hidden=64').settings).toEqual({ ...defaultSettings(), hiddenSize: 64 });
    expect(readLink('#v=2&hidden=64').settings).toEqual(readLink('#hidden=64').settings);
  });

  it('checks the choices that come from the worker', () => {
    const lists = {
      tasks: ['language-model'],
      texts: ['alice', 'emma'],
      cells: ['lstm', 'gru'],
      optimizers: ['sgd'],
    };
    const given = { ...defaultSettings(), cell: 'transformer', text: 'emma' };
    const { settings, remarks } = settleChoices(given, lists);
    expect(settings).toEqual({ ...given, cell: 'lstm', optimizer: 'sgd' });
    expect(remarks).toEqual([
      { code: 'choice unknown', values: { setting: 'cell', given: 'transformer', used: 'lstm' } },
      { code: 'choice unknown', values: { setting: 'optimizer', given: 'adamw', used: 'sgd' } },
    ]);
  });

  it('says which brought text is needed again', () => {
    const text = {
      source: 'file',
      name: 'my <b>diary</b>.txt',
      characters: 120000,
      hash: '0123456789abcdef',
    } as const;
    const fragment = writeLink({ ...defaultSettings(), text: 'emma' }, text);
    expect(fragment).not.toContain('emma');
    expect(readLink(fragment).text).toEqual({ ...text, hash: '01234567' });
  });
});
