/** A forecast is what the net says step by step, beside a net in float64. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { defaultSettings } from '../config/settings.ts';
import { floatOf } from '../lib/float-words.ts';
import { adam } from '../optimizers/adam.ts';
import { series } from '../tasks/series/series.ts';
import type { TaskData } from '../tasks/task.ts';
import { backends } from '../testing/backends.ts';
import { checkAbsolute } from '../testing/close-to.ts';
import { runNumeric } from '../testing/reference/numeric.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { Evaluator } from '../training/evaluator.ts';
import { Net } from '../training/net.ts';
import { buffersOf } from './buffers-of.ts';
import { forecast } from './forecast.ts';

/** Short, so that the whole of it is warmed up on and shown. */
const values = Array.from({ length: 40 }, (_, at) => 10 + 3 * Math.sin(at) + Math.cos(2.1 * at));
const line = '9 12.5 11 x 8';
const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

interface Asked {
  cell: string;
  text: string;
  line: string;
  column?: string;
  inputColumns?: string;
}

/** What a net of random parameters foretells, and a net in float64 with the same that can be asked. */
async function foretold(backend: Backend, { text, line: own, ...chosen }: Asked) {
  const { cell } = chosen;
  const settings = {
    ...{ ...defaultSettings(), task: 'series', hiddenSize: 6, layers: 2, heldOut: 30 },
    ...chosen,
  };
  const data = await series.open({ kind: 'paste', text }, settings, quiet);
  const { read, predicted, words, trained } = data.series!;
  const { model, objective } = data.model(settings);
  const reference = {
    ...{ cell, numLayers: 2, hiddenSize: 6, embeddingSize: 0 },
    ...{ vocabSize: words.features, outputSize: words.outputs },
  };
  const parameters = randomParameters(reference, 5, 2);
  const net = await Net.create(backend, {
    ...{ model, objective, optimizer: adam, form: backend.form, seed: 1 },
    initial: Object.entries(parameters).map(([name, given]) => ({
      ...{ name, shape: [], values: Float32Array.from(given) },
    })),
  });
  const opened = await forecast.open({ net, data, pins: [] }, { line: own });
  if (!opened || !('next' in opened)) throw new Error('nothing is foretold');
  const first = await opened.next(3);
  // the same run again gives the same, though the page has taken the arrays of the one before
  const frame = structuredClone(first, { transfer: buffersOf(first) });
  expect(await opened.next(3)).toEqual(frame);
  opened.destroy();
  const measured = await evaluated(net, data);
  net.destroy();

  /** What is answered to the last of these. [T][F] → [K] */
  const next = (rows: readonly (readonly number[])[]) => {
    const inputs = Array.from(read.words(rows), floatOf);
    const targets = Array.from({ length: rows.length * words.outputs }, () => NaN);
    const batch = { batchSize: 1, timeSteps: rows.length, inputs, targets };
    const { answers } = runNumeric(reference, parameters, batch);
    return predicted.columns.map(
      ({ scale: { mean, deviation } }, at) => answers[rows.length - 1][at] * deviation + mean,
    );
  };
  const goOn = (rows: readonly (readonly number[])[], count: number) => {
    const all = [...rows];
    while (all.length < rows.length + count) all.push(next(all));
    return all.slice(rows.length);
  };
  const check = (
    name: string,
    got: ArrayLike<number>,
    expected: readonly (readonly number[])[],
  ) => {
    const scales = predicted.columns.map(({ scale }) => scale);
    const scaled = (all: ArrayLike<number>) =>
      Array.from(all, (value, at) => value / scales[at % scales.length].deviation);
    checkAbsolute({ name, got: scaled(got), expected: scaled(expected.flat()) }, 1e-4);
  };
  return { frame, measured, trained, next, goOn, check };
}

/** The loss of what is held out, from the first number on. */
async function evaluated(net: Net, data: TaskData) {
  const unrolling = { batchSize: 2, timeSteps: 30, strategy: 'stepwise' } as const;
  const evaluator = await Evaluator.create(net, unrolling, data.heldOut(unrolling), {
    metrics: data.metrics,
  });
  await evaluator.compile();
  evaluator.begin(Infinity);
  while (!evaluator.isComplete) evaluator.runChunk();
  const result = await evaluator.finish();
  evaluator.destroy();
  return result;
}

