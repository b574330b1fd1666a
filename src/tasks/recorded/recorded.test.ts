/** Recordings: how they are read, scaled, split and named. */
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import { longestOf } from '../../data/sequences.ts';
import { floatOf } from '../../lib/float-words.ts';
import { recordingsTable } from '../../lib/recordings.ts';
import { noToken } from '../../ops/no-token.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { gesture } from '../gesture/gesture.ts';
import { voice } from '../voice/voice.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const settings = { ...defaultSettings(), task: 'voice', batchSize: 3 };
const open = (source: TextSource, task = voice) => task.open(source, settings, quiet);
const paste = (text: string) => open({ kind: 'paste', text });

/** Eight of each class, in turn, of one to three frames of two numbers. */
const recorded = Array.from({ length: 16 }, (_, at) => ({
  label: at % 2 ? 'no' : 'yes',
  frames: Array.from({ length: 1 + (at % 3) }, (_, time) => [at, 10 * time]),
}));
const table = recordingsTable(recorded);
const problemOf = (text: string) =>
  paste(text).then(
    () => null,
    (error: { problem: unknown }) => error.problem,
  );

describe('recordings', () => {
  it('are held out as they were recorded: the last quarter of each class', async () => {
    const { info, examples } = await paste(table);
    expect(info.rows).toMatchObject({ total: 16, train: 12, heldOut: 4, longest: 3, refused: 0 });
    const names = Array.from({ length: 4 }, (_, at) => examples!.at('heldOut', at).shown[0]);
    expect(names).toEqual(['yes 7', 'no 7', 'yes 8', 'no 8']);
    expect(info.lines).toEqual(names);
  });

  it('are held out as the table says', async () => {
    const rows = recorded.map(({ label }, at) => `${label},1 2 / 3 4,${at < 5 ? 'test' : 'train'}`);
    const { info } = await paste(['label,recording,part', ...rows].join('\n'));
    expect(info.rows).toMatchObject({ train: 11, heldOut: 5 });
  });

  it('are scaled by what is trained on, and padded with nothing', async () => {
    const data = await paste(table);
    const { unrolling, shape, objective } = data.model(settings);
    expect([shape.features?.size, shape.outputSize, shape.summary, objective.id]).toEqual([
      ...[2, 2, 'ends', 'softmax'],
    ]);
    const trained = recorded.slice(0, 12).flatMap(({ frames }) => frames.flat());
    const mean = trained.reduce((sum, one) => sum + one) / trained.length;
    const squares = trained.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    const scaled = (value: number) =>
      Math.fround((value - mean) / Math.sqrt(squares / trained.length));
    expect(data.info.scale!.mean).toBeCloseTo(mean, 10);
    // one time step after the other, in each all sequences, in each all numbers
    const batch = {
      ...{ tokens: new Uint32Array(18).fill(7), targets: new Uint32Array(3) },
      lengths: new Uint32Array(3),
    };
    data.heldOut(unrolling)(Infinity).fill(0, batch);
    const [first, second, third] = recorded.slice(12).map(({ frames }) => frames);
    expect([...batch.lengths]).toEqual([first, second, third].map(({ length }) => length));
    const expected = [0, 1, 2].flatMap((time) =>
      [first, second, third].flatMap((frames) => frames[time]?.map(scaled) ?? [noToken, noToken]),
    );
    const read = Array.from(batch.tokens, (word) => (word === noToken ? noToken : floatOf(word)));
    expect(read).toEqual(expected);
    expect([...batch.targets]).toEqual([1, 0, 1]);
    expect(longestOf([data.dataset(unrolling).at('train', 2)])).toBe(3);
  });

  it('are looked at by name, or as they are written', async () => {
    const data = await paste(table);
    const named = data.line('yes 2');
    const written = data.line('2 0 / 2 10 / 2 20');
    expect(named.tokens).toEqual(written.tokens);
    expect([named.labels, written.labels]).toEqual([
      ['1', '6', '11'],
      ['1', '6', '11'],
    ]);
    expect([[...named.targets], written.skipped]).toEqual([[1], []]);
    expect([...data.line('2 0 / 2 10 / 2 20', 1).tokens]).toEqual([...written.tokens.slice(4)]);
    for (const other of ['yes 99', '1 2 3 / 4 5 6', '1 x']) {
      expect(data.line(other)).toMatchObject({ labels: [], skipped: [other] });
    }
    expect(data.line('').skipped).toEqual([]);
  });

  it('name every row that is none, and why', async () => {
    const bad = ['yes,1 x', 'no,1 2 / 3', 'yes,1 2 3', 'no,', `yes,${'1 2 / '.repeat(250)}1 2`];
    const { info } = await paste(`${table}${bad.join('\n')}\n`);
    expect(info.rows?.refused).toBe(5);
    const own = (problem: string, values: object) => ({
      code: 'of a task',
      values: { task: 'voice', problem, values },
    });
    expect(info.rows?.remarks).toEqual([
      { row: 18, problem: own('no number', { found: 'x', frame: 1 }) },
      { row: 19, problem: own('uneven frame', { frame: 2, numbers: 1, expected: 2 }) },
      { row: 20, problem: own('uneven frame', { frame: 1, numbers: 3, expected: 2 }) },
      { row: 21, problem: { code: 'empty cell', values: { column: 'recording' } } },
      { row: 22, problem: own('too many frames', { frames: 251, limit: 250 }) },
    ]);
  });

  it('are refused by what is wrong with their first frame, where that is too long or empty', async () => {
    const firstOf = async (frame: string) => {
      const { info } = await paste(`yes,${frame} / 1 2\n${table.replace(/^.*\n/, '')}`);
      const [{ row, problem }] = info.rows!.remarks;
      return [row, problem.values];
    };
    const values = { features: 257, limit: 256 };
    expect(await firstOf('1 '.repeat(257))).toMatchObject([
      1,
      { problem: 'too many features', values },
    ]);
    expect(await firstOf('1 '.repeat(256))).toMatchObject([1, { problem: 'uneven frame' }]);
    expect(await firstOf('')).toMatchObject([1, { problem: 'empty frame' }]);
  });

  it('are refused where a class has too few of them, or stands alone', async () => {
    const few = recorded.slice(0, 7);
    expect(await problemOf(recordingsTable(few))).toEqual({
      code: 'of a task',
      values: {
        ...{ task: 'voice', problem: 'too few' },
        values: { label: 'no', recordings: 3, needed: 4 },
      },
    });
    const alone = recorded.filter(({ label }) => label === 'no');
    expect(await problemOf(recordingsTable(alone))).toMatchObject({ code: 'single label' });
    expect(await problemOf('label,recording\nyes,a\nno,b')).toMatchObject({ code: 'in a row' });
  });

  it('are refused where nothing of a class is left to train on', async () => {
    const rows = ['yes', 'no'].flatMap((label) =>
      Array.from(
        { length: 5 },
        (_, at) => `${label},${at} 1 / 2 3,${label === 'no' ? 'test' : 'train'}`,
      ),
    );
    expect(await problemOf(`label,recording,part\n${rows.join('\n')}`)).toEqual({
      code: 'of a task',
      values: { task: 'voice', problem: 'none to train on', values: { label: 'no' } },
    });
  });

  it('stay the same when they are kept and read again', async () => {
    const data = await paste(table);
    const file = new File([data.content], 'kept.txt');
    const again = await open({ kind: 'file', file, kept: true });
    expect([again.info.hash, again.symbols]).toEqual([data.info.hash, ['number', 'no', 'yes']]);
    expect(again.line('no 8').tokens).toEqual(data.line('no 8').tokens);
  });

  it.each([
    { task: voice, sizes: [80, 36, 20] },
    { task: gesture, sizes: [60, 18, 24] },
  ])('are made up for $task.info.id, and always the same', async ({ task, sizes }) => {
    const source = { kind: 'builtin', id: task.sources[0].id } as const;
    const { info } = await open(source, task);
    const again = await open(source, task);
    expect(again.info.hash).toBe(info.hash);
    const { total, longest, heldOut } = info.rows!;
    expect([total, longest, again.model(settings).shape.features?.size]).toEqual(sizes);
    expect([heldOut, again.source]).toEqual([total / 4, source]);
  });
});
