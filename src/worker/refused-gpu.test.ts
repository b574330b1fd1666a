import { afterEach, describe, expect, it } from 'vitest';
import { requestTestGpu } from '../testing/node-gpu.ts';
import { smallNet, WorkerSession } from '../testing/worker-session.ts';

let worker: WorkerSession;
afterEach(() => worker.close());

describe('a GPU that is refused', () => {
  for (const engine of ['auto', 'gpu'] as const) {
    it(`leaves the work to the CPU, engine ${engine}`, async () => {
      worker = await WorkerSession.create({ gpu: await requestTestGpu() });
      worker.faults.refusals = 1;
      worker.send({ type: 'engine.start', engine });
      const ready = await worker.next('engine.ready', undefined, 0);
      expect(ready).toMatchObject({ engine: { kind: 'cpu' }, problem: null });
      const reason = { code: 'no adapter', values: {} };
      expect(ready.noGpu).toEqual({ isSoftware: false, reason });
      await worker.openText('to be or not to be. '.repeat(60), smallNet);
      const info = await worker.build({ ...smallNet, engine });
      expect(info.kernels).toBe('cpu');
      await worker.trainTo(3);
    });
  }
});

/** It trains, on the CPU, and the page knows why. */
async function expectOnCpu(reason: string): Promise<void> {
  await worker.openText('to be or not to be. '.repeat(60), smallNet);
  expect((await worker.build(smallNet)).kernels).toBe('cpu');
  await worker.trainTo(3);
  const told = worker.messages.findLast(
    ({ type }) => type === 'engine.ready' || type === 'engine.changed',
  );
  expect(told).toMatchObject({ engine: { kind: 'cpu' }, noGpu: { isSoftware: false, reason } });
}

describe('a GPU that is lost in its first moments', { timeout: 60_000 }, () => {
  it('leaves the work to the CPU where it is lost at birth, and again', async () => {
    worker = await WorkerSession.create({ gpu: await requestTestGpu() });
    worker.faults.stillborn = 2;
    worker.send({ type: 'engine.start', engine: 'gpu' });
    await worker.next('engine.ready', undefined, 0);
    await expectOnCpu('planted: lost at birth');
    worker.clock.advance(125_000);
    await worker.until(() => worker.faults.adapters === 2);
    await worker.until(() => true);
    expect((await worker.build(smallNet)).kernels).toBe('cpu');
  });

  it('leaves the work to the CPU where it is lost during the self-test', async () => {
    worker = await WorkerSession.create({ gpu: await requestTestGpu() });
    worker.send({ type: 'engine.start', engine: 'gpu' });
    await worker.next('engine.ready', undefined, 0);
    worker.faults.loseAtSubmit = worker.faults.counts.submits + 1;
    await expectOnCpu('planted: the driver reset');
  });
});
