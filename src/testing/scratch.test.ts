import { it } from 'vitest';
import { TaskRun } from './task-run.ts';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
it('x', async () => {
  const backend = new WasmBackend();
  for (const seed of [1, 2]) {
  const start = performance.now();
  const run = await TaskRun.start(backend, 'is-name', { seed });
  console.log('open', (performance.now() - start) / 1000, JSON.stringify(run.bounds), JSON.stringify(run.data.info.rows), run.data.inputs.size, run.data.info.preview.slice(0, 200), run.data.info.heldOutPreview.slice(0, 200), run.settings.cell, run.settings.learningRate);
  for (const s of [0, 50, 100, 200, 400]) {
    await run.trainTo(s);
    const { loss, metrics } = await run.measure();
    console.log(s, loss, JSON.stringify(metrics), (performance.now() - start) / 1000);
  }
  run.close();
  }
  backend.destroy();
}, 600000);
