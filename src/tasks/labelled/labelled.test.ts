import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../../config/settings.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import { praise } from '../praise/praise.ts';

const work = { signal: new AbortController().signal, onProgress: () => undefined };
const settingsOf = (changes: Partial<Settings> = {}): Settings => ({
  ...{ ...defaultSettings(), task: 'praise', reads: 'word', batchSize: 4 },
  ...changes,
});
const paste = (text: string, changes: Partial<Settings> = {}) =>
  praise.open({ kind: 'paste', text }, settingsOf(changes), work);
const numbered = (count: number, from = 0) =>
  Array.from(
    { length: count },
    (_, at) => `${(from + at) % 2 ? 'no' : 'yes'},row ${from + at} here`,
  );

describe('labelled texts', () => {
  it('are one target for each text, and read as words or as characters', async () => {
    const data = await paste('yes,Great film\nno,bad film\nyes,great film\nno,bad FILM\n');
    expect(data.info.rows).toMatchObject({ total: 4, longest: 2, refused: 0 });
    const { unrolling, shape, objective } = data.model(settingsOf());
    expect([shape.outputSize, shape.summary, objective.id]).toEqual([1, 'ends', 'sigmoid']);
    const batch = {
      ...{ tokens: new Uint32Array(8), targets: new Uint32Array(4).fill(9) },
      lengths: new Uint32Array(4),
    };
    data.batches(unrolling, 1).fill(0, batch);
    expect([...batch.lengths]).toEqual([2, 2, 2, 2]);
    expect([...batch.targets].every((target) => target < 2)).toBe(true);
    const characters = await paste('yes,Great film\nno,bad\n', { reads: 'character' });
    expect(characters.info.rows?.longest).toBe(10);
    expect(data.info.hash).not.toBe(characters.info.hash);
  });

  it('have a class for each of three labels, by softmax', async () => {
    const data = await paste('a,one\nb,two\nc,three\n', { summary: 'mean', directions: 'both' });
    const { shape, objective } = data.model(settingsOf({ summary: 'mean', directions: 'both' }));
    expect([shape.outputSize, shape.summary, shape.directions]).toEqual([3, 'mean', 2]);
    expect(objective.id).toBe('softmax');
    expect(data.info.chanceLoss).toBeCloseTo(Math.log(3), 12);
  });

  it('are held out by text: equal ones are on one side, whatever their letters', async () => {
    const rows = [...numbered(100), ...numbered(100).map((row) => row.replace('row', 'ROW'))];
    const data = await paste(rows.join('\n'), { heldOut: 20 });
    const of = (part: 'train' | 'heldOut') =>
      Array.from({ length: data.examples?.counts[part] ?? 0 }, (_, at) =>
        data.examples?.at(part, at).shown[0].toLowerCase(),
      );
    expect(of('heldOut')).toHaveLength(40);
    expect(of('heldOut').filter((text) => of('train').includes(text))).toEqual([]);
  });

  it('are held out as the table says, whatever share is wanted', async () => {
    const rows = [
      'label,text,part',
      ...numbered(90).map((row) => `${row},train`),
      ...numbered(60, 90).map((row) => `${row},test`),
    ];
    const counts = async (heldOut: number) =>
      (await paste(rows.join('\n'), { heldOut })).examples?.counts;
    expect(await counts(10)).toEqual({ train: 90, heldOut: 60 });
    expect(await counts(50)).toEqual({ train: 90, heldOut: 60 });
    const data = await paste(rows.join('\n'));
    const { unrolling } = data.model(settingsOf());
    expect(data.dataset(unrolling).split).toBe('given');
    expect(data.info.rows?.isSplitGiven).toBe(true);
    const other = data.withHeldOut(25);
    expect([other.examples?.counts.heldOut, other.info.bounds?.length]).toEqual([60, 1]);
  });

  it('know the class of a text of the data, and of no other', async () => {
    const data = await paste('yes,great film\nno,bad film\nyes,great plot\nno,bad plot\n');
    const label = (text: string) => {
      const [target] = data.line(text).targets;
      return target === maskedTarget ? null : data.targets.label(target);
    };
    expect(label(' great film ')).toBe('yes');
    expect(label('great')).toBeNull();
    const { tokens, labels, skipped } = data.line('great Zaphod film');
    expect([tokens.length, labels, skipped]).toEqual([3, ['great', 'zaphod', 'film'], ['zaphod']]);
    expect(data.line('great bad film', 2).labels).toEqual(['bad', 'film']);
    expect(data.line('').tokens).toHaveLength(0);
  });

  it('are opened again from what is kept, bad rows and all', async () => {
    const given = await paste('label,text\nyes,great\nno\nno,bad\nno,worse\nyes,good\n');
    expect(given.info.rows?.remarks).toEqual([
      { row: 3, problem: { code: 'ragged columns', values: { columns: 1, expected: 2 } } },
    ]);
    const facts = { source: 'paste', name: 'mine', title: 'Mine' } as const;
    const file = new File([given.content], 'mine');
    const again = await praise.open({ kind: 'file', file, kept: true, facts }, settingsOf(), work);
    expect(again.symbols).toEqual(given.symbols);
    expect(again.info).toEqual({ ...given.info, ...facts });
  });

  it('leave out what is too long for a net', async () => {
    const { info } = await paste(`yes,${'x'.repeat(1001)}\nno,bad\nyes,good`);
    expect(info.rows?.remarks).toEqual([
      { row: 1, problem: { code: 'row too long', values: { length: 1001, limit: 1000 } } },
    ]);
  });

  it('are refused where what is left has one class, or is for testing alone', async () => {
    await expect(paste(`yes,${'x'.repeat(1001)}\nno,bad\nno,worse`)).rejects.toThrow(
      'single label: label no',
    );
    await expect(paste('label,text,part\nyes,good,test\nno,bad,test')).rejects.toThrow(
      'only test rows: rows 2',
    );
  });

  it('leave out what has a label that nothing is trained on with, by row and label', async () => {
    const rows = ['yes,good,train', 'no,bad,train', 'maybe,so so,test', 'yes,great,test'];
    const { info, targets } = await paste(['label,text,part', ...rows].join('\n'));
    expect(info.rows).toMatchObject({ total: 3, refused: 1 });
    expect(info.rows?.remarks).toEqual([
      { row: 4, problem: { code: 'label only tested', values: { label: 'maybe' } } },
    ]);
    expect(targets.size).toBe(2);
  });

  it('built in are reviews, with a bag of words beside the net', async () => {
    const source = { kind: 'builtin', id: 'reviews' } as const;
    const { info } = await praise.open(source, settingsOf(), work);
    expect(info.rows).toMatchObject({ total: 5000, heldOut: 500, refused: 0 });
    expect(info.bounds).toEqual([
      {
        metric: 'accuracy',
        label: 'bag of words',
        value: expect.closeTo(0.58, 1) as number,
        isRival: true,
      },
    ]);
  });
});
