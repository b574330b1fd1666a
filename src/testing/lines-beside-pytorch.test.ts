/** Names as sequences: the page's own net, data and masks, step by step beside PyTorch in float64. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { Novelty } from '../data/scores/novelty.ts';
import { backends } from './backends.ts';
import { checkAbsolute } from './close-to.ts';
import { openFirstNames } from './lines-run.ts';
import { recordedNames } from './recorded-lines.ts';
import { closeTestEngine } from './test-engine.ts';
import { isThorough } from './thorough.ts';

describe.each(backends)('first names on $name', (target) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await target.open();
  });
  afterAll(() => {
    closeTestEngine(backend);
  });

  it('are learned along the loss curve of PyTorch', async () => {
    const [{ seed, sizes, losses }] = recordedNames;
    const run = await openFirstNames(backend, seed);
    const { rows } = run.data.info;
    const { timeSteps } = run.unrolling;
    const vocabSize = run.data.inputs.size;
    expect({ train: rows?.train, heldOut: rows?.heldOut, timeSteps, vocabSize }).toEqual(sizes);
    const got = await run.train(losses.length);
    run.close();
    expect(losses.length).toBe(50);
    checkAbsolute({ name: 'losses', got, expected: losses }, 1e-5 * losses[0]);
  });

  // some thousand steps, of which the first stand above
  it.each(isThorough && target.name === 'the CPU' ? recordedNames : [])(
    'are learned as low as by PyTorch, and new ones come of it: seed $seed',
    async ({ seed, steps, heldOutLoss }) => {
      const run = await openFirstNames(backend, seed);
      await run.train(steps);
      expect(Math.abs((await run.heldOutLoss()) - heldOutLoss)).toBeLessThan(0.05);
      // what would go on for ever is cut at twice the longest: it would be seen
      const longest = run.unrolling.timeSteps - 1;
      const names = await run.names(1000, 2 * longest);
      run.close();
      const novelty = new Novelty(run.data.sequences?.known ?? new Set());
      for (const name of names) novelty.add(name);
      const { drawn, isNew, inList } = novelty.counts;
      expect(drawn).toBe(1000);
      expect(isNew).toBeGreaterThanOrEqual(600);
      expect(inList).toBeGreaterThan(50);
      const lengths = names.map((name) => Array.from(name).length);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(1.5 * longest);
    },
  );
});
