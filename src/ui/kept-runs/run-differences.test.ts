import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import { differencesOf, type ComparedFacts } from './run-differences.ts';

const run = (changes: Partial<ComparedFacts> = {}): ComparedFacts => ({
  title: 'Alice',
  settings: defaultSettings(),
  step: 10,
  validationLoss: 2.5,
  metrics: {},
  ...changes,
});
const always = () => true;
const rate = defaultSettings().learningRate;

describe('differences between runs', () => {
  it('are none between equal runs, or of a run alone', () => {
    expect(differencesOf([run(), run()], always)).toEqual([]);
    expect(differencesOf([run()], always)).toEqual([]);
  });

  it('name the text, each setting, the step and the validation loss, with one value per run', () => {
    const other = run({
      title: 'own.txt',
      settings: { ...defaultSettings(), hiddenSize: 16, learningRate: 0.5 },
      step: 20,
      validationLoss: null,
    });
    expect(differencesOf([run(), other, run()], always)).toEqual([
      { what: 'text', values: ['Alice', 'own.txt', 'Alice'] },
      { what: 'setting', key: 'hiddenSize', values: [128, 16, 128] },
      { what: 'setting', key: 'learningRate', values: [rate, 0.5, rate] },
      { what: 'step', values: [10, 20, 10] },
      { what: 'validation loss', values: [2.5, null, 2.5] },
    ]);
  });

  it('leave out what only changes the view, and the built-in text behind a brought one', () => {
    const settings = { ...defaultSettings(), prompt: 'x', temperature: 2, layer: 3, text: 'emma' };
    expect(differencesOf([run(), run({ settings })], always)).toEqual([]);
  });

  it('leave out a setting that does nothing in any of them', () => {
    const settings = { ...defaultSettings(), embeddingSize: 7, hiddenSize: 9 };
    const found = differencesOf([run(), run({ settings })], (key) => key !== 'embeddingSize');
    expect(found.map((row) => row.what === 'setting' && row.key)).toEqual(['hiddenSize']);
  });
});
