/** A series: how it is read, scaled, split and measured. */
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import { HeldOutSeries } from '../../data/held-out-series.ts';
import { floatOf, wordOf } from '../../lib/float-words.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { TaskData } from '../task.ts';
import { series } from './series.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const settings = { ...defaultSettings(), task: 'series', heldOut: 20 };
const open = (source: TextSource, changes: object = {}) =>
  series.open(source, { ...settings, ...changes }, quiet);
const paste = (text: string, changes: object = {}) => open({ kind: 'paste', text }, changes);
const firstOf = ({ series }: TaskData) => series!.values.map(([value]) => value);
const opened = async (text: string, changes: object = {}) => {
  const data = await paste(text, changes);
  return { ...data, data, info: data.info, values: firstOf(data) };
};

/** A period of seven, rising. */
const rising = Array.from({ length: 70 }, (_, at) => 5 + 0.5 * at + ((at * 3) % 7));

describe('a series', () => {
  it('is scaled by what is trained on alone, and split in time', async () => {
    const { data, info, values } = await opened(rising.join('\n'));
    expect([values, info.trainTokens, info.heldOutTokens]).toEqual([rising, 56, 14]);
    const trained = rising.slice(0, 56);
    const mean = trained.reduce((sum, value) => sum + value) / 56;
    const deviation = Math.sqrt(trained.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 56);
    expect(info.scale!.mean).toBeCloseTo(mean, 10);
    expect(info.scale!.deviation).toBeCloseTo(deviation, 10);
    const { tokens, labels } = data.line('5; 7.5 what, 1e2');
    expect(Array.from(tokens, floatOf)).toEqual(
      [5, 7.5, 100].map((value) => Math.fround((value - mean) / deviation)),
    );
    expect([labels, data.line('5 what').skipped]).toEqual([['5', '7.5', '100'], ['what']]);
    const other = rising.map((value, at) => (at < 56 ? value : -value));
    expect((await paste(other.join('\n'))).info.scale).toEqual(info.scale);
  });

  it('is a NumPy array, by column, and what is no number in it is named by its row', async () => {
    const array = (header: string, numbers: readonly number[]) => {
      const head = new TextEncoder().encode(`\x93NUMPY\x01\0\0\0${header}`);
      const bytes = Uint8Array.from([0x93, ...head.slice(2)]);
      new DataView(bytes.buffer).setUint16(8, header.length, true);
      return new File([bytes, Float64Array.from(numbers)], 'mine.npy');
    };
    const dict = (shape: string) =>
      `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }\n`;
    const pairs = rising.flatMap((value, at) => [at, at === 2 ? NaN : value]);
    const file = array(dict('(70, 2)'), pairs);
    const data = await open({ kind: 'file', file }, { column: '2' });
    const { info } = data;
    expect(firstOf(data)).toEqual(rising.filter((_, at) => at !== 2));
    expect(info.rows?.remarks).toEqual([
      {
        row: 3,
        problem: {
          ...{ code: 'of a task' },
          values: {
            ...{ task: 'series', problem: 'no number in column' },
            values: { column: 'Column 2', found: 'NaN' },
          },
        },
      },
    ]);
    await expect(open({ kind: 'file', file: array(dict('(2, 5, 7)'), rising) })).rejects.toThrow(
      'npy shape',
    );
  });

  it('has naive forecasts beside it: last value, mean, and the best season', async () => {
    const wave = Array.from({ length: 70 }, (_, at) => [0, 3, 1, 8, 2, 5, 4][at % 7]);
    const { info } = await opened(wave.join('\n'));
    const root = (forecast: (at: number) => number) =>
      Math.sqrt(
        wave.slice(56).reduce((sum, one, at) => sum + (forecast(at + 56) - one) ** 2, 0) / 14,
      );
    expect(info.bounds?.map(({ label, values }) => [label, values?.season])).toEqual([
      ['last value', undefined],
      ['mean', undefined],
      ['one season before ({season})', 7],
    ]);
    const [last, mean, season] = info.bounds!.map(({ value }) => value);
    expect(last).toBeCloseTo(root((at) => wave[at - 1]));
    expect(mean).toBeCloseTo(root(() => 23 / 7));
    expect(season).toBe(0);
    expect(info.guesses![1].loss).toBeCloseTo((mean / info.scale!.deviation) ** 2);
  });

  it('is read and predicted by all columns that do more than count, or by those that are named', async () => {
    const rows = rising.map((value, at) =>
      `${2000 + at};a ${at};${value};${-at % 5}`.replace('.', ','),
    );
    const table = `year;name;heat;cold\n${rows.join('\n')}`;
    const { data, info } = await opened(table);
    const both = rising.map((value, at) => [value, 0 - (at % 5)]);
    expect(data.series).toMatchObject({ values: both, names: ['heat', 'cold'], goesOn: true });
    expect(info.rows).toMatchObject({ column: '', columns: ['year', 'name', 'heat', 'cold'] });
    const one = async (column: string, inputColumns = '') => {
      const { series, info: of, symbols } = await paste(table, { column, inputColumns });
      const { names, goesOn, words, places } = series!;
      const shape = [words.features, words.outputs];
      return { names, goesOn, shape, places, symbols, column: of.rows?.column };
    };
    // as a link says it that names a column and nothing else
    expect(await one('cold')).toMatchObject({ goesOn: true, shape: [1, 1], symbols: ['number'] });
    expect(await one('cold', 'all')).toEqual({
      ...{ names: ['cold'], goesOn: false, shape: [2, 1], places: [1], column: 'cold' },
      symbols: ['x:heat', 'x:cold', 'y:cold'],
    });
    expect(await one('cold', 'heat')).toMatchObject({ shape: [1, 1], places: [-1] });
    expect(await one('heat', '3')).toMatchObject({ goesOn: true, symbols: ['number'] });
    expect(await one('3, year')).toMatchObject({ names: ['year', 'heat'], shape: [2, 2] });
    await expect(paste(table, { column: 'wet' })).rejects.toMatchObject({
      problem: { code: 'no such column' },
    });
    await expect(paste(table, { inputColumns: 'heat, wet' })).rejects.toMatchObject({
      problem: { code: 'no such column', values: { column: 'wet' } },
    });
    await expect(paste(table, { column: 'name' })).rejects.toThrow();
  });

  it('of several columns is scaled, batched, measured and kept column by column', async () => {
    const rows = rising.map((value, at) => [value, at % 3, (at * 5) % 11]);
    const table = `a,"b, c",d\n${rows.map((row) => row.join()).join('\n')}`;
    const data = await paste(table, { inputColumns: '1,2', column: '3' });
    const { series: own, info, metrics } = data;
    const scaled = (column: number) => {
      const known = rows.slice(0, 56).map((row) => row[column]);
      const mean = known.reduce((sum, one) => sum + one) / 56;
      const deviation = Math.sqrt(known.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 56);
      return { mean, deviation, of: (value: number) => Math.fround((value - mean) / deviation) };
    };
    const [a, b, d] = [0, 1, 2].map(scaled);
    expect(info.scales?.map(({ name }) => name)).toEqual(['a', 'b, c', 'd']);
    expect(info.scales![1].mean).toBeCloseTo(b.mean, 10);
    // the vectors of a batch, and what comes next of the column that is predicted
    const unrolling = { ...data.model(settings).unrolling, batchSize: 2, timeSteps: 3 };
    const batch = { tokens: new Uint32Array(12), targets: new Uint32Array(6) };
    data.batches(unrolling, 1).fill(1, batch);
    const at = (place: number) => (place % 2) * 27 + 3 + Math.floor(place / 2);
    const places = [0, 1, 2, 3, 4, 5].map(at);
    expect(Array.from(batch.tokens, floatOf)).toEqual(
      places.flatMap((row) => [a.of(rows[row][0]), b.of(rows[row][1])]),
    );
    expect(Array.from(batch.targets, floatOf)).toEqual(places.map((row) => d.of(rows[row + 1][2])));
    const heldOut = data.heldOut(unrolling)(Infinity);
    expect([heldOut.counted, heldOut.total]).toEqual([14, 14]);
    expect(data.line('1 2 / 3 x / 5 6').skipped).toEqual(['3 x']);
    expect(data.line('1 2 / 5 6').labels).toEqual(['1,2', '5,6']);
    expect(own!.words.outputs).toBe(1);
    expect(metrics[0].gives).toEqual(['rmse']);
    const file = new File([data.content], 'kept.txt');
    const again = await open({ kind: 'file', file, kept: true });
    expect([again.info.hash, again.symbols]).toEqual([info.hash, data.symbols]);
    expect(again.series).toEqual(own);
  });

  it('of several columns that are predicted has an error for each, and for all in deviations', async () => {
    const table = rising.map((value, at) => `${value},${100 * ((at * 5) % 11)}`).join('\n');
    const { info, metrics, data } = await opened(table);
    const { columns } = data.series!.predicted;
    const [metric] = metrics;
    expect(metric.gives).toEqual(['rmse', 'rmse_1', 'rmse_2']);
    const count = metric.start();
    count.add([0, 0, 0, 0].map(wordOf), [3, 4, 3, 4].map(wordOf));
    const [all, ...each] = count.values();
    expect(all).toBeCloseTo(Math.sqrt(12.5));
    each.forEach((one, at) => expect(one).toBeCloseTo([3, 4][at] * columns[at].scale.deviation));
    const last = info.bounds!.filter(({ label }) => label === 'last value');
    const root = (column: number) =>
      Math.sqrt(
        Array.from({ length: 14 }, (_, at) => {
          const { values } = data.series!;
          return (values[at + 56][column] - values[at + 55][column]) ** 2 / 14;
        }).reduce((sum, one) => sum + one),
      );
    expect(last.map((one) => one.metric)).toEqual(['rmse', 'rmse_1', 'rmse_2']);
    expect(last[1].value).toBeCloseTo(root(0));
    expect(last[2].value).toBeCloseTo(root(1));
    const shares = columns.map(({ scale }, at) => (root(at) / scale.deviation) ** 2);
    expect(last[0].value).toBeCloseTo(Math.sqrt((shares[0] + shares[1]) / 2));
  });

  it('names every row that is no number, and why', async () => {
    const { info, values } = await opened(
      `time,value\n1,2,3\n2,\n3,n/a\n4,Infinity\n${rising
        .map((value, at) => `${at + 5},${value}`)
        .join('\n')}`,
    );
    expect(values).toEqual(rising);
    const none = (found: string) => ({
      code: 'of a task',
      values: {
        task: 'series',
        problem: 'no number in column',
        values: { column: 'value', found },
      },
    });
    expect(info.rows?.refused).toBe(4);
    expect(info.rows?.remarks).toEqual([
      { row: 2, problem: { code: 'ragged columns', values: { columns: 3, expected: 2 } } },
      { row: 3, problem: { code: 'empty cell', values: { column: 'value' } } },
      { row: 4, problem: none('n/a') },
      { row: 5, problem: none('Infinity') },
    ]);
    await expect(paste('1\n2\n3')).rejects.toMatchObject({
      problem: { values: { problem: 'too few', values: { numbers: 3, needed: 20 } } },
    });
    await expect(paste('one\ntwo')).rejects.toMatchObject({ problem: { code: 'in a row' } });
  });

  it('stays the same when it is kept and read again', async () => {
    const data = await paste(
      `day,heat\n${rising.map((value, at) => `${at % 3},${value}`).join('\n')}`,
      {
        column: 'heat',
        inputColumns: 'heat',
      },
    );
    const file = new File([data.content], 'kept.txt');
    const again = await open({ kind: 'file', file, kept: true }, { column: 'heat' });
    expect(firstOf(again)).toEqual(rising);
    expect(again.info.hash).toBe(data.info.hash);
    expect(again.symbols).toEqual(data.symbols);
  });

  it('begins with its first number, however that is written', async () => {
    for (const first of [1e-7, 1.5e300, -2e-9]) {
      const all = [first, ...rising];
      const data = await paste(all.map(String).join('\n'));
      expect(firstOf(data)).toEqual(all);
      const file = new File([data.content], 'kept.txt');
      expect(firstOf(await open({ kind: 'file', file, kept: true }))).toEqual(all);
    }
  });

  it.each(series.sources)('$title is built in, and always the same', async ({ id }) => {
    const data = await open({ kind: 'builtin', id });
    const { values, trained } = data.series!;
    expect([values.length, trained]).toEqual([8000, 6400]);
    expect(values.flat().every(Number.isFinite)).toBe(true);
    expect((await open({ kind: 'builtin', id })).info.hash).toBe(data.info.hash);
  });

  it('Mackey–Glass stays where its attractor is', async () => {
    const values = firstOf(await open({ kind: 'builtin', id: 'mackey-glass' }));
    expect(Math.min(...values)).toBeGreaterThan(0.2);
    expect(Math.max(...values)).toBeLessThan(1.45);
  });
});

