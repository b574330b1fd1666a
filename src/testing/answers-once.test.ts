/** A net that answers once for a whole text, looked at by every view. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { Frame, ViewId, Wish } from '../protocol/views.ts';
import { praise } from '../tasks/praise/praise.ts';
import type { TaskData } from '../tasks/task.ts';
import { Evaluator } from '../training/evaluator.ts';
import { Net } from '../training/net.ts';
import { Trainer } from '../training/trainer.ts';
import { views } from '../views/index.ts';
import type { LiveNet } from '../views/view.ts';
import { checkAbsolute } from './close-to.ts';
import type { Tensors } from './reference/matrix.ts';
import { runClassifier } from './reference/classifier.ts';
import { randomParameters } from './reference/random-model.ts';
import { openTestCpu } from './test-cpu.ts';

const rows = 'abcde fghij klmno pqrst acegi bdfhj bead dice fade hide jade lime'.split(' ');
const texts = [...rows, ...rows.map((row) => [...row].reverse().join(''))];
/** By the first and the last character: two classes, or three. */
const table = (classes: number) =>
  texts
    .map((text) => `c${(text.charCodeAt(0) + text.charCodeAt(text.length - 1)) % classes},${text}`)
    .join('\n');
/** Every character once, so that each column of weights is that of one time step. */
const line = 'acegi';

interface Case {
  classes: 2 | 3;
  summary: 'last' | 'mean';
  directions: 'forward' | 'both';
}
const cases: Case[] = [
  { classes: 2, summary: 'last', directions: 'forward' },
  { classes: 3, summary: 'last', directions: 'both' },
  { classes: 2, summary: 'mean', directions: 'both' },
  { classes: 3, summary: 'mean', directions: 'forward' },
];

let backend: Backend;
beforeAll(() => {
  backend = openTestCpu();
});
afterAll(() => {
  backend.destroy();
});

interface Looked {
  live: LiveNet;
  data: TaskData;
  look<Id extends ViewId>(id: Id, wish: Wish<Id>): Promise<Frame<Id>>;
  /** Of the line: its loss, and the gradient of every weight. */
  expected: { loss: number; gradients: Tensors };
}

async function openCase(c: Case): Promise<Looked> {
  const settings: Settings = {
    ...defaultSettings(),
    ...{ task: 'praise', hiddenSize: 5, batchSize: 6, layers: 2, heldOut: 40 },
    ...{ input: 'embedding', embeddingSize: 3, reads: 'character' },
    ...{ summary: c.summary, directions: c.directions },
  };
  const work = { signal: new AbortController().signal, onProgress: () => undefined };
  const data = await praise.open({ kind: 'paste', text: table(c.classes) }, settings, work);
  const { model, shape, objective, unrolling } = data.model(settings);
  const { hiddenSize, embeddingSize, vocabSize, outputSize, directions } = shape;
  const sizes = { hiddenSize, embeddingSize, vocabSize, outputSize, directions };
  const reference = { cell: 'lstm', numLayers: 2, ...sizes };
  const parameters = randomParameters(reference, 3, 2);
  const initial = Object.entries(parameters).map(([name, values]) => ({
    ...{ name, shape: [], values: Float32Array.from(values) },
  }));
  const net = await Net.create(backend, {
    ...{ model, objective, optimizer: sgd, form: backend.form, seed: 1, initial },
  });
  const batches = data.batches(unrolling, 1);
  const live = { net, data, pins: [], training: { batches, unrolling } };
  const { tokens, targets } = data.line(line);
  const batch = { batchSize: 1, timeSteps: tokens.length, tokens, targets };
  const pool = c.summary === 'last' ? 'ends' : 'mean';
  const expected = runClassifier(reference, parameters, batch, {
    pool,
    objective: objective.id as 'softmax' | 'sigmoid',
  });
  return {
    ...{ live, data, expected },
    async look(id, wish) {
      const opened = await views[id].open(live, wish);
      if (!opened || !('next' in opened)) throw new Error(`nothing is measured by ${id}`);
      const frame = await opened.next(7);
      opened.destroy();
      return frame;
    },
  };
}

