/**
 * A net that reads several numbers at each time step and answers once, looked at by every view. The
 * reference reads the same numbers as rows of an embedding, one for each time step.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { floatOf } from '../lib/float-words.ts';
import { recordingsTable } from '../lib/recordings.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { Frame, ViewId, Wish } from '../protocol/views.ts';
import { voice } from '../tasks/voice/voice.ts';
import type { TaskData } from '../tasks/task.ts';
import { Evaluator } from '../training/evaluator.ts';
import { Net } from '../training/net.ts';
import { views } from '../views/index.ts';
import type { LiveNet } from '../views/view.ts';
import { checkAbsolute } from './close-to.ts';
import { runClassifier } from './reference/classifier.ts';
import type { Tensors } from './reference/matrix.ts';
import { randomParameters } from './reference/random-model.ts';
import { openTestCpu } from './test-cpu.ts';

/** Two to five frames of three numbers, eight of each class. */
const recorded = Array.from({ length: 16 }, (_, at) => ({
  label: at % 2 ? 'no' : 'yes',
  frames: Array.from({ length: 2 + (at % 4) }, (_, time) =>
    [1, 2, 3].map((part) => (7 * at + 5 * time * part) % 11),
  ),
}));
const sizes = { cell: 'lstm', numLayers: 2, hiddenSize: 5, outputSize: 2 };
const work = { signal: new AbortController().signal, onProgress: () => undefined };

let backend: Backend;
beforeAll(() => {
  backend = openTestCpu();
});
afterAll(() => {
  backend.destroy();
});

