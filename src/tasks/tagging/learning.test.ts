/** At the defaults, whatever the seed: found by reading from both ends, and to the bound from the left. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WasmBackend } from '../../backend/wasm/wasm-backend.ts';
import type { Settings } from '../../config/settings.ts';
import { TaggerRun } from '../../testing/tagger-run.ts';
import { isThorough, someOf } from '../../testing/thorough.ts';

let backend: WasmBackend;
beforeAll(() => {
  backend = new WasmBackend();
});
afterAll(() => backend.destroy());

async function trained(lookAhead: Settings['lookAhead'], seed: number, steps: number) {
  const run = await TaggerRun.start(backend, { lookAhead, seed });
  await run.trainTo(steps);
  const f1 = await run.f1();
  run.close();
  return { f1, bound: run.bound };
}

describe('a tagger at the defaults of its task', () => {
  // where the page trains one (e2e/tagging.spec.ts) that is enough
  it.each(isThorough ? [1, 2, 3] : [])(
    'finds names that it never saw, reading from both ends: seed %i',
    async (seed) => {
      expect((await trained('all', seed, 250)).f1).toBeGreaterThan(0.95);
    },
  );

  it.each(someOf([1, 2, 3]))(
    'comes to what can be known from the left, and not beyond: seed %i',
    async (seed) => {
      const { f1, bound } = await trained('0', seed, 400);
      expect(bound).toBeCloseTo(0.801, 3);
      expect(Math.abs(f1 - bound)).toBeLessThan(0.02);
    },
  );
});