const sizeOf = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));

describe.each(cases)('an answer for a whole text: $classes classes, $summary, $directions', (c) => {
  let one: Looked;
  beforeAll(async () => {
    one = await openCase(c);
  });
  afterAll(() => one.live.net.destroy());

  it('stands behind the last time step in the gates, with its loss', async () => {
    const frame = await one.look('gates', { line, layer: 2 });
    expect(frame.tokens).toEqual([...line]);
    expect(frame.expected?.slice(0, -1)).toEqual([null, null, null, null]);
    const last = frame.expected?.at(-1);
    expect(last?.target).toMatch(/^c\d$/);
    checkAbsolute({ name: 'loss', got: [frame.loss], expected: [one.expected.loss] }, 2e-6);
    const odds = Math.exp(-one.expected.loss);
    checkAbsolute({ name: 'target', got: [last?.targetProbability ?? -1], expected: [odds] }, 2e-6);
  });

  it('costs −log ŷ of the right class once, whatever is read', async () => {
    const { data, live } = one;
    const wish = { part: 'heldOut', index: 1 } as const;
    const frame = await one.look('example-loss', wish);
    const { labels } = data.line(frame.read.join(''));
    expect(frame).toMatchObject({ ...wish, step: 7, source: null, read: labels });
    expect(frame.answers).toHaveLength(1);
    const [{ wanted, loss, odds }] = frame.answers;
    expect(wanted).toBe(data.examples?.at('heldOut', 1).wanted[0]);
    expect(odds.map(({ label }) => label)).toEqual(
      Array.from({ length: c.classes }, (_, id) => data.targets.label(id)),
    );
    expect(odds.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
    const own = odds.find(({ label }) => label === wanted)?.probability ?? NaN;
    checkAbsolute({ name: 'loss', got: [loss], expected: [-Math.log(own)] }, 1e-6);
    expect(frame.kind).toBe(live.net.objective.id);
    // beyond the last one, that one
    const last = await one.look('example-loss', { part: 'heldOut', index: 1e6 });
    expect(last.index).toBe(frame.counts.heldOut - 1);
  });

  it('is given to held-out texts, wrong ones first, and to a line with all classes', async () => {
    const { data } = one;
    const frame = await one.look('predictions', { line });
    expect(frame.counted).toBe(data.examples?.counts.heldOut);
    for (const { index, shown, wanted, given, probabilities, isRight } of frame.examples) {
      expect({ shown, wanted }).toEqual(data.examples?.at('heldOut', index));
      expect([given.length, probabilities.length]).toEqual([1, 1]);
      expect(isRight).toBe(given[0] === wanted[0]);
    }
    const firstRight = frame.examples.findIndex(({ isRight }) => isRight);
    expect(frame.examples.slice(firstRight).every(({ isRight }) => isRight)).toBe(true);
    const { line: typed } = frame;
    expect(typed?.odds).toHaveLength(c.classes);
    expect(typed?.odds?.[0]).toEqual({
      label: typed?.given[0],
      probability: typed?.probabilities[0],
    });
    const own = typed?.odds?.find(({ label }) => label === typed.wanted[0]);
    const odds = Math.exp(-one.expected.loss);
    checkAbsolute({ name: 'odds', got: [own?.probability ?? -1], expected: [odds] }, 2e-6);
    expect(typed?.odds?.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
  });

  it('is what every gradient through time comes from, where the walk ends', async () => {
    const { tokens } = one.data.line(line);
    const table = one.expected.gradients['embedding.weight'];
    for (const direction of c.directions === 'both' ? ([0, 1] as const) : ([0] as const)) {
      const { gradients, isOnce } = await one.look('gradient', { line, layer: 1, direction });
      expect(isOnce).toBe(true);
      const steps = tokens.length;
      const answer = direction === 0 ? steps - 1 : 0;
      // of each time step that of the row of its token, which is read nowhere else
      const expected = Array.from(tokens, (token) =>
        sizeOf(table.subarray(token * 3, (token + 1) * 3)),
      );
      const got = expected.map((_, k) => gradients?.input[k * steps + answer] ?? NaN);
      checkAbsolute({ name: `by x, ${direction}`, got, expected }, 2e-6);
      const others = Array.from(gradients?.state ?? [], (norm, at) =>
        at % steps === answer ? 0 : norm,
      );
      expect(Math.max(...others)).toBe(0);
      expect(
        Math.min(...(gradients?.state.filter((_, at) => at % steps === answer) ?? [])),
      ).toBeGreaterThan(0);
    }
  });

  it('is what the gradient of a weight is checked by, time step by time step', async () => {
    for (const [name, row, column] of [
      ['head.weight', 0, 2],
      ['head.weight', 0, c.directions === 'both' ? 7 : 4],
      ['head.bias', 0, 0],
      ['rnn.weight_hh_l1', 3, 1],
      ['rnn.weight_ih_l0', 6, 2],
    ] as const) {
      const place = { row, column };
      const { measured } = await one.look('weight', { line, name, place, nudge: null });
      if (!measured) throw new Error(`nothing is measured of ${name}`);
      const { check, agrees } = measured;
      expect(agrees, name).toBe(true);
      const columns = one.live.net.model.specs.find((spec) => spec.name === name)?.shape[1] ?? 1;
      const expected = one.expected.gradients[name][row * columns + column];
      const sum = check.summands.reduce((all, summand) => all + summand, 0);
      checkAbsolute({ name, got: [check.gradient, sum], expected: [expected, expected] }, 2e-6);
      expect(check.summands).toHaveLength(line.length);
    }
  });

  it('is one target in the data that are shown', async () => {
    const frame = await one.look('data', { part: 'train', index: 0 });
    expect(frame.example?.targets).toHaveLength(1);
    expect(frame.batch.targets).toHaveLength(frame.batch.batchSize);
    expect(frame.batch.targetLabels.map(({ label }) => label).join()).toMatch(/^(c\d,?)+$/);
  });

  it('leaves gates to be counted, and the beginning to tasks that draw', async () => {
    const frame = await one.look('statistics', {});
    expect(frame.layers).toHaveLength(c.directions === 'both' ? 4 : 2);
    expect(await views.first.open(one.live, {})).toBeNull();
  });

  it('is counted by text in a validation', async () => {
    const { net, training, data } = one.live;
    const { unrolling, batches } = training ?? {};
    if (!unrolling || !batches) throw new Error('nothing is trained');
    const trainer = await Trainer.create(net, unrolling, batches, tuningOf(defaultSettings()));
    const heldOut = data.heldOut(unrolling);
    const evaluator = await Evaluator.create(net, unrolling, heldOut, { metrics: data.metrics });
    await evaluator.compile();
    evaluator.begin(Infinity);
    while (!evaluator.isComplete) evaluator.runChunk();
    const { tokens: characters, total, metrics, labels } = await evaluator.finish();
    const frame = await one.look('predictions', { line: '' });
    const right = frame.examples.filter(({ isRight }) => isRight).length;
    expect([characters, total]).toEqual([frame.total, frame.total]);
    expect(metrics?.accuracy).toBeCloseTo(right / frame.total, 12);
    expect(labels?.reduce((sum, { correct }) => sum + correct, 0)).toBe(right);
    labels?.forEach(({ correct, gold, given = [] }, at) => {
      expect([given[at], given.reduce((sum, count) => sum + count, 0)]).toEqual([correct, gold]);
    });
    trainer.run(1);
    const losses = await trainer.readLosses();
    expect(losses?.losses.every(Number.isFinite)).toBe(true);
    evaluator.destroy();
    trainer.destroy();
  });
});
