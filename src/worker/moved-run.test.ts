/** Runs that move between the GPU and the CPU. */
import { afterEach, describe, expect, it } from 'vitest';
import { GpuSession } from '../testing/gpu-session.ts';
import { cpuNet, type WorkerSession } from '../testing/worker-session.ts';

let worker: WorkerSession;
afterEach(() => worker.close());

describe('a run that moves', () => {
  it('goes on where it was, with every weight, and leaves nothing behind', async () => {
    worker = await GpuSession.open(cpuNet);
    const bytes = await worker.liveBytes();
    const step = await worker.trainTo(10);
    const before = await worker.parameters();
    for (const engine of ['gpu', 'cpu'] as const) {
      const recovered = worker.next('run.recovered');
      const changed = worker.next('engine.changed');
      worker.send({ type: 'engine.choose', engine });
      expect((await changed).engine?.kind).toBe(engine);
      expect((await recovered).step).toBe(step);
      expect(await worker.parameters()).toEqual(before);
    }
    await worker.until(() => worker.cpus[0].entries().length > 0);
    expect(worker.cpus).toHaveLength(1);
    expect(bytes).toBeGreaterThan(0);
    const from = worker.messages.length;
    worker.send({ type: 'training.start' });
    await worker.reached(step + 3, from);
    const recovered = worker.next('run.recovered', undefined, from);
    worker.send({ type: 'engine.choose', engine: 'gpu' });
    const { step: moved } = await recovered;
    await worker.reached(moved + 3, from);
  });
});
