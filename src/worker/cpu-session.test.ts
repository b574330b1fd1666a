/** The engine's side of the protocol on the CPU. */
import { afterEach, describe, expect, it } from 'vitest';
import { cpuNet, WorkerSession } from '../testing/worker-session.ts';

let worker: WorkerSession;
afterEach(() => worker.close());

describe('a session on the CPU', () => {
  it('trains, validates, shows gates and samples; the same seed gives the same losses', async () => {
    const losses = [];
    for (let run = 0; run < 2; run++) {
      worker = await WorkerSession.open(cpuNet);
      const validated = worker.next('validation.result');
      const { tokens } = await worker.look('gates', { line: 'to be', layer: 0 });
      expect(tokens).toHaveLength(5);
      await worker.trainTo(10);
      expect((await validated).result.loss).toBeGreaterThan(0);
      const ended = worker.next('sample.ended');
      const wish = { prompt: 'to', temperature: 1, topK: 0, length: 20, seed: 1 };
      worker.send({ type: 'sample.draw', ...wish });
      expect((await ended).reason).toBe('complete');
      losses.push([...worker.losses].slice(0, 10));
      expect(worker.problems).toEqual([]);
      if (run === 0) worker.close();
    }
    expect(losses[1]).toEqual(losses[0]);
  });

  it('goes on from its latest state when a thread died', async () => {
    worker = await WorkerSession.open(cpuNet);
    const step = await worker.trainTo(10);
    const before = await worker.parameters();
    const from = worker.messages.length;
    worker.lose('planted: a thread died');
    const { kind, status } = await worker.status('waiting', from);
    expect({ kind, status }).toMatchObject({
      kind: 'cpu',
      status: { trouble: 'lost', cause: 'planted: a thread died', waitMs: 2000 },
    });
    worker.clock.advance(2000);
    expect((await worker.next('run.recovered', undefined, from)).step).toBe(step);
    expect(await worker.parameters()).toEqual(before);
    await worker.trainTo(step + 3);
    expect(worker.cpus).toHaveLength(2);
  });
});
