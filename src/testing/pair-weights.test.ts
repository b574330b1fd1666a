/** What is read and nudged, from kernels that are tested elsewhere on every backend. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { checkPairWeights, weighedPairs } from './pair-weights.ts';
import { openTestCpu } from './test-cpu.ts';

let engine: Backend;
beforeAll(() => {
  engine = openTestCpu();
});
afterAll(() => {
  engine.destroy();
});

describe('a weight of an encoder and a decoder', () => {
  it.each(
    weighedPairs.map((pair) => [pair.hasAttention ? 'attention' : 'no attention', pair] as const),
  )('is used as it says, and its slope is the gradient: %s', (_, pair) =>
    checkPairWeights(engine, pair),
  );
});
