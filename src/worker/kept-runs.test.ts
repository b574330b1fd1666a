/** Nothing that was trained is lost: several runs, several tabs, one budget. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  brief,
  closeAll,
  listed,
  open,
  refusal,
  rewind,
  saved,
  stepTo,
  take,
} from '../testing/kept-runs.ts';
import type { KeptRuns } from '../protocol/kept-run.ts';
import { MemoryOrigin } from '../testing/memory-storage.ts';

afterEach(closeAll);

describe('kept runs', () => {
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
    const from = worker.messages.length;
    const { curves } = await take(worker, { kept: runs[0].id });
    // which is said unasked
    const isOpen = ({ runs: now }: KeptRuns) =>
      now.find(({ id }) => id === runs[0].id)?.use === 'here';
    const { kept } = await worker.next('runs.listed', (message) => isOpen(message.kept), from);
    expect(brief(kept)).toEqual([
      [1, null],
      [step, 'here'],
    ]);
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
    const { problem } = await worker.next('runs.refused');
    expect(problem).toMatchObject({ code: 'used elsewhere', values: { step, cell: 'lstm' } });
    expect((await listed(worker)).runs).toMatchObject([{ id: run.id }]);

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
    expect(runs.find(({ use }) => use === 'here')).toMatchObject({ id: run, step });
    expect(runs).toHaveLength(2);
  });

  it('go within a budget, and it is said which', async () => {
    const origin = new MemoryOrigin();
    const { worker } = await open(origin);
    // each is kept once: what it takes is the same each time
    await stepTo(worker, 1);
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
    await stepTo(worker, 1);
    const from = worker.messages.length;
    await rewind(worker);
    await stepTo(worker, 1);
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
    expect((await listed(worker)).runs[0].step).toBe(1);
  });
});
