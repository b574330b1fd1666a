import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { cells } from '../cells/index.ts';
import type { Settings } from '../config/settings.ts';
import { openBook } from '../tasks/language-model/language-model.ts';
import { History } from '../training/history.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { closeTestEngine } from '../testing/close-engine.ts';
import { cpuNet, WorkerSession } from '../testing/worker-session.ts';
import { DivergenceJob } from './divergence-job.ts';
import { buildNet, destroyNet } from '../net/net-builder.ts';
import type { WorkerMessage } from '../protocol/messages.ts';
import type { Divergence } from '../protocol/training.ts';

const text = 'to be or not to be, that is the question. '.repeat(60);
/** Without decay, which at this rate would put every weight back to zero. */
const wild = { learningRate: 10, clipNorm: 0, weightDecay: 0 };

describe('a run that has diverged', { timeout: 300_000 }, () => {
  let worker: WorkerSession;
  afterEach(() => worker.close());

  /** Stuck gates may be told before. */
  const told = (from = 0) =>
    worker.next('training.diverged', ({ divergence }) => divergence?.code === 'loss', from);
  const settled = async (from: number) => {
    worker.send({ type: 'training.pause' });
    await worker.next('training.progress', ({ progress }) => progress.state === 'paused', from);
  };
  const ofType = <Type extends WorkerMessage['type']>(type: Type, from = 0) =>
    worker.messages
      .slice(from)
      .filter(
        (message): message is Extract<WorkerMessage, { type: Type }> => message.type === type,
      );

  it('is told, trains on, is not kept, and leads back to before it at half the rate', async () => {
    worker = await WorkerSession.open(cpuNet);
    const step = await worker.trainTo(10);
    const before = await worker.parameters();
    const from = worker.messages.length;
    worker.send({ type: 'training.tune', tuning: wild });
    worker.send({ type: 'training.start' });
    const { divergence, undoStep } = await told(from);
    expect(undoStep).toBe(step);
    expect(divergence).toMatchObject({ code: 'loss', isChance: true });
    const { loss, reference, since } = divergence as Extract<Divergence, { code: 'loss' }>;
    expect(reference).toBeCloseTo(Math.log(15), 6);
    expect(loss).toBeGreaterThan(reference);
    expect(since).toBeGreaterThan(step);

    // as long as it is so
    await worker.reached(step + 700, from);
    worker.send({ type: 'page.background', inBackground: true, background: 'train' });
    await settled(worker.messages.length);
    // once where it stood still and was tuned, and never after it went wrong
    for (const kept of ofType('run.kept', from)) expect(kept.step).toBeLessThan(since);
    expect(ofType('failure', from)).toEqual([]);

    const undone = worker.next('training.undone');
    worker.send({ type: 'training.undo' });
    expect(await undone).toMatchObject({ step, learningRate: 5 });
    expect(await worker.parameters()).toEqual(before);
  });

  it('from the first step on leads back to the start', async () => {
    worker = await WorkerSession.open({ ...cpuNet, ...wild });
    const from = worker.messages.length;
    worker.send({ type: 'training.start' });
    expect((await told(from)).undoStep).toBe(0);
    const undone = worker.next('training.undone');
    worker.send({ type: 'training.undo' });
    expect(await undone).toMatchObject({ step: 0, learningRate: 5 });
  });

  it('is told again of the same run when a thread has died', async () => {
    worker = await WorkerSession.open({ ...cpuNet, ...wild });
    worker.send({ type: 'training.start' });
    await told();
    await settled(worker.messages.length);
    // a copy, to go on from
    const saved = worker.next('run.saved');
    worker.send({ type: 'run.save' });
    await saved;
    worker.send({ type: 'training.start' });
    const from = worker.messages.length;
    worker.lose('planted');
    await worker.status('waiting', from);
    worker.clock.advance(2000);
    await worker.next('run.recovered', undefined, from);
    expect((await told(from)).divergence?.code).toBe('loss');
  });
});

