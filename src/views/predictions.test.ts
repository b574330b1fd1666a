/** Answers on held-out sentences and on a line, beside those of the reference, one sentence at a time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { PredictedExample, PredictionsFrame } from '../protocol/predictions.ts';
import { backends } from '../testing/backends.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { checkAbsolute } from '../testing/close-to.ts';
import { randomParameters, uniformNumbers } from '../testing/reference/random-model.ts';
import { runForward } from '../testing/reference/sequence-model.ts';
import { pasteTagged, settingsOf } from '../testing/tagged-text.ts';
import { Net } from '../training/net.ts';
import { predictions } from './predictions.ts';
import type { Frames } from './view.ts';

const next = uniformNumbers(5);
const oneOf = (list: string) => list.split(' ')[Math.floor(next() * list.split(' ').length)];
const sentence = (length: number) =>
  Array.from({ length }, () => `${oneOf('a b c d e')}/${oneOf('O O B-PER')}`).join(' ');
const sentences = Array.from({ length: 24 }, (_, index) => sentence(2 + (index % 5)));

interface Case {
  text: string;
  line: string;
  labels: 'bio' | 'binary';
  lookAhead: string;
  hiddenSize: number;
}
const usual = { text: sentences.join('\n'), line: 'a d z b', labels: 'bio', lookAhead: 'all' };
const cases: Case[] = [
  { ...usual, hiddenSize: 6 } as Case,
  { ...usual, labels: 'binary', lookAhead: '0', hiddenSize: 5 } as Case,
  { ...usual, lookAhead: '2', hiddenSize: 4 } as Case,
];

describe.each(backends)('what a net answers, on $name', ({ open }) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await open();
  });
  afterAll(() => closeTestEngine(backend));

  async function look({ text, line, ...changes }: Case) {
    const settings = settingsOf({
      ...{ heldOut: 50, layers: 2, input: 'embedding', embeddingSize: 3, ...changes },
    });
    const data = await pasteTagged(text, settings);
    const { model, shape, objective } = data.model(settings);
    const { cell, layers: numLayers, hiddenSize, vocabSize, embeddingSize } = shape;
    const { directions, outputSize } = shape;
    const sizes = { cell: cell.id, numLayers, hiddenSize, embeddingSize, directions, outputSize };
    const parameters = randomParameters({ ...sizes, vocabSize }, 3, 2.5);
    const net = await Net.create(backend, {
      ...{ model, objective, optimizer: sgd, form: backend.form, seed: 1 },
      initial: Object.entries(parameters).map(([name, values]) => ({
        ...{ name, shape: [], values: Float32Array.from(values) },
      })),
    });
    /** With a row of zeros for the steps at which nothing is read. */
    const own = {
      ...parameters,
      'embedding.weight': Float64Array.from([
        ...parameters['embedding.weight'],
        ...new Array<number>(embeddingSize).fill(0),
      ]),
    };
    const expected = (words: readonly string[]) => {
      const { delay } = data.examples;
      const tokens = [
        ...data.inputs.encodeWords(words).tokens,
        ...new Array<number>(delay).fill(vocabSize),
      ];
      const { logits } = runForward({ ...sizes, vocabSize: vocabSize + 1 }, own, {
        ...{ batchSize: 1, timeSteps: tokens.length, tokens },
        targets: tokens.map(() => maskedTarget),
      });
      return words.map((_, at) => {
        const from = (at + delay) * (outputSize ?? 0);
        const given = [...logits.subarray(from, from + (outputSize ?? 0))];
        const row = outputSize === 1 ? [0, ...given] : given;
        const all = row.map((logit) => Math.exp(logit));
        const sum = all.reduce((a, b) => a + b);
        const likeliest = row.indexOf(Math.max(...row));
        return { label: data.targets.label(likeliest), probability: all[likeliest] / sum };
      });
    };
    const frames = (await predictions.open(
      { net, data, pins: [] },
      { line },
    )) as Frames<'predictions'>;
    const frame = await frames.next(7);
    frames.destroy();
    net.destroy();
    return { data, frame, expected };
  }

  type Looked = Awaited<ReturnType<typeof look>>;

  function checkAnswers(
    expected: Looked['expected'],
    { shown, given, probabilities }: Pick<PredictedExample, 'shown' | 'given' | 'probabilities'>,
  ) {
    const right = expected(shown);
    expect(given).toEqual(right.map(({ label }) => label));
    const got = [...probabilities];
    checkAbsolute(
      { name: 'probabilities', got, expected: right.map(({ probability }) => probability) },
      1e-5,
    );
  }

  it.each(cases)('is that of the reference: $labels, look-ahead $lookAhead', async (c) => {
    const { data, frame, expected } = await look(c);
    expect(frame).toMatchObject({ step: 7, counted: 12, total: 12 });
    expect(frame.examples).toHaveLength(12);
    for (const example of frame.examples) {
      const { shown, wanted } = data.examples.at('heldOut', example.index);
      expect([example.shown, example.wanted]).toEqual([shown, wanted]);
      expect(example.isRight).toBe(example.given.join() === wanted.join());
      checkAnswers(expected, example);
    }
    const firstRight = frame.examples.findIndex(({ isRight }) => isRight);
    if (firstRight >= 0) {
      expect(frame.examples.slice(firstRight).every(({ isRight }) => isRight)).toBe(true);
    }
    expect(frame.score).toEqual(data.examples.score(frame.examples));
    const line = frame.line as NonNullable<PredictionsFrame['line']>;
    expect(line).toMatchObject({ shown: ['a', 'd', 'z', 'b'], skipped: ['z'] });
    expect(line.wanted).toEqual([null, null, null, null]);
    checkAnswers(expected, line);
  });

  it('is told of the tags that are known of a line, and of a line alone', async () => {
    const { frame } = await look({ ...cases[2], text: 'a/O b/B-PER', line: 'a b' });
    expect(frame).toMatchObject({ counted: 0, total: 0, score: null, examples: [] });
    expect(frame.line?.wanted).toEqual(['O', 'B-PER']);
  });

  it('is counted over the first ones, a few at a time, where sentences are long', async () => {
    const text = [
      sentence(600),
      sentence(600),
      ...sentences,
      ...sentences.map((one) => `${one} a/O`),
    ];
    const c = { ...cases[0], text: text.join('\n'), hiddenSize: 256, line: '' };
    const { data, frame, expected } = await look(c);
    expect(frame.line).toBeNull();
    expect(frame.total).toBe(data.examples.counts.heldOut);
    // 600 steps of 2 layers, 2 directions, 4 gates, 256 units: one at a time, four times
    expect(frame.counted).toBe(4);
    expect(frame.examples.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3]);
    const short = frame.examples.filter(({ shown }) => shown.length < 20);
    for (const example of short) checkAnswers(expected, example);
    expect(short.length).toBeGreaterThan(1);
  });
});

it('is nothing where nothing is held out and nothing is typed', async () => {
  const data = await pasteTagged('a/O b/B-PER');
  const still = await predictions.open(
    { net: undefined as unknown as Net, data, pins: [] },
    { line: ' ' },
  );
  expect(still && 'frame' in still && still.frame(3)).toEqual({
    ...{ step: 3, counted: 0, total: 0, score: null, examples: [], line: null },
  });
});
