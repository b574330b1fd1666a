/** How far the losses of an answer reach back, over the bridge and into the source, against PyTorch. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { backends } from './backends.ts';
import { checkReach, recordedReaches } from './recorded-reach.ts';
import { closeTestEngine } from './test-engine.ts';

describe.each(backends)('the reach of an answer, on $name', ({ open }) => {
  let engine: Backend;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => {
    closeTestEngine(engine);
  });

  it.each(
    recordedReaches.map((reach) => {
      const { cell, directions, layer, direction, hasAttention } = reach;
      const walk = `layer ${layer + 1}, ${direction === 0 ? '→' : '←'} of ${directions}`;
      return [`${cell}, ${walk}, ${hasAttention ? 'attention' : 'no attention'}`, reach] as const;
    }),
  )('is what PyTorch computes: %s', (_, reach) => checkReach(engine, reach));
});
