/** What is given up can be brought back; what was tuned stays tuned. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Tuning } from '../config/tuning.ts';
import { readCheckpoint } from '../keeping/checkpoint.ts';
import { writeSafetensors } from '../lib/safetensors.ts';
import {
  brief,
  bytesOf,
  closeAll,
  listed,
  open,
  rewind,
  saved,
  stepTo,
  take,
} from '../testing/kept-runs.ts';
import { MemoryOrigin } from '../testing/memory-storage.ts';
import { cpuNet } from '../testing/worker-session.ts';

afterEach(closeAll);

describe('a run that is given up', () => {
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
    const gru = { ...cpuNet, cell: 'gru' };
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

  it('starts from where it started, once it is back', async () => {
    const { worker } = await open(new MemoryOrigin());
    const seeded = await worker.parameters();
    await worker.trainTo(3);
    const trained = await worker.parameters();
    const { weights } = readCheckpoint(await bytesOf(await saved(worker)));
    const alone = writeSafetensors({ tensors: weights, metadata: new Map() });
    await take(worker, new Blob([alone]));
    await worker.trainTo(2);
    await rewind(worker);
    expect(await worker.parameters()).toEqual(trained);
    await take(worker, 'replaced');
    await rewind(worker);
    expect(await worker.parameters()).toEqual(trained);
    expect(trained).not.toEqual(seeded);
  });

  it('is its last good state where its engine is gone', async () => {
    const { worker } = await open(new MemoryOrigin());
    const step = await worker.trainTo(4);
    const before = await worker.parameters();
    const from = worker.messages.length;
    worker.lose('planted');
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
    await stepTo(worker, 4);
    worker.send({ type: 'training.tune', tuning: { learningRate: 3e38, clipNorm: 0 } });
    const failed = worker.next('failure');
    worker.send({ type: 'training.start' });
    expect((await failed).problem.code).toBe('not finite');
    const replaced = worker.next('run.replaced');
    await rewind(worker);
    expect((await replaced).what?.step).toBeLessThanOrEqual(4);
    await take(worker, 'replaced');
    const parameters = new Float32Array((await worker.parameters()).buffer);
    expect(parameters.every(Number.isFinite)).toBe(true);
    for (const { step } of (await listed(worker)).runs) expect(step).toBeLessThanOrEqual(4);
  });
});

describe('an undo of training that went wrong', () => {
  it('leads to the start where nothing was good, and can itself be undone', async () => {
    const { worker } = await open(new MemoryOrigin());
    await stepTo(worker, 1);
    const before = await worker.parameters();
    const replaced = worker.next('run.replaced');
    const undone = worker.next('training.undone');
    worker.send({ type: 'training.undo' });
    expect((await undone).step).toBe(0);
    expect((await replaced).what).toMatchObject({ step: 1 });
    expect(await worker.parameters()).not.toEqual(before);
    await take(worker, 'replaced');
    expect(await worker.parameters()).toEqual(before);
  });

  it('leads to the last good step, and what had been trained since comes back', async () => {
    const { worker } = await open(new MemoryOrigin());
    await stepTo(worker, 4);
    const before = await worker.parameters();
    const undone = worker.next('training.undone');
    worker.send({ type: 'training.undo' });
    expect((await undone).step).toBe(3);
    const loaded = await take(worker, 'replaced');
    expect(loaded.curves.losses.losses).toHaveLength(4);
    expect(loaded.settings.learningRate).toBe(cpuNet.learningRate);
    expect(await worker.parameters()).toEqual(before);
  });
});

describe('a run that began with weights from elsewhere', () => {
  it('is rewound to them after a reload too, and from its file', async () => {
    const origin = new MemoryOrigin();
    const first = await open(origin, { ...cpuNet, initialState: 'learned' });
    await first.worker.trainTo(3);
    const trained = await first.worker.parameters();
    const { weights } = readCheckpoint(await bytesOf(await saved(first.worker)));
    const alone = writeSafetensors({ tensors: weights, metadata: new Map() });
    const id = 5;
    const from = first.worker.messages.length;
    const settings = { ...cpuNet, initialState: 'learned' } as const;
    first.worker.send({ type: 'run.read', id, file: new Blob([alone]), settings });
    await first.worker.next('run.ready', undefined, from);
    first.worker.send({ type: 'run.take', id });
    await first.worker.next('run.loaded', undefined, from);
    await first.worker.trainTo(2);
    const file = await saved(first.worker);
    const here = (await listed(first.worker)).runs.find(({ use }) => use === 'here');
    first.end();

    const { worker } = await open(origin);
    for (const source of [{ kept: here?.id ?? '' }, file]) {
      await take(worker, source);
      expect(await worker.parameters()).not.toEqual(trained);
      await rewind(worker);
      expect(await worker.parameters()).toEqual(trained);
      // and so does what is trained from there
      await worker.trainTo(2);
      await take(worker, await saved(worker));
      await rewind(worker);
      expect(await worker.parameters()).toEqual(trained);
    }
  });
});

describe('tuned settings', () => {
  const tuning: Partial<Tuning> = {
    // an undo halves it, also below what can be chosen
    learningRate: 0.00000125,
    clipNorm: 3,
    weightDecay: 0.02,
    schedule: 'cosine',
    momentum: 0,
  };

  it('survive saving, loading, a reload, an undo, a lost engine', async () => {
    const origin = new MemoryOrigin();
    const first = await open(origin);
    first.worker.send({ type: 'training.tune', tuning });
    await first.worker.trainTo(3);
    expect((await listed(first.worker)).runs[0].settings).toMatchObject(tuning);
    // also what is tuned while it stands still
    tuning.momentum = 0.7;
    const kept = first.worker.next('runs.listed', ({ kept: { runs } }) =>
      runs.some(({ settings }) => settings.momentum === 0.7),
    );
    first.worker.send({ type: 'training.tune', tuning: { momentum: 0.7 } });
    await kept;
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
    worker.lose('planted');
    await worker.status('waiting', from);
    worker.clock.advance(2000);
    await worker.next('run.recovered', undefined, from);
    await expectTuned();
  });
});
