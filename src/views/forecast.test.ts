/** A forecast is what the net says step by step, beside a net in float64. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { defaultSettings } from '../config/settings.ts';
import { floatOf } from '../lib/float-words.ts';
import { adam } from '../optimizers/adam.ts';
import { series } from '../tasks/series/series.ts';
import { backends } from '../testing/backends.ts';
import { checkAbsolute } from '../testing/close-to.ts';
import { runNumeric } from '../testing/reference/numeric.ts';
import { randomParameters } from '../testing/reference/random-model.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { Net } from '../training/net.ts';
import { forecast } from './forecast.ts';

/** Short, so that the whole of it is warmed up on and shown. */
const values = Array.from({ length: 40 }, (_, at) => 10 + 3 * Math.sin(at) + Math.cos(2.1 * at));
const line = '9 12.5 11 x 8';

describe.each(backends)('a forecast on $name', (target) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await target.open();
  });
  afterAll(() => {
    closeTestEngine(backend);
  });

  it.each(target.cells)('of %s is right, one step ahead and on its own', async (cell) => {
    const settings = {
      ...{ ...defaultSettings(), task: 'series', cell, hiddenSize: 6, layers: 2, heldOut: 30 },
    };
    const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
    const data = await series.open({ kind: 'paste', text: values.join('\n') }, settings, quiet);
    const { model, objective } = data.model(settings);
    const reference = { cell, numLayers: 2, hiddenSize: 6, vocabSize: 1, embeddingSize: 0 };
    const parameters = randomParameters({ ...reference, outputSize: 1 }, 5, 2);
    const net = await Net.create(backend, {
      ...{ model, objective, optimizer: adam, form: backend.form, seed: 1 },
      initial: Object.entries(parameters).map(([name, given]) => ({
        ...{ name, shape: [], values: Float32Array.from(given) },
      })),
    });
    const opened = await forecast.open({ net, data, pins: [] }, { line });
    if (!opened || !('next' in opened)) throw new Error('nothing is foretold');
    const frame = await opened.next(3);
    // the same run again gives the same
    expect(await opened.next(3)).toEqual(frame);
    opened.destroy();
    net.destroy();

    const { trained, read } = data.series!;
    const [numbers] = read.columns;
    /** What is answered to the last of these. */
    const next = (read: readonly number[]) => {
      const inputs = Array.from(numbers.words(read), floatOf);
      const batch = { batchSize: 1, timeSteps: read.length, inputs, targets: inputs };
      const { answers } = runNumeric({ ...reference, outputSize: 1 }, parameters, batch);
      return answers[read.length - 1][0] * numbers.scale.deviation + numbers.scale.mean;
    };
    const goOn = (read: readonly number[], count: number) => {
      const all = [...read];
      while (all.length < read.length + count) all.push(next(all));
      return all.slice(read.length);
    };
    const limit = 1e-4 * numbers.scale.deviation;
    expect([frame.step, frame.from, frame.aloneFrom, trained]).toEqual([3, 28, 0, 28]);
    expect(frame.values).toEqual(Float32Array.from(values.slice(28)));
    const ahead = values.slice(28).map((_, at) => next(values.slice(0, 28 + at)));
    checkAbsolute({ name: 'ahead', got: frame.ahead, expected: ahead }, limit);
    const alone = goOn(values.slice(0, 28), 12);
    checkAbsolute({ name: 'alone', got: frame.alone, expected: alone }, limit);
    const own = goOn([9, 12.5, 11, 8], 100);
    checkAbsolute({ name: 'own', got: frame.own?.alone ?? [], expected: own }, limit);
    expect(frame.own?.skipped).toEqual(['x']);
  });
});
