/** What the settings that nobody chose come to on first names: as low as PyTorch, and new names. */
import { afterAll, describe, expect, it } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { Novelty } from '../data/scores/novelty.ts';
import { openFirstNames } from './lines-run.ts';
import { recordedNames } from './recorded-lines.ts';
import { someOf } from './thorough.ts';

const backend = new WasmBackend({});
afterAll(() => backend.destroy());

describe('first names, with the settings that nobody chose', () => {
  it.each(someOf(recordedNames))(
    'are learned as PyTorch learns them, and new ones come of it: seed $seed',
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