function deviationOf(rows: readonly (readonly number[])[], column: number): number {
  const own = rows.map((row) => row[column]);
  const mean = own.reduce((sum, one) => sum + one, 0) / own.length;
  return Math.sqrt(own.reduce((sum, one) => sum + (one - mean) ** 2, 0) / own.length);
}

describe.each(backends)('a forecast on $name', (target) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await target.open();
  });
  afterAll(() => {
    closeTestEngine(backend);
  });

  it.each(target.cells)('of %s is right, one step ahead and on its own', async (cell) => {
    const asked = { cell, text: values.join('\n'), line };
    const { frame, trained, next, goOn, check } = await foretold(backend, asked);
    const rows = values.map((value) => [value]);
    expect([frame.step, frame.from, frame.aloneFrom, trained]).toEqual([3, 28, 0, 28]);
    expect(frame.values).toEqual(Float32Array.from(values.slice(28)));
    const ahead = rows.slice(28).map((_, at) => next(rows.slice(0, 28 + at)));
    check('ahead', frame.ahead, ahead);
    check('alone', frame.alone, goOn(rows.slice(0, 28), 12));
    check('own', frame.own?.alone ?? [], goOn([[9], [12.5], [11], [8]], 100));
    expect(frame.own?.skipped).toEqual(['x']);
  });

  describe('of a table', () => {
    const rows = values.map((value, at) => [value, 100 * Math.cos(at / 2), (at * 5) % 11]);
    const table = {
      ...{ cell: 'gru', line: '9 50 3 / 12 x / 11 -20 7' },
      text: `a,b,c\n${rows.map((row) => row.join()).join('\n')}`,
    };
    const own = [
      [9, 50, 3],
      [11, -20, 7],
    ];

    it('is right in every column, where all are read and predicted', async () => {
      const { frame, measured, next, goOn, check } = await foretold(backend, table);
      expect([frame.columns, frame.aloneFrom]).toEqual([['a', 'b', 'c'], 0]);
      expect(frame.values).toEqual(Float32Array.from(rows.slice(28).flat()));
      const ahead = rows.slice(28).map((_, at) => next(rows.slice(0, 28 + at)));
      check('ahead', frame.ahead, ahead);
      check('alone', frame.alone, goOn(rows.slice(0, 28), 12));
      // the loss is the mean over all numbers, and rows are counted
      const deviations = [0, 1, 2].map((column) => deviationOf(rows.slice(0, 28), column));
      const errors = ahead.flatMap((row, at) =>
        row.map((value, column) => (value - rows[28 + at][column]) / deviations[column]),
      );
      const loss = errors.reduce((sum, error) => sum + error ** 2, 0) / 36;
      expect(measured).toMatchObject({ tokens: 12, total: 12 });
      expect(measured.loss).toBeCloseTo(loss, 4);
      expect(measured.metrics!.rmse).toBeCloseTo(Math.sqrt(loss), 4);
      expect(frame.own?.alone.length).toBe(300);
      check('own', frame.own?.alone.subarray(0, 60) ?? [], goOn(own, 20));
      expect(frame.own?.values).toEqual(Float32Array.from(own.flat()));
      expect(frame.own?.skipped).toEqual(['12 x']);
    });

    it.each([
      {
        inputColumns: 'all',
        column: 'b,c',
        line: table.line,
        read: [0, 1, 2],
        given: [50, 3, -20, 7],
      },
      { inputColumns: 'a,b', column: 'c', line: '9 50 / 11 -20', read: [0, 1], given: [] },
    ])('is right of $column, where $inputColumns is read', async ({ read, given, ...chosen }) => {
      const { frame, next, check } = await foretold(backend, { ...table, ...chosen });
      const seen = rows.map((row) => read.map((at) => row[at]));
      expect([frame.columns.join(), frame.alone.length, frame.aloneFrom]).toEqual([
        ...[chosen.column, 0, 12],
      ]);
      const ahead = rows.slice(28).map((_, at) => next(seen.slice(0, 28 + at)));
      check('ahead', frame.ahead, ahead);
      // of one's own the next alone
      check('own', frame.own?.alone ?? [], [next(own.map((row) => read.map((at) => row[at])))]);
      expect(Array.from(frame.own?.values ?? [])).toEqual(given);
    });
  });
});
