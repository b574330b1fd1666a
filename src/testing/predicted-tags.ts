/** What a net answers on held-out sentences and on a line, beside the reference, one sentence at a time. */
import { expect } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import type { Settings } from '../config/settings.ts';
import { EntityCounts, LabelCounts } from '../data/scores/tagging-score.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { PredictedExample, PredictionsFrame } from '../protocol/predictions.ts';
import type { TaggedData } from '../tasks/tagging/tagged-data.ts';
import { type Evaluation, Evaluator } from '../training/evaluator.ts';
import { Net } from '../training/net.ts';
import { predictions } from '../views/predictions.ts';
import type { Frames } from '../views/view.ts';
import { checkAbsolute } from './close-to.ts';
import { randomParameters, uniformNumbers } from './reference/random-model.ts';
import { runForward } from './reference/sequence-model.ts';
import { pasteTagged, settingsOf } from './tagged-text.ts';

const next = uniformNumbers(5);
const oneOf = (list: string) => list.split(' ')[Math.floor(next() * list.split(' ').length)];
export const sentence = (length: number) =>
  Array.from({ length }, () => `${oneOf('a b c d e')}/${oneOf('O O B-PER')}`).join(' ');
export const sentences = Array.from({ length: 24 }, (_, index) => sentence(2 + (index % 5)));

export interface PredictedCase {
  text: string;
  line: string;
  labels: Settings['labels'];
  lookAhead: Settings['lookAhead'];
  hiddenSize: number;
}
const usual: Omit<PredictedCase, 'hiddenSize'> = {
  text: sentences.join('\n'),
  line: 'a d z b',
  labels: 'bio',
  lookAhead: 'all',
};
export const predictedCases: PredictedCase[] = [
  { ...usual, hiddenSize: 6 },
  { ...usual, labels: 'binary', lookAhead: '0', hiddenSize: 5 },
  { ...usual, lookAhead: '2', hiddenSize: 4 },
];

/** @param isMeasured a validation follows, on the same net */
export async function lookAtAnswers(
  backend: Backend,
  { text, line, ...changes }: PredictedCase,
  isMeasured = false,
) {
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
  const evaluation = isMeasured ? await measure(net, data) : undefined;
  net.destroy();
  return { data, frame, expected, evaluation };
}

/** Fewer at a time than there are: the last batch is not full. */
const batchSize = 5;

/** A validation of all that is held out. */
async function measure(net: Net, data: TaggedData): Promise<Evaluation> {
  const { timeSteps } = data.examples;
  const unrolling = { timeSteps, batchSize, strategy: 'stepwise', hasLengths: true } as const;
  const { metrics } = data;
  const evaluator = await Evaluator.create(net, unrolling, data.heldOut(unrolling), { metrics });
  await evaluator.compile();
  evaluator.begin(Infinity);
  while (!evaluator.isComplete) evaluator.runChunk();
  const evaluation = await evaluator.finish();
  evaluator.destroy();
  return evaluation;
}

/** What a validation counts is what the answers on the sentences themselves are worth. */
function checkMeasured({ data, frame, evaluation }: Looked): void {
  const { targets } = data;
  const names = Array.from({ length: targets.size }, (_, id) => targets.label(id));
  const ids = (labels: readonly string[]) => labels.map((label) => names.indexOf(label));
  const entities = new EntityCounts();
  const labels = new LabelCounts(names.length);
  for (const { index, given } of frame.examples) {
    const { wanted } = data.examples.at('heldOut', index);
    entities.add(wanted, given);
    labels.add(ids(wanted), ids(given));
  }
  const isBinary = names.includes('1');
  const { f1, precision, recall } = isBinary ? labels.of(1) : entities.score;
  expect(Object.values(evaluation?.metrics ?? {})).toEqual([f1, precision, recall]);
  expect(evaluation?.labels).toEqual(
    names.map((label, id) => {
      const { correct, found, gold, f1: own } = labels.of(id);
      return { label, correct, found, gold, f1: own };
    }),
  );
  const words = frame.examples.reduce((sum, { wanted }) => sum + wanted.length, 0);
  expect(evaluation).toMatchObject({ tokens: words, total: words });
}

type Looked = Awaited<ReturnType<typeof lookAtAnswers>>;

/** Labels and probabilities. */
export function checkAnswers(
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

/** Every answer of a frame, their order, and their score. */
export async function checkPredictions(backend: Backend, c: PredictedCase): Promise<void> {
  const looked = await lookAtAnswers(backend, c, true);
  const { data, frame, expected } = looked;
  checkMeasured(looked);
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
  const line = frame.line as NonNullable<PredictionsFrame['line']>;
  expect(line).toMatchObject({ shown: ['a', 'd', 'z', 'b'], skipped: ['z'] });
  expect(line.wanted).toEqual([null, null, null, null]);
  checkAnswers(expected, line);
}
