/** The engine's side of the protocol on the CPU, and runs that move between engines. */
import { afterEach, describe, expect, it } from 'vitest';
import { smallNet, WorkerSession } from '../testing/worker-session.ts';

let worker: WorkerSession;
afterEach(() => worker.close());

const onCpu = { ...smallNet, engine: 'cpu' };

describe('a session on the CPU', () => {
  it('trains, validates, shows gates and samples; the same seed gives the same losses', async () => {
    const losses = [];
    for (let run = 0; run < 2; run++) {
      worker = await WorkerSession.open(onCpu);
      const validated = worker.next('validation.result');
      const { characters } = await worker.look('gates', { line: 'to be', layer: 0 });
      expect(characters).toHaveLength(5);
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
    worker = await WorkerSession.open(onCpu);
    const step = await worker.trainTo(10);
    const before = await worker.parameters();
    const from = worker.messages.length;
    worker.cpus[0].work(() => {
      throw new Error('planted: a thread died');
    });
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

describe('a run that moves', () => {
  it('goes on where it was, with every weight, and leaves nothing behind', async () => {
    worker = await WorkerSession.open(onCpu);
    const bytes = await worker.liveBytes();
    const step = await worker.trainTo(10);
    const before = await worker.parameters();
    for (const engine of ['gpu', 'cpu']) {
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
