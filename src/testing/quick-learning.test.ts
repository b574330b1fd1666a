/** What tasks learn in seconds; `npm run learn` measures what they learn in minutes. */
import { expect, it } from 'vitest';
import { TaskRun } from './task-run.ts';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';

it('praise is told from complaint far better than by a bag of words', async () => {
  const backend = new WasmBackend();
  const run = await TaskRun.start(backend, 'praise', { hiddenSize: 24, heldOut: 4 });
  const [{ value: rival }] = run.bounds;
  await run.trainTo(400);
  const { metrics } = await run.measure();
  expect(metrics?.accuracy).toBeGreaterThan(0.9);
  expect(metrics?.accuracy).toBeGreaterThan(rival + 0.15);
  run.close();
  backend.destroy();
});
