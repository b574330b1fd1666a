import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../../config/settings.ts';
import { TextError } from '../../lib/errors.ts';
import { isName } from './is-name.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const settings: Settings = { ...defaultSettings(), task: 'is-name', hiddenSize: 8 };
const paste = (rows: readonly string[]) =>
  isName.open({ kind: 'paste', text: rows.join('\n') }, settings, quiet);

const front = ['Harry/B-PER Potter/I-PER met/O us/O', 'We/O met/O Ron/B-PER'];
const nobody = 'Nobody/O met/O us/O';
const behind = 'Then/O once/O again/O we/O met/O Harry/B-PER';
const both = 'Harry/B-PER saw/O that/O we/O met/O Ron/B-PER';

describe('is this word part of a name?', () => {
  it('trains on names in front and tests with names behind; the others are left out', async () => {
    const data = await paste([...front, nobody, behind, both]);
    expect(data.info.rows).toMatchObject({ train: 3, heldOut: 1, longest: 6, isSplitGiven: true });
    expect(data.dataset(data.model(settings).unrolling).split).toBe('places');
    expect(data.examples?.at('heldOut', 0)).toEqual({
      shown: 'Then once again we met Harry'.split(' '),
      wanted: [...'000001'],
    });
    // what is held out is a matter of the words alone
    expect(data.withHeldOut(50)).toBe(data);
  });

  it('reads forward, and answers yes or no, whatever the settings of other tasks are', async () => {
    const data = await paste([...front, behind]);
    for (const one of [settings, { ...settings, labels: 'bio', lookAhead: 'all' } as Settings]) {
      const { shape, objective } = data.model(one);
      expect(shape).toMatchObject({ outputSize: 1, directions: 1 });
      expect(objective.id).toBe('sigmoid');
    }
  });

  it('reads both ways where that is chosen', async () => {
    const data = await paste([...front, behind]);
    expect(data.model({ ...settings, textDirections: 'both' }).shape.directions).toBe(2);
  });

  it('has a plain network beside it, which knows nothing where it was not trained', async () => {
    const rows = Array.from({ length: 40 }, () => [...front, nobody]).flat();
    const { bounds } = (await paste([...rows, behind])).info;
    expect(bounds).toEqual([
      {
        ...{ metric: 'word_f1', value: 0, isRival: true },
        label: 'plain network, which has {score} in words 1–{last}',
        values: { score: '1.00', last: 4 },
      },
    ]);
    // nothing to be tested with
    expect((await paste(rows)).info.bounds).toBeUndefined();
  });

  it('opens what is built in; both parts know the same names', async () => {
    const data = await isName.open({ kind: 'builtin', id: 'places' }, settings, quiet);
    expect(data.info.rows).toMatchObject({ train: 2000, heldOut: 500, refused: 0 });
    const [rival] = data.info.bounds ?? [];
    expect(rival.value).toBeLessThan(0.6);
    expect(rival.values).toEqual({ score: '1.00', last: 4 });
    const other = isName.open({ kind: 'builtin', id: 'alice' }, settings, quiet);
    await expect(other).rejects.toThrow(TextError);
  });

  it('is refused without names in front', async () => {
    await expect(paste([nobody, behind])).rejects.toMatchObject({
      problem: { code: 'of a task', values: { problem: 'no names in front' } },
    });
  });
});
