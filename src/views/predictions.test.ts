/** Answers on held-out sentences and on a line. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { backends } from '../testing/backends.ts';
import {
  checkAnswers,
  checkPredictions,
  lookAtAnswers,
  predictedCases,
  sentence,
  sentences,
} from '../testing/predicted-tags.ts';
import { pasteTagged } from '../testing/tagged-text.ts';
import { openTestCpu } from '../testing/test-cpu.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import type { Net } from '../training/net.ts';
import { predictions } from './predictions.ts';

describe.each(backends)('what a net answers, on $name', ({ open }) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await open();
  });
  afterAll(() => closeTestEngine(backend));

  it.each(predictedCases)('is that of the reference: $labels, look-ahead $lookAhead', (c) =>
    checkPredictions(backend, c),
  );

  it('is told of the tags that are known of a line, and of a line alone', async () => {
    const { frame } = await lookAtAnswers(backend, {
      ...predictedCases[2],
      text: 'a/O b/B-PER',
      line: 'a b',
    });
    expect(frame).toMatchObject({ counted: 0, total: 0, examples: [] });
    expect(frame.line?.wanted).toEqual(['O', 'B-PER']);
  });
});

it('answers are counted over the first ones, a few at a time, where sentences are long', async () => {
  const backend = openTestCpu();
  const text = [
    sentence(600),
    sentence(600),
    ...sentences,
    ...sentences.map((one) => `${one} a/O`),
  ];
  const c = { ...predictedCases[0], text: text.join('\n'), hiddenSize: 256, line: '' };
  const { data, frame, expected } = await lookAtAnswers(backend, c);
  expect(frame.line).toBeNull();
  expect(frame.total).toBe(data.examples.counts.heldOut);
  // 600 steps of 2 layers, 2 directions, 4 gates, 256 units: one at a time, four times
  expect(frame.counted).toBe(4);
  expect(frame.examples.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3]);
  const short = frame.examples.filter(({ shown }) => shown.length < 20);
  for (const example of short) checkAnswers(expected, example);
  expect(short.length).toBeGreaterThan(1);
  closeTestEngine(backend);
});

it('there is nothing to say where nothing is held out and nothing is typed', async () => {
  const data = await pasteTagged('a/O b/B-PER');
  const still = await predictions.open(
    { net: undefined as unknown as Net, data, pins: [] },
    { line: ' ' },
  );
  expect(still && 'frame' in still && still.frame(3)).toEqual({
    ...{ step: 3, counted: 0, total: 0, examples: [], line: null },
  });
});
