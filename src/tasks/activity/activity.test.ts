/** Numbers with a class at each time step: how they are read, cut, held out and measured. */
import { expect, it } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import { floatOf } from '../../lib/float-words.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { activity } from './activity.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const settings = { ...defaultSettings(), task: 'activity', heldOut: 25 };
const open = (source: TextSource, changes: object = {}) =>
  activity.open(source, { ...settings, ...changes }, quiet);
const paste = (text: string, changes: object = {}) => open({ kind: 'paste', text }, changes);

/** Fifteen of one, fifteen of the other. */
const rows = Array.from({ length: 220 }, (_, at) => ({
  numbers: [(at * 7) % 11, 100 * ((at * 5) % 13)],
  label: Math.floor(at / 15) % 2 === 0 ? 'run, fast' : 'rest',
}));
const table = [
  'time,x,y,what',
  ...rows.map(({ numbers, label }, at) => `${at},${numbers.join()},"${label}"`),
].join('\n');

it('a column of words beside numbers is what is answered; what counts rows is not read', async () => {
  const data = await paste(table);
  const { shape, objective, unrolling } = data.model(settings);
  expect([shape.features?.size, shape.outputSize, shape.directions, objective.id]).toEqual([
    ...[2, 2, 1, 'softmax'],
  ]);
  expect(data.model({ ...settings, textDirections: 'both' }).shape.directions).toBe(2);
  // five pieces of 50 rows, of which the last is held out
  expect(data.info.rows).toMatchObject({ train: 200, heldOut: 20, longest: 50, column: 'what' });
  const { inputs, targets } = data.dataset(unrolling).at('heldOut', 0);
  const own = [0, 1].map((column) => {
    const known = rows.slice(0, 200).map(({ numbers }) => numbers[column]);
    const mean = known.reduce((sum, one) => sum + one) / 200;
    const squares = known.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    return (value: number) => Math.fround((value - mean) / Math.sqrt(squares / 200));
  });
  const last = rows.slice(200);
  expect(Array.from(inputs, floatOf)).toEqual(
    last.flatMap(({ numbers: [x, y] }) => [own[0](x), own[1](y)]),
  );
  expect(Array.from(targets, (id) => data.targets.label(id))).toEqual(
    last.map(({ label }) => label),
  );
  expect(data.examples!.at('heldOut', 0).wanted).toEqual(last.map(({ label }) => label));
});

it('has the commonest class beside it, and the class whose mean is nearest to a moment', async () => {
  const { bounds } = (await paste(table)).info;
  const [known, last] = [rows.slice(0, 200), rows.slice(200)];
  const share = (isRight: (row: (typeof rows)[number]) => boolean) =>
    last.filter(isRight).length / 20;
  const mean = (of: readonly (typeof rows)[number][], column: number) =>
    of.reduce((sum, { numbers }) => sum + numbers[column], 0) / of.length;
  const deviations = [0, 1].map((column) => {
    const squares = known.map(({ numbers }) => (numbers[column] - mean(known, column)) ** 2);
    return Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / 200);
  });
  const awayFrom = (label: string, { numbers }: (typeof rows)[number]) => {
    const own = known.filter((row) => row.label === label);
    const apart = numbers.map((one, column) => (one - mean(own, column)) / deviations[column]);
    return Math.hypot(...apart);
  };
  const nearest = share(
    (row) =>
      (awayFrom('rest', row) < awayFrom('run, fast', row) ? 'rest' : 'run, fast') === row.label,
  );
  const commonest = share(({ label }) => label === 'run, fast');
  expect(bounds?.map(({ label, values, value }) => [label, value, values?.name])).toEqual([
    ['nearest mean frame, order ignored', nearest, undefined],
    ['commonest class ({name})', commonest, 'run, fast'],
  ]);
});

it('takes a class that stands after numbers as theirs, in a line of one’s own', async () => {
  const data = await paste(table);
  const { targets, labels, skipped } = data.line('1 200 run, fast / 3 x / 5 100 / 7 300 rest');
  expect([labels, skipped]).toEqual([['1,200', '5,100', '7,300'], ['3 x']]);
  const said = (ids: Iterable<number>) =>
    Array.from(ids, (id) => (id === maskedTarget ? null : data.targets.label(id)));
  expect(said(targets)).toEqual(['run, fast', null, 'rest']);
  expect(said(data.line('1 200 run, fast / 5 100 rest', 1).targets)).toEqual(['rest']);
  // those that are offered say theirs
  const offered = data.line(data.info.lines[0]);
  expect(offered.skipped).toEqual([]);
  expect(said(offered.targets)).toEqual(rows.slice(200).map(({ label }) => label));
});

it('names bad rows by number, column and reason, and refuses what has one class alone', async () => {
  const bad = table.replace('\n3,', '\n3,wet ');
  const { info } = await paste(bad);
  expect(info.rows?.remarks).toEqual([
    {
      row: 5,
      problem: {
        code: 'of a task',
        values: {
          ...{ task: 'activity', problem: 'no number in column' },
          values: { column: 'x', found: expect.stringContaining('wet') as string },
        },
      },
    },
  ]);
  await expect(paste(table.replaceAll('run, fast', 'rest'))).rejects.toMatchObject({
    problem: { values: { problem: 'one class', values: { column: 'what', label: 'rest' } } },
  });
});

it('reads numbers of one’s own, and is the same when it is kept and read again', async () => {
  const data = await paste(table, { inputColumns: 'y' });
  const { tokens, targets, labels, skipped } = data.line('100 300 what');
  expect([tokens.length, [...targets], labels, skipped]).toEqual([
    ...[2, [maskedTarget, maskedTarget], ['100', '300'], ['what']],
  ]);
  const file = new File([data.content], 'kept.txt');
  const again = await open({ kind: 'file', file, kept: true });
  expect([again.info.hash, again.symbols]).toEqual([data.info.hash, ['x:y', 'rest', 'run, fast']]);
  expect(again.examples!.at('train', 1)).toEqual(data.examples!.at('train', 1));
});

it('is made up, always the same, and no class is much commoner than the others', async () => {
  const source = { kind: 'builtin', id: 'accelerometer' } as const;
  const { info } = await open(source);
  expect((await open(source)).info.hash).toBe(info.hash);
  expect(info.tokens).toBe(8000);
  expect(info.bounds?.[0].value).toBeLessThan(0.45);
});
