import { afterEach, describe, expect, it } from 'vitest';
import { smallNet, WorkerSession } from '../testing/worker-session.ts';

let worker: WorkerSession;
afterEach(() => worker.close());

describe('a GPU that is refused', () => {
  for (const engine of ['auto', 'gpu']) {
    it(`leaves the work to the CPU, engine ${engine}`, async () => {
      worker = await WorkerSession.create();
      worker.faults.refusals = 1;
      worker.send({ type: 'engine.start', engine });
      const ready = await worker.next('engine.ready', undefined, 0);
      expect(ready).toMatchObject({ engine: { kind: 'cpu' }, problem: null });
      expect(ready.noGpu).toEqual({ isSoftware: false, reason: 'the browser gave no GPU adapter' });
      await worker.openText('to be or not to be. '.repeat(60), smallNet);
      const info = await worker.build({ ...smallNet, engine });
      expect(info.kernels).toBe('cpu');
      await worker.trainTo(3);
    });
  }
});
