/** Nothing that was trained is lost: the worker with storage, tabs and undo, in Node. */
import { afterEach, describe, expect, it } from 'vitest';
import { MemoryStorage } from '../testing/memory-storage.ts';
import { smallNet, WorkerSession } from '../testing/worker-session.ts';

const workers: WorkerSession[] = [];
afterEach(() => {
  for (const worker of workers.splice(0)) worker.close();
});

async function open(storage = new MemoryStorage(), settings = smallNet): Promise<WorkerSession> {
  const worker = await WorkerSession.open(settings, storage);
  workers.push(worker);
  return worker;
}

describe('a run that is given up', { timeout: 300_000 }, () => {
  it('is brought back by an undo exactly as it was, under its own id', async () => {
    const worker = await open();
    const step = await worker.trainTo(6);
    const before = await worker.parameters();
    const replaced = worker.next('run.replaced');
    worker.send({ type: 'training.rewind' });
    expect((await replaced).what).toMatchObject({ step, cell: 'lstm', title: 'Pasted text' });
    await worker.next('training.progress', ({ progress }) => progress.state === 'idle', 0);
    const ready = worker.next('run.ready');
    worker.send({ type: 'run.read', id: 1, file: 'replaced', settings: smallNet });
    await ready;
    const loaded = worker.next('run.loaded');
    worker.send({ type: 'run.take', id: 1 });
    expect((await loaded).curves.losses.losses).toHaveLength(step);
    expect(await worker.parameters()).toEqual(before);
  });
});
