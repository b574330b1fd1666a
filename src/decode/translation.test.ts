/** What a beam writes is what a plain beam search and a search through everything find. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { backends } from '../testing/backends.ts';
import { closeTestEngine } from '../testing/test-engine.ts';
import { beamCase, checkTranslation, tiedCase } from '../testing/translation-check.ts';

const pair = { layers: 1, directions: 2, hiddenSize: 5, batchSize: 1, hasLengths: true } as const;
const plain = { ...pair, cell: 'gru', layers: 2, embeddingSize: 0, hasAttention: false };

let engine: Backend;

describe.each(backends)('a beam on $name', (backend) => {
  beforeAll(async () => {
    engine = await backend.open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  it.each([
    beamCase,
    { ...beamCase, seed: 2, timeSteps: 5, beams: 1 },
    { ...beamCase, timeSteps: 1, beams: 8 },
    { ...plain, sourceSteps: 3, seed: 3, timeSteps: 5, beams: 4 },
    tiedCase,
  ])('finds what a plain beam search finds: $cell, $beams beams', async (c) => {
    await checkTranslation(engine, c);
  });

  it('finds the likeliest of all where it is wide enough for every beginning', async () => {
    const sizes = { seed: 4, timeSteps: 3, beams: 186 };
    await checkTranslation(engine, { ...beamCase, ...sizes, isExhaustive: true });
  });
});
