/** A run that was opened is as safe as one that was trained here, from its first moment on. */
import { afterEach, describe, expect, it } from 'vitest';
import { brief, closeAll, listed, open, rewind, stepTo, take } from '../testing/kept-runs.ts';
import { MemoryOrigin, MemoryStorage } from '../testing/memory-storage.ts';
import { cpuNet } from '../testing/worker-session.ts';

afterEach(closeAll);

/** A run that an earlier page kept, in a page that has just been opened. */
async function reopen(steps: number) {
  const origin = new MemoryOrigin();
  const first = await open(origin);
  await stepTo(first.worker, steps);
  const before = await first.worker.parameters();
  first.end();
  const { worker } = await open(origin);
  const [{ id }] = (await listed(worker)).runs;
  return { origin, worker, before, id };
}

describe('a run that was opened', () => {
  it('is there again when its engine is lost before it was trained on', async () => {
    const { worker, before, id } = await reopen(4);
    await take(worker, { kept: id });
    const from = worker.messages.length;
    worker.lose('planted');
    expect((await worker.status('waiting', from)).step).toBe(4);
    worker.clock.advance(2000);
    expect((await worker.next('run.recovered', undefined, from)).step).toBe(4);
    expect(await worker.parameters()).toEqual(before);
    worker.send({ type: 'training.step' });
    await worker.next('run.kept', (kept) => kept.step === 5);
    expect(brief(await listed(worker))).toEqual([[5, 'here']]);
  });

  it('is where an undo leads, also when its first steps went wrong', async () => {
    const { worker, before, id } = await reopen(4);
    await take(worker, { kept: id });
    worker.send({ type: 'training.tune', tuning: { learningRate: 3e38, clipNorm: 0 } });
    await worker.step(1);
    worker.send({ type: 'training.undo' });
    expect((await worker.next('training.undone')).step).toBe(4);
    expect(await worker.parameters()).toEqual(before);
    const failed = worker.next('failure', ({ kind }) => kind === 'numbers');
    worker.send({ type: 'training.start' });
    expect(await failed).toMatchObject({ undoStep: 4 });
    // what is rewound is that, too
    const replaced = worker.next('run.replaced');
    await rewind(worker);
    expect((await replaced).what?.step).toBe(4);
  });

  it('is a copy where another tab trained it on after it was read', async () => {
    const { origin, worker, before, id } = await reopen(4);
    const read = worker.next('run.ready');
    worker.send({ type: 'run.read', id: 1, file: { kept: id }, settings: cpuNet });
    await read;
    const other = await open(origin);
    await take(other.worker, { kept: id });
    const further = await other.worker.trainTo(6);
    other.end();
    const loaded = worker.next('run.loaded');
    worker.send({ type: 'run.take', id: 1 });
    await loaded;
    expect(await worker.parameters()).toEqual(before);
    await worker.next('run.kept', ({ step }) => step === 4, 0);
    expect(brief(await listed(worker))).toEqual([
      [4, 'here'],
      [further, null],
    ]);
  });

  it('is kept anew where it was deleted after it was read', async () => {
    const { origin, worker, id } = await reopen(4);
    const read = worker.next('run.ready');
    worker.send({ type: 'run.read', id: 1, file: { kept: id }, settings: cpuNet });
    await read;
    const other = await open(origin);
    other.worker.send({ type: 'runs.delete', ids: [id] });
    await other.worker.next('runs.listed', ({ kept }) => kept.runs.length === 0);
    const kept = worker.next('run.kept');
    worker.send({ type: 'run.take', id: 1 });
    expect((await kept).step).toBe(4);
    expect(brief(await listed(worker))).toEqual([[4, 'here']]);
  });

  it('leaves nothing of a net that came while it was waiting for the disk', async () => {
    const { origin, worker, id } = await reopen(2);
    const bytes = await worker.liveBytes();
    await worker.trainTo(3);
    const read = worker.next('run.ready');
    worker.send({ type: 'run.read', id: 1, file: { kept: id }, settings: cpuNet });
    await read;
    let release = () => undefined as void;
    const disk = new MemoryStorage(origin).locks.alone(
      'unrolled kept runs',
      () => new Promise<void>((resolve) => (release = resolve)),
    );
    const from = worker.messages.length;
    worker.send({ type: 'run.take', id: 1 });
    await worker.next('run.replaced', undefined, from);
    worker.send({ type: 'net.build', settings: cpuNet });
    await worker.next('net.ready', undefined, from);
    release();
    await disk;
    // what was asked for last stays
    await worker.quiet();
    expect(worker.messages.slice(from).map(({ type }) => type)).not.toContain('run.loaded');
    expect(await worker.liveBytes()).toBe(bytes);
  });
});