describe.each([
  { summary: 'last', directions: 'forward' },
  { summary: 'mean', directions: 'both' },
] as const)('an answer for a recording: $summary, $directions', ({ summary, directions }) => {
  let data: TaskData;
  let live: LiveNet;
  let parameters: Tensors;
  const both = directions === 'both';

  beforeAll(async () => {
    const settings: Settings = {
      ...defaultSettings(),
      ...{ task: 'voice', hiddenSize: 5, batchSize: 3, layers: 2, summary, directions },
    };
    data = await voice.open({ kind: 'paste', text: recordingsTable(recorded) }, settings, work);
    const { model, objective, unrolling } = data.model(settings);
    const reference = {
      ...sizes,
      vocabSize: 3,
      embeddingSize: 0,
      directions: both ? 2 : 1,
    } as const;
    parameters = randomParameters(reference, 3, 2);
    const initial = Object.entries(parameters).map(([name, values]) => ({
      ...{ name, shape: [], values: Float32Array.from(values) },
    }));
    const net = await Net.create(backend, {
      ...{ model, objective, optimizer: sgd, form: backend.form, seed: 1, initial },
    });
    const batches = data.batches(unrolling, 1);
    live = { net, data, pins: [], training: { batches, unrolling } };
  });
  afterAll(() => live.net.destroy());

  async function look<Id extends ViewId>(id: Id, wish: Wish<Id>): Promise<Frame<Id>> {
    const opened = await views[id].open(live, wish);
    if (!opened || !('next' in opened)) throw new Error(`nothing is measured by ${id}`);
    const frame = await opened.next(7);
    opened.destroy();
    return frame;
  }

  /** Of the first frames of a recording; all of them unless so many are said. */
  function expectedOf(name: string, steps?: number) {
    const { tokens, targets } = data.line(name);
    const numbers = Float64Array.from(tokens, floatOf).slice(0, steps && 3 * steps);
    const timeSteps = numbers.length / 3;
    const batch = {
      ...{ batchSize: 1, timeSteps, targets },
      tokens: Uint32Array.from({ length: timeSteps }, (_, time) => time),
    };
    const model = {
      ...{ ...sizes, vocabSize: timeSteps, embeddingSize: 3 },
      directions: both ? 2 : 1,
    } as const;
    const own = { ...parameters, 'embedding.weight': numbers };
    const pool = summary === 'last' ? 'ends' : 'mean';
    return runClassifier(model, own, batch, { pool, objective: 'softmax' });
  }

  it('has its loss in the gates, and its odds beside it', async () => {
    const { loss } = expectedOf('yes 7');
    const frame = await look('gates', { line: 'yes 7', layer: 2 });
    checkAbsolute({ name: 'loss', got: [frame.loss], expected: [loss] }, 2e-6);
    const { length } = data.line('yes 7').labels;
    expect([frame.tokens.length, frame.expected?.length]).toEqual([length, length]);
    expect(frame.traces[0].values).toHaveLength(length * 5);
    const { line } = await look('predictions', { line: 'yes 7' });
    const odds = line?.odds?.find(({ label }) => label === 'yes')?.probability ?? NaN;
    checkAbsolute({ name: 'odds', got: [odds], expected: [Math.exp(-loss)] }, 2e-6);
  });

  it('is what gradients of every time step and weight come from', async () => {
    const { gradients } = expectedOf('yes 7');
    const rows = gradients['embedding.weight'];
    const { gradients: shown } = await look('gradient', { line: 'yes 7', layer: 1, direction: 0 });
    const steps = rows.length / 3;
    const norms = Array.from({ length: steps }, (_, time) =>
      Math.hypot(...rows.subarray(3 * time, 3 * time + 3)),
    );
    const got = norms.map((_, time) => shown?.input[time * steps + steps - 1] ?? NaN);
    checkAbsolute({ name: 'by x', got, expected: norms }, 2e-6);
    for (const [name, row, column] of [
      ['rnn.weight_ih_l0', 6, 2],
      ['rnn.weight_hh_l1', 3, 1],
      ['head.weight', 1, 2],
    ] as const) {
      const wish = { line: 'yes 7', name, place: { row, column }, nudge: null };
      const { measured } = await look('weight', wish);
      const columns = live.net.model.specs.find((spec) => spec.name === name)?.shape[1] ?? 1;
      const expected = gradients[name][row * columns + column];
      const sum = measured?.check.summands.reduce((all, one) => all + one, 0) ?? NaN;
      const both = [measured?.check.gradient ?? NaN, sum];
      checkAbsolute({ name, got: both, expected: [expected, expected] }, 2e-6);
      expect([measured?.check.summands.length, measured?.agrees]).toEqual([steps, true]);
    }
  });

  it('is given to beginnings, as if there were no more', async () => {
    const { classes, scores, counted, line } = await look('early', { line: 'no 8' });
    expect([classes, counted]).toEqual([['no', 'yes'], 4]);
    expect(line?.read).toEqual(Array.from({ length: line?.timeSteps ?? 0 }, (_, at) => at + 1));
    line?.read.forEach((steps, at) => {
      const odds = Math.exp(-expectedOf('no 8', steps).loss);
      checkAbsolute({ name: `${steps}`, got: [line.odds[at][0]], expected: [odds] }, 2e-6);
    });
    const names = data.info.lines;
    scores.forEach(({ share, right }) => {
      const expected = names.filter((name) => {
        const steps = Math.max(1, Math.floor(share * data.line(name).labels.length));
        return expectedOf(name, steps).loss < Math.LN2;
      });
      expect(right).toBe(expected.length);
    });
    // nothing is chosen, and something that is none
    expect((await look('early', { line: '' })).line).toBeNull();
    const none = await look('early', { line: 'what' });
    expect(none.line).toMatchObject({ odds: [], skipped: ['what'] });
  });

  it('is what validation takes the mean of, whatever lengths stand side by side', async () => {
    const { unrolling } = live.training!;
    const heldOut = data.heldOut(unrolling);
    const evaluator = await Evaluator.create(live.net, unrolling, heldOut, {});
    await evaluator.compile();
    evaluator.begin(Infinity);
    while (!evaluator.isComplete) evaluator.runChunk();
    const { loss } = await evaluator.finish();
    evaluator.destroy();
    const losses = data.info.lines.map((name) => expectedOf(name).loss);
    const mean = losses.reduce((sum, one) => sum + one) / losses.length;
    checkAbsolute({ name: 'loss', got: [loss], expected: [mean] }, 2e-6);
  });

  it('stands in the data that are shown, a frame by the mean of its numbers', async () => {
    const { example, batch } = await look('data', { part: 'heldOut', index: 0 });
    const { labels } = data.line('yes 7');
    expect(example?.inputs.map((one) => one?.label)).toEqual(labels);
    expect(batch.tokens).toHaveLength(batch.timeSteps * batch.batchSize);
    const { read, answers } = await look('example-loss', { part: 'heldOut', index: 0 });
    expect(read).toEqual(labels);
    const { loss } = expectedOf('yes 7');
    checkAbsolute({ name: 'loss', got: [answers[0].loss], expected: [loss] }, 2e-6);
    const { layers } = await look('statistics', {});
    expect(layers).toHaveLength(both ? 4 : 2);
  });
});