describe('what is told of a net', { timeout: 300_000 }, () => {
  const engine = new WasmBackend({ checksIndices: true });
  afterAll(() => closeTestEngine(engine));

  async function build(settings: Settings) {
    const { signal } = new AbortController();
    const opened = await openBook({ kind: 'paste', text }, settings, {
      signal,
      onProgress: () => undefined,
    });
    return buildNet(engine, settings, opened, signal, () => undefined);
  }

  /** What is told of a net of two layers after a hundred steps, with this bias in its last layer. */
  async function toldOf(cell: string, bias: number | undefined, layers = 2) {
    const settings: Settings = { ...cpuNet, cell, layers, learningRate: 1e-5 };
    const clock = new ManualClock();
    const built = await build(settings);
    const messages: (Divergence | null)[] = [];
    const history = new History();
    const job = new DivergenceJob(built, history, clock, (one) => messages.push(one));
    const look = async () => {
      while (!job.isDue(true)) await new Promise((resolve) => setTimeout(resolve, 1));
      job.submit((done) => done(0));
      await job.close();
    };
    try {
      const weights = await built.net.readParameters();
      const of = (name: string) => name.includes(`_l${layers - 1}`) && name.includes('bias_ih');
      if (bias !== undefined) {
        const planted = weights.map((one) =>
          of(one.name) ? { ...one, values: one.values.map(() => bias) } : one,
        );
        built.net.write(planted, []);
      }
      job.prepare();
      built.trainer.run(1);
      expect(job.isDue(true)).toBe(false);
      for (let steps = 0; steps < 10; steps++) built.trainer.run(10);
      await look();
      const isSound = job.isSound;
      built.net.write(weights, []);
      for (let steps = 0; steps < 10; steps++) built.trainer.run(10);
      // neither the steps nor the time alone
      expect(job.isDue(true)).toBe(false);
      clock.advance(5000);
      await look();
      return { messages, isSound, isSoundAfter: job.isSound };
    } finally {
      destroyNet(built);
    }
  }

  it('is each change once: diverged, well again; from its history too', async () => {
    const built = await build(cpuNet);
    const messages: (Divergence['code'] | null)[] = [];
    const tell = (one: Divergence | null) => messages.push(one?.code ?? null);
    const history = new History();
    const job = new DivergenceJob(built, history, new ManualClock(), tell);
    const read = (steps: number, loss: number) => {
      const losses = new Float32Array(steps).fill(loss);
      const run = { firstStep: history.steps + 1, losses, norms: losses };
      history.append(run);
      job.read(run);
    };
    try {
      read(100, 2.5);
      read(100, 2);
      expect([messages, job.isSound, job.fits(2.1)]).toEqual([[null], true, true]);
      read(10, 40);
      expect([messages, job.isSound, job.fits(40)]).toEqual([[null], false, false]);
      read(100, 40);
      read(100, 40);
      expect([messages, job.isSound]).toEqual([[null, 'loss'], false]);
      job.reset();
      read(1, 40);
      expect([messages, job.isSound]).toEqual([[null, 'loss', 'loss'], false]);
      read(200, 2);
      expect([messages, job.isSound]).toEqual([[null, 'loss', 'loss', null], true]);
    } finally {
      destroyNet(built);
    }
  });

  it.each(cells.map(({ id }) => id))('is nothing of the units of a new %s', async (cell) => {
    expect(await toldOf(cell, undefined)).toEqual({
      messages: [null],
      isSound: true,
      isSoundAfter: true,
    });
  });

  it('is that units have died: all of a ReLU layer are at 0; until they live again', async () => {
    expect(await toldOf('rnn-relu', -100)).toEqual({
      messages: [{ code: 'dead units', layer: 2, symbol: 'a', share: 1 }, null],
      isSound: false,
      isSoundAfter: true,
    });
  });

  it.each(cells.filter(({ id }) => id !== 'rnn-relu').map(({ id }) => id))(
    'is that gates of %s are stuck and pass no gradient',
    async (cell) => {
      for (const bias of [-100, 100]) {
        const { messages, isSound, isSoundAfter } = await toldOf(cell, bias);
        expect(messages[0]).toMatchObject({ code: 'stuck gates', layer: 2, share: 1 });
        expect(messages.slice(1)).toEqual([null]);
        expect([isSound, isSoundAfter]).toEqual([false, true]);
      }
    },
  );
});
