/** Nothing that was trained is lost: the worker with storage, tabs and undo, in Node. */
import { afterEach, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../keeping/checkpoint.ts';
import { MemoryOrigin, MemoryStorage } from '../testing/memory-storage.ts';
import { smallNet, WorkerSession } from '../testing/worker-session.ts';
import type { KeptRun, KeptRuns, PageMessage } from './protocol.ts';

const workers: WorkerSession[] = [];
afterEach(() => {
  for (const worker of workers.splice(0)) worker.close();
});

async function open(origin: MemoryOrigin, settings = smallNet) {
  const storage = new MemoryStorage(origin);
  const worker = await WorkerSession.open(settings, storage);
  workers.push(worker);
  return { worker, end: () => storage.end() };
}

/** The list, asked for once all that was under way is done. */
async function listed(worker: WorkerSession): Promise<KeptRuns> {
  await worker.until(() => true);
  const answer = worker.next('runs.listed');
  worker.send({ type: 'runs.list' });
  return (await answer).kept;
}

const brief = ({ runs }: KeptRuns) => runs.map(({ step, use }: KeptRun) => [step, use]);

type Source = Extract<PageMessage, { type: 'run.read' }>['file'];

let lastId = 10;
async function take(worker: WorkerSession, file: Source) {
  const id = ++lastId;
  const from = worker.messages.length;
  worker.send({ type: 'run.read', id, file, settings: smallNet });
  await worker.next('run.ready', (ready) => ready.id === id, from);
  worker.send({ type: 'run.take', id });
  return worker.next('run.loaded', undefined, from);
}

async function refusal(worker: WorkerSession, file: Source) {
  const from = worker.messages.length;
  worker.send({ type: 'run.read', id: ++lastId, file, settings: smallNet });
  return worker.next('run.refused', undefined, from);
}

async function rewind(worker: WorkerSession): Promise<void> {
  const from = worker.messages.length;
  worker.send({ type: 'training.rewind' });
  await worker.next('training.progress', ({ progress }) => progress.state === 'idle', from);
}

async function saved(worker: WorkerSession) {
  const answer = worker.next('run.saved');
  worker.send({ type: 'run.save' });
  return new Blob([(await answer).bytes]);
}

describe('kept runs', { timeout: 120_000 }, () => {
  it('stand side by side: a step in a fresh page overwrites nothing', async () => {
    const origin = new MemoryOrigin();
    const first = await open(origin);
    const step = await first.worker.trainTo(6);
    const before = await first.worker.parameters();
    expect(brief(await listed(first.worker))).toEqual([[step, 'here']]);
    first.end();

    const { worker } = await open(origin);
    const { runs } = await listed(worker);
    expect(runs).toMatchObject([{ step, use: null, cell: 'lstm', title: 'Pasted text' }]);
    worker.send({ type: 'training.step' });
    await worker.next('run.kept', (kept) => kept.step === 1);
    expect(brief(await listed(worker))).toEqual([
      [1, 'here'],
      [step, null],
    ]);
    // and it goes on under its own id
    const { curves } = await take(worker, { kept: runs[0].id });
    expect(curves.losses.losses).toHaveLength(step);
    expect(await worker.parameters()).toEqual(before);
    const next = await worker.trainTo(step + 2);
    const after = await listed(worker);
    expect(after.runs.map((run) => [run.id === runs[0].id, run.step, run.use])).toEqual([
      [true, next, 'here'],
      [false, 1, null],
    ]);
  });

  it('belong to one tab each; another one may copy them and keeps its own beside', async () => {
    const origin = new MemoryOrigin();
    const first = await open(origin);
    const step = await first.worker.trainTo(4);
    const second = await open(origin);
    const { worker } = second;
    const [run] = (await listed(worker)).runs;
    expect(run).toMatchObject({ step, use: 'elsewhere' });

    worker.send({ type: 'runs.delete', ids: [run.id] });
    const refused = await worker.next('runs.listed', ({ kept }) => kept.problem !== null);
    expect(refused.kept).toMatchObject({
      runs: [{ id: run.id }],
      problem: { code: 'used elsewhere', values: { step, cell: 'lstm' } },
    });

    const copied = worker.next('run.kept');
    await take(worker, { kept: run.id });
    expect((await copied).run).not.toBe(run.id);
    const further = await worker.trainTo(step + 2);
    expect(brief(await listed(worker))).toEqual([
      [further, 'here'],
      [step, 'elsewhere'],
    ]);
    // the other tab hears of it unasked
    const heard = await first.worker.next(
      'runs.listed',
      ({ kept }) => kept.runs.at(0)?.step === further,
      0,
    );
    expect(brief(heard.kept)).toEqual([
      [further, 'elsewhere'],
      [step, 'here'],
    ]);

    // once the first one is gone, its run is free, and that too is heard unasked
    const free = worker.next('runs.listed', ({ kept }) => kept.runs.at(-1)?.use === null);
    first.end();
    await free;
    worker.send({ type: 'runs.delete', ids: [run.id] });
    await worker.next('runs.listed', ({ kept }) => kept.runs.length === 1);
    expect(await refusal(worker, { kept: run.id })).toMatchObject({ problem: { code: 'gone' } });
  });

  it('are named, and keep their names; deleted while it trains, a run is kept anew', async () => {
    const origin = new MemoryOrigin();
    const { worker } = await open(origin);
    await worker.trainTo(3);
    const [run] = (await listed(worker)).runs;
    worker.send({ type: 'runs.rename', id: run.id, name: 'my first' });
    await worker.next('runs.listed', ({ kept }) => kept.runs.at(0)?.name === 'my first');
    const step = await worker.trainTo(5);
    expect((await listed(worker)).runs).toMatchObject([{ name: 'my first', step }]);
    const curves = worker.next('runs.curves');
    worker.send({ type: 'runs.curves', id: 7, run: run.id });
    const { losses, problem } = await curves;
    expect([losses?.losses.length, problem]).toEqual([step, null]);
    expect([...(losses?.losses ?? [])]).toEqual(
      Array.from({ length: step }, (_, at) => worker.losses.get(at + 1)),
    );

    worker.send({ type: 'runs.delete', ids: [run.id] });
    await worker.next('runs.listed', ({ kept }) => kept.runs.length === 0);
    const next = await worker.trainTo(step + 2);
    const [anew] = (await listed(worker)).runs;
    expect(anew).toMatchObject({ name: '', step: next, use: 'here' });
    expect(anew.id).not.toBe(run.id);
  });

  it('hold what was loaded from a file, at once', async () => {
    const origin = new MemoryOrigin();
    const { worker } = await open(origin);
    const step = await worker.trainTo(4);
    const file = await saved(worker);
    await worker.trainTo(8);
    const kept = worker.next('run.kept', (message) => message.step === step);
    await take(worker, file);
    const { run } = await kept;
    const { runs } = await listed(worker);
    expect(runs[0]).toMatchObject({ id: run, step, use: 'here' });
    expect(runs).toHaveLength(2);
  });

  it('go within a budget, and it is said which', async () => {
    const origin = new MemoryOrigin();
    const { worker } = await open(origin);
    await worker.trainTo(2);
    const { usedBytes, budgetBytes } = await listed(worker);
    expect(budgetBytes).toBe(500e6);
    origin.quotaBytes = 1e9;
    expect((await listed(worker)).budgetBytes).toBe(1e8);
    worker.send({ type: 'runs.budget', bytes: Math.round(3.5 * usedBytes) });
    await worker.next(
      'runs.listed',
      ({ kept }) => kept.budgetBytes === Math.round(3.5 * usedBytes),
    );
    await rewind(worker);
    const dropped = worker.next('runs.dropped');
    await worker.trainTo(3);
    const from = worker.messages.length;
    await rewind(worker);
    await worker.trainTo(4);
    expect((await dropped).runs).toMatchObject([{ name: '', cell: 'lstm' }]);
    worker.send({ type: 'runs.budget', bytes: 10 });
    const unkept = worker.next('run.unkept', undefined, from);
    worker.send({ type: 'training.start' });
    await worker.reached(8);
    worker.send({ type: 'training.pause' });
    expect((await unkept).problem).toMatchObject({
      code: 'over budget',
      values: { budgetBytes: 10 },
    });
    expect((await listed(worker)).runs[0].step).toBeGreaterThan(2);
  });
});

describe('a run that is given up', { timeout: 120_000 }, () => {
  it('is brought back by an undo exactly as it was, under its own id', async () => {
    const { worker } = await open(new MemoryOrigin());
    worker.send({ type: 'training.tune', tuning: { learningRate: 0.003, clipNorm: 2 } });
    const step = await worker.trainTo(6);
    const before = await worker.parameters();
    const state = readCheckpoint(await bytesOf(await saved(worker)));
    const straight = await worker.trainTo(12);
    expect(straight).toBeGreaterThan(step);
    const expected = await worker.parameters();
    const losses = worker.losses;
    const [{ id }] = (await listed(worker)).runs;

    const replaced = worker.next('run.replaced');
    await rewind(worker);
    expect((await replaced).what).toEqual({
      name: '',
      title: 'Pasted text',
      cell: 'lstm',
      step: straight,
    });
    worker.send({ type: 'training.step' });
    await worker.next('run.kept', (kept) => kept.step === 1);
    expect(brief(await listed(worker))).toEqual([
      [1, 'here'],
      [straight, null],
    ]);
    const loaded = await take(worker, 'replaced');
    expect(loaded.settings).toMatchObject({ learningRate: 0.003, clipNorm: 2 });
    expect(loaded.curves.losses.losses).toEqual(
      Float32Array.from({ length: straight }, (_, at) => losses.get(at + 1) as number),
    );
    expect(await worker.parameters()).toEqual(expected);
    const { runs } = await listed(worker);
    expect(runs.find((run) => run.use === 'here')?.id).toBe(id);

    // the other one was given up for it, so that the undo can be undone
    expect((await take(worker, 'replaced')).curves.losses.losses).toHaveLength(1);
    await take(worker, 'replaced');
    // and from an earlier state the rest is trained again as it was
    await take(worker, await saved(worker));
    expect(readCheckpoint(await bytesOf(await saved(worker))).moments).not.toEqual(state.moments);
    await worker.trainTo(straight + 2);
    expect(before).not.toEqual(expected);
  });

  it('comes back without any storage, after another net, another text and another run', async () => {
    const origin = new MemoryOrigin();
    origin.refusal = new DOMException('not in a private window', 'SecurityError');
    const { worker } = await open(origin);
    const problem = { code: 'no storage', values: { reason: 'not in a private window' } };
    expect(await listed(worker)).toMatchObject({ runs: [], problem });
    const unkept = worker.next('run.unkept');
    worker.send({ type: 'training.start' });
    await worker.reached(5);
    worker.send({ type: 'training.pause' });
    expect((await unkept).problem).toEqual(problem);
    await worker.until(() => true);
    const before = await worker.parameters();
    const file = await saved(worker);

    const otherText = 'a rose is a rose is a rose. '.repeat(80);
    const gru = { ...smallNet, cell: 'gru' };
    await worker.openText(otherText, gru);
    const built = worker.next('net.ready');
    worker.send({ type: 'net.build', settings: gru });
    await built;
    const { text } = await take(worker, 'replaced');
    expect(text.preview).toMatch(/^to be or not/);
    expect(await worker.parameters()).toEqual(before);

    worker.send({ type: 'training.step' });
    await worker.next('training.progress', ({ progress }) => progress.state === 'paused');
    const further = await worker.parameters();
    await take(worker, file);
    expect(await worker.parameters()).toEqual(before);
    await take(worker, 'replaced');
    expect(await worker.parameters()).toEqual(further);
    await take(worker, 'replaced');
    expect(await worker.parameters()).toEqual(before);
  });

  it('is its last good state where its GPU is gone', async () => {
    const { worker } = await open(new MemoryOrigin());
    const step = await worker.trainTo(4);
    const before = await worker.parameters();
    const from = worker.messages.length;
    worker.faults.lose('planted');
    await worker.status('waiting', from);
    worker.send({ type: 'training.rewind' });
    expect((await worker.next('run.replaced', undefined, from)).what?.step).toBe(step);
    worker.clock.advance(2000);
    await worker.status('running', from);
    await take(worker, 'replaced');
    expect(await worker.parameters()).toEqual(before);
  });

  it('is not what stopped on numbers that are none, but the good state before', async () => {
    const { worker } = await open(new MemoryOrigin());
    const step = await worker.trainTo(4);
    worker.send({ type: 'training.step' });
    await worker.next('run.kept', (kept) => kept.step === step + 1);
    const file = await saved(worker);
    const values = readCheckpoint(await bytesOf(file));
    worker.send({ type: 'training.tune', tuning: { learningRate: 1e38, clipNorm: 0 } });
    const failed = worker.next('failure');
    worker.send({ type: 'training.start' });
    const { message } = await failed;
    expect(message).toMatch(/^training: for five steps/);
    const replaced = worker.next('run.replaced');
    await rewind(worker);
    const back = (await replaced).what?.step ?? Infinity;
    expect(back).toBeLessThanOrEqual(step + 1);
    await take(worker, 'replaced');
    const parameters = await worker.parameters();
    expect(new Float32Array(parameters.buffer).every(Number.isFinite)).toBe(true);
    expect(values.record?.step).toBe(step + 1);
    for (const { step: kept } of (await listed(worker)).runs) {
      expect(kept).toBeLessThanOrEqual(step + 1);
    }
  });
});

describe('tuned settings', { timeout: 120_000 }, () => {
  const tuning = { learningRate: 0.0123, clipNorm: 3, weightDecay: 0.02, schedule: 'cosine' };

  it('survive saving, loading, a reload, an undo, a lost GPU', async () => {
    const origin = new MemoryOrigin();
    const first = await open(origin);
    first.worker.send({ type: 'training.tune', tuning });
    await first.worker.trainTo(3);
    expect((await listed(first.worker)).runs[0].settings).toMatchObject(tuning);
    const file = await saved(first.worker);
    first.end();

    const { worker } = await open(origin);
    const expectTuned = async () => {
      const { record } = readCheckpoint(await bytesOf(await saved(worker)));
      expect(record?.settings).toMatchObject(tuning);
    };
    const [run] = (await listed(worker)).runs;
    expect((await take(worker, { kept: run.id })).settings).toMatchObject(tuning);
    await expectTuned();
    await rewind(worker);
    expect((await take(worker, 'replaced')).settings).toMatchObject(tuning);
    await expectTuned();
    expect((await take(worker, file)).settings).toMatchObject(tuning);
    const from = worker.messages.length;
    worker.faults.lose('planted');
    await worker.status('waiting', from);
    worker.clock.advance(2000);
    await worker.next('run.recovered', undefined, from);
    await expectTuned();
  });
});

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}