describe('held-out values', () => {
  const words = Uint32Array.from({ length: 50 }, (_, at) => wordOf(at));

  it.each([
    [33, 4, 5, Infinity],
    [33, 4, 5, 7],
    [3, 2, 5, Infinity],
    [49, 3, 8, Infinity],
    [1, 6, 3, Infinity],
  ])(
    'from %d, %d streams of %d steps, up to %d: each once, all before it read',
    (from, batchSize, timeSteps, limit) => {
      const batches = new HeldOutSeries(words, from, { batchSize, timeSteps }, limit);
      const into = () => new Uint32Array(batchSize * timeSteps);
      const wanted: number[] = [];
      const last = new Map<number, number>();
      for (let chunk = 0; chunk < batches.chunks; chunk++) {
        const [tokens, targets] = [into(), into()];
        batches.fill(chunk, { tokens, targets });
        targets.forEach((target, at) => {
          const stream = at % batchSize;
          if (target !== maskedTarget) {
            wanted.push(floatOf(target));
            expect(floatOf(tokens[at])).toBe(floatOf(target) - 1);
            // warmed up on as many as there are
            if (!last.has(stream)) {
              const read = chunk * timeSteps + Math.floor(at / batchSize);
              expect(read).toBe(Math.min(timeSteps, from - 1));
            }
            last.set(stream, target);
          }
        });
      }
      const counted = Math.min(50 - from, limit);
      expect([batches.counted, batches.total]).toEqual([counted, 50 - from]);
      expect(wanted.sort((a, b) => a - b)).toEqual(
        Array.from({ length: counted }, (_, at) => from + at),
      );
    },
  );

  it('none are wanted: there is nothing to run', () => {
    expect(new HeldOutSeries(words, 33, { batchSize: 4, timeSteps: 5 }, 0).chunks).toBe(0);
  });
});
