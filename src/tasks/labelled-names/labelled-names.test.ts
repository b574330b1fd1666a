import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../../config/settings.ts';
import { builtinLists } from '../../data/lists.ts';
import { TextError } from '../../lib/errors.ts';
import type { LineKind } from '../../protocol/frames.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { labelledNames } from './labelled-names.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const settingsOf = (own: Partial<Settings> = {}): Settings => ({
  ...{ ...defaultSettings(), task: 'labelled-names', heldOut: 0 },
  ...own,
});
const open = (source: TextSource, own: Partial<Settings> = {}) =>
  labelledNames.open(source, settingsOf(own), quiet);
const paste = (text: string, own: Partial<Settings> = {}) => open({ kind: 'paste', text }, own);

const table = 'label,text\nplant,Rosa\nanimal,Ursus\nplant,Salix\nanimal,Rosa\n';

describe('names by label', () => {
  it('begin with their label, which is read and never answered', async () => {
    const data = await paste(table);
    const { size } = data.targets;
    expect(data.inputs.size).toBe(size + 2);
    expect([size, size + 1].map((id) => data.inputs.label(id))).toEqual(['animal', 'plant']);
    expect(data.info.rows).toMatchObject({ total: 4, labels: ['animal', 'plant'], longest: 6 });
    const { inputs, targets } = data.dataset(data.model(settingsOf()).unrolling).at('train', 0);
    expect(Array.from(inputs, (id) => data.inputs.label(id))).toEqual(['plant', ...'Rosa']);
    expect(Array.from(targets, (id) => data.targets.label(id))).toEqual([...'Rosa', '<EOS>']);
    const { shape } = data.model(settingsOf());
    expect(shape).toMatchObject({ vocabSize: size + 2, outputSize: size });
    // opened anew with fewer characters, it has all labels still
    expect(data.model(settingsOf({ symbols: 4 }), true).shape).toMatchObject({
      ...{ vocabSize: 5 + 2, outputSize: 5 },
    });
  });

  it('are read again as they were, from what is kept', async () => {
    const data = await paste(table, { symbols: 5 });
    const file = new File([data.content], 'kept.csv');
    const again = await open({ kind: 'file', file, kept: true }, { symbols: 5 });
    const { hash, preview, rows } = data.info;
    expect(again.info).toMatchObject({ hash, preview, rows });
    expect(again.symbols).toEqual(data.symbols);
  });

  it('are shown, and typed, with their label in front', async () => {
    const data = await paste(table);
    expect(data.info.preview).toBe('plant: Rosa\nanimal: Ursus\nplant: Salix\nanimal: Rosa');
    expect(data.info.lines).toContain('animal: Ursus');
    // it is read as the table that it is
    expect(data.info.format).toBeUndefined();
    const labelsOf = (text: string) => data.line(text).labels;
    expect(labelsOf('plant: Rosa')).toEqual(['plant', ...'Rosa']);
    expect(labelsOf('plant:Ro')).toEqual(['plant', ...'Ro']);
    expect(labelsOf('Ursa')).toEqual(['animal', ...'Ursa']);
    expect(data.line('plant: R?').skipped).toEqual(['?']);
    expect(data.line('plant: Rosa', 2).labels).toEqual(['s', 'a']);
  });

  it('are drawn by label; trigrams of the training part say what each sounds like', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => [
      `a,ab${'ab'.repeat(at)}`,
      `z,zyz${'yz'.repeat(at)}`,
    ]);
    const data = await paste(rows.flat().join('\n'), { heldOut: 20 });
    const sequences = data.sequences!;
    const { labelled } = sequences;
    expect(labelled?.labels).toEqual(['a', 'z']);
    const [a, z] = labelled!.tokens;
    expect([a, z].map((id) => data.inputs.label(id))).toEqual(['a', 'z']);
    expect([...sequences.begin([1, 0])]).toEqual([a, 1, 0]);
    expect([...data.beginning()]).toEqual([a]);
    const verdicts = labelled!.verdicts();
    const add = (text: string, label: number, kind: LineKind) => verdicts.add(text, label, kind);
    expect(add('abab', 0, 'in list')).toEqual({ label: 'a', verdict: 'a' });
    expect(add('zyzz', 0, 'new')).toEqual({ label: 'a', verdict: 'z' });
    expect(add('zzyz', 1, 'new')).toEqual({ label: 'z', verdict: 'z' });
    expect(verdicts.counts).toEqual([
      { label: 'a', drawn: 2, isNew: 1, agreed: 1, heldOutAgreed: 1 },
      { label: 'z', drawn: 1, isNew: 1, agreed: 1, heldOutAgreed: 1 },
    ]);
    // another sample is counted anew, only of what it was drawn for
    expect(labelled!.verdicts().counts).toEqual([]);
    const none = (await paste(table)).sequences!.labelled!.verdicts();
    none.add('Rosa', 1, 'in list');
    expect(none.counts).toMatchObject([{ label: 'plant', heldOutAgreed: NaN }]);
  });

  it('are held out with all labels that a name has', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `${at % 2 ? 'a' : 'b'},n${at % 20}`);
    const data = await paste([...rows, 'b,n1', 'a,n2'].join('\n'), { heldOut: 30 });
    const part = (name: 'train' | 'heldOut') => {
      const dataset = data.dataset(data.model(settingsOf()).unrolling);
      return Array.from({ length: dataset.counts[name] }, (_, at) =>
        data.targets.decode(dataset.at(name, at).targets),
      );
    };
    const trained = new Set(part('train'));
    expect(part('heldOut').length).toBeGreaterThan(10);
    expect(part('heldOut').filter((name) => trained.has(name))).toEqual([]);
  });

  it('of all built-in lists are there', async () => {
    const data = await open({ kind: 'builtin', id: 'kinds' });
    const total = builtinLists.reduce((sum, { rows }) => sum + rows, 0);
    expect(data.info.rows).toMatchObject({
      ...{ total, refused: 0, labels: ['animal', 'first name', 'plant'] },
    });
    await expect(open({ kind: 'builtin', id: 'plants' })).rejects.toThrow(TextError);
  });

  it('are refused row by row, and whole where there is one label', async () => {
    const data = await paste(`${table}plant\nplant,\n`);
    expect(data.info.rows).toMatchObject({ total: 4, refused: 2 });
    expect(data.info.rows?.remarks.map(({ row }) => row)).toEqual([6, 7]);
    await expect(paste('plant,Rosa\nplant,Salix')).rejects.toMatchObject({
      problem: { code: 'single label' },
    });
    await expect(paste('Rosa\nSalix')).rejects.toThrow(TextError);
    const long = 'x'.repeat(600);
    await expect(paste(`plant,${long}\nanimal,${long}`)).rejects.toMatchObject({
      problem: { code: 'no usable rows', values: { rows: 2, first: 1 } },
    });
  });
});
