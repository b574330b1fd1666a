/** How soon taggers learn at the defaults of their task, by look-ahead and seed. */
import { WasmBackend } from '../../src/backend/wasm/wasm-backend.ts';
import { type Settings, settingsTable } from '../../src/config/settings.ts';
import { TaggerRun } from '../../src/testing/tagger-run.ts';

export interface TaggingRow {
  labels: Settings['labels'];
  lookAhead: Settings['lookAhead'];
  seed: number;
  step: number;
  /** On held-out sentences: of entities, or of words where labels are 0 and 1. */
  f1: number;
  /** The best that any reader can have. */
  bound: number;
  /** Spent on training. */
  seconds: number;
}

const seeds = [1, 2, 3];

/** @param onRow called after each of these counts of steps */
export async function measureTagging(
  steps: readonly number[],
  onRow: (row: TaggingRow) => void,
): Promise<void> {
  const backend = new WasmBackend();
  for (const labels of ['bio', 'binary'] as const) {
    for (const { value: lookAhead } of settingsTable.lookAhead.choices) {
      for (const seed of seeds) {
        const run = await TaggerRun.start(backend, { labels, lookAhead, seed });
        let seconds = 0;
        for (const step of steps) {
          const start = performance.now();
          await run.trainTo(step);
          seconds += (performance.now() - start) / 1000;
          const f1 = await run.f1();
          onRow({ labels, lookAhead, seed, step, f1, bound: run.bound, seconds });
        }
        run.close();
      }
    }
  }
}
