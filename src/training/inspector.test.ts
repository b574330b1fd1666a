/**
 * What the gates view reads is what the reference computes: every value, of every cell, layer and
 * direction.
 */
import { stretch } from '../data/sequences.ts';
import { softmax } from '../model/objective.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { cells } from '../cells/index.ts';
import { backends } from '../testing/backends.ts';
import { checkReadings, lineTokens, openReading } from '../testing/read-line.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { predictions } from './predictions.ts';

const oneDirection = { layers: 2, directions: 1, hiddenSize: 6, embeddingSize: 0 } as const;

let engine: Backend;

describe.each(backends)('the inspector on $name', (backend) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  it.each(cells.map(({ id }) => id))('reads %s', async (cell) => {
    const { inspector, expected, vocabSize, close } = await openReading(engine, {
      cell,
      ...oneDirection,
    });
    try {
      const [reading] = await inspector.run([1]);
      for (const { values } of reading.starts) expect(values).toEqual(new Float32Array(6));
      const odds = predictions(reading.logits!, softmax, vocabSize, stretch(lineTokens).targets);
      odds.forEach(({ token, probability, targetProbability }, time) => {
        const logits = expected.logits.subarray(time * vocabSize, (time + 1) * vocabSize);
        const sum = logits.reduce((subtotal, logit) => subtotal + Math.exp(logit), 0);
        expect(logits[token]).toBe(Math.max(...logits));
        expect(probability).toBeCloseTo(Math.exp(logits[token]) / sum, 5);
        const target = Math.exp(-expected.losses[time]);
        if (time === lineTokens.length - 1) expect(targetProbability).toBeNull();
        else expect(targetProbability).toBeCloseTo(target, 5);
      });
    } finally {
      close();
    }
  });

  const both = { ...oneDirection, directions: 2 } as const;
  const sizes = [
    oneDirection,
    { ...both, layers: 1, hiddenSize: 5 },
    { ...both, embeddingSize: 3 },
    { ...both, layers: 3, hiddenSize: 9 },
    { ...both, layers: 3, hiddenSize: 5, learnsInitialState: true },
  ];
  it.each(cells.flatMap(({ id }) => sizes.map((size) => ({ cell: id, ...size }))))(
    'reads every layer in every direction: %o',
    async (c) => {
      await checkReadings(engine, c);
    },
  );
});
