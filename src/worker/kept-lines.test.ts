/** A run on the column of a table that was kept: opened again, it goes on bit for bit. */
import { readSafetensors, writeSafetensors } from '../lib/safetensors.ts';
import { afterEach, describe, expect, it } from 'vitest';
import type { Settings } from '../config/settings.ts';
import { bytesOf, closeAll, listed, open, saved, stepTo, take } from '../testing/kept-runs.ts';
import { MemoryOrigin, MemoryStorage } from '../testing/memory-storage.ts';
import { cpuNet, WorkerSession } from '../testing/worker-session.ts';

afterEach(closeAll);

const settings: Settings = { ...cpuNet, task: 'lines', column: 'name', heldOut: 25 };
const table = `id,name\n${Array.from({ length: 24 }, (_, row) => `${row},N${row}a${row % 5}`).join('\n')}\n25\n`;

async function trained(steps: number) {
  const origin = new MemoryOrigin();
  const storage = new MemoryStorage(origin);
  const worker = await WorkerSession.open(settings, { storage, text: table });
  await stepTo(worker, steps);
  return { origin, worker, close: () => (storage.end(), worker.close()) };
}

describe('a run on the column of a table', () => {
  it('goes on as if it had never been away, kept or as a file', async () => {
    const whole = await trained(8);
    const losses = [...whole.worker.losses];
    const after = await whole.worker.parameters();
    whole.close();
    const first = await trained(6);
    const file = await saved(first.worker);
    first.close();
    for (const kind of ['kept', 'file']) {
      // a page that has another task open
      const { worker, end } = await open(first.origin);
      const [{ id }] = (await listed(worker)).runs;
      const loaded = await take(worker, kind === 'kept' ? { kept: id } : file);
      expect(loaded.settings).toMatchObject({ task: 'lines', column: 'name', heldOut: 25 });
      expect(loaded.text.rows).toMatchObject({ total: 24, train: 18, heldOut: 6 });
      await worker.step(2);
      expect(await worker.parameters()).toEqual(after);
      expect([...worker.losses].filter(([step]) => step > 6)).toEqual(losses.slice(6));
      end();
    }
  });

  it('keeps no states, since every line begins anew; those that pages once kept are not looked at', async () => {
    const whole = await trained(8);
    const losses = [...whole.worker.losses];
    whole.close();
    const first = await trained(6);
    const { tensors, metadata } = readSafetensors(await bytesOf(await saved(first.worker)));
    first.close();
    expect([...tensors.keys()].filter((name) => name.startsWith('states.'))).toEqual([]);
    const shape = [settings.batchSize, settings.hiddenSize];
    const values = new Float32Array(shape[0] * shape[1]).fill(0.5);
    for (const state of ['hidden', 'cell']) tensors.set(`states.${state}_l0`, { shape, values });
    const { worker, end } = await open(first.origin);
    await take(worker, new Blob([writeSafetensors({ tensors, metadata })]));
    await worker.step(2);
    expect([...worker.losses].filter(([step]) => step > 6)).toEqual(losses.slice(6));
    end();
  });
});
