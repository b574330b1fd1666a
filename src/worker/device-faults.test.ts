import { afterEach, describe, expect, it } from 'vitest';
import { GpuSession } from '../testing/gpu-session.ts';
import { requestTestGpu } from '../testing/node-gpu.ts';
import { smallNet, type WorkerSession } from '../testing/worker-session.ts';

let worker: WorkerSession;
afterEach(() => worker.close());

const minutes = 60_000;
/** Points at which the GPU is lost. `LOSSES=100` takes minutes. */
const losses = Number(process.env.LOSSES ?? 3);

/** It trains, on the GPU that is there now. */
async function expectRunning(): Promise<void> {
  const from = worker.messages.length;
  worker.send({ type: 'training.start' });
  const { progress } = await worker.next('training.progress', undefined, from);
  await worker.reached(progress.step + 3, from);
  worker.send({ type: 'training.pause' });
  await worker.next('training.progress', ({ progress: { state } }) => state === 'paused', from);
}

/** The GPU is lost, and comes back after this time. */
async function expectReturn(from: number, waitMs = 2000): Promise<void> {
  const { status } = await worker.status('waiting', from);
  expect(status).toMatchObject({ trouble: 'lost', waitMs });
  worker.clock.advance(waitMs);
  await worker.status('running', from);
}

/** So does everything that was on it. @returns the step that the run goes on from */
async function expectRecovery(from: number): Promise<number> {
  await expectReturn(from);
  return (await worker.next('run.recovered', undefined, from)).step;
}

/** What became of a net that was asked for. */
async function built(settings = smallNet) {
  const from = worker.messages.length;
  worker.send({ type: 'net.build', settings });
  const answer = await Promise.race([
    worker.next('net.ready', undefined, from),
    worker.next('net.refused', undefined, from),
  ]);
  return answer.type === 'net.ready' ? 'ready' : answer.problem;
}

describe('a lost GPU', { timeout: 300_000 }, () => {
  it('is asked for again after 2 s; the run goes on as if nothing had happened', async () => {
    // one of its own, which is gone for good: what comes back is another one
    worker = await GpuSession.open(smallNet, { gpu: await requestTestGpu() });
    const step = await worker.trainTo(10);
    const liveBytes = await worker.liveBytes();
    worker.send({ type: 'training.start' });
    await worker.reached(step + 20);
    const told = worker.losses;
    const from = worker.messages.length;
    worker.faults.lose('planted: the driver was reset');
    const { status, step: safeStep } = await worker.status('waiting', from);
    expect(status).toMatchObject({ trouble: 'lost', cause: 'planted: the driver was reset' });
    expect(safeStep).toBe(step);
    worker.clock.advance(1999);
    expect(worker.faults.adapters).toBe(1);
    worker.clock.advance(1);
    expect((await worker.next('run.recovered', undefined, from)).step).toBe(step);
    await worker.status('running', from);
    await worker.reached(step + 20, from);
    const again = worker.losses;
    for (let at = step + 1; at <= step + 15; at++) expect(again.get(at)).toBe(told.get(at));
    expect(await worker.liveBytes()).toBe(liveBytes);
    expect([...worker.cautions.values()]).toEqual([1]);
  });

  it('is left alone for 125 s after a second loss, and for good after a third', async () => {
    worker = await GpuSession.start();
    worker.faults.lose('planted: first');
    await expectReturn(0);
    worker.clock.advance(10_000);
    let from = worker.messages.length;
    worker.faults.lose('planted: second');
    // 125 s after the first loss
    await expectReturn(from, 113_000);
    worker.clock.advance(minutes);
    from = worker.messages.length;
    worker.faults.lose('planted: third');
    expect((await worker.status('stopped', from)).status).toMatchObject({
      trouble: 'lost',
      cause: 'planted: third',
      losses: 3,
    });
    worker.clock.advance(20 * minutes);
    expect(worker.faults.adapters).toBe(3);
    await worker.openText('to be or not to be. '.repeat(60), smallNet);
    expect(await built()).toBe('ready');
    const changed = await worker.next('engine.changed', undefined, from);
    expect(changed).toMatchObject({ engine: { kind: 'cpu' }, noGpu: { reason: 'planted: third' } });
  });

  it('takes less at once after each loss, and more again after ten quiet minutes', async () => {
    worker = await GpuSession.start();
    const caution = () => [...worker.cautions.values()];
    for (const level of [1, 2, 3, 4, 4]) {
      const from = worker.messages.length;
      worker.faults.lose('planted');
      await expectReturn(from);
      expect(caution()).toEqual([level]);
      worker.clock.advance(9.9 * minutes);
      expect(caution()).toEqual([level]);
    }
    worker.clock.advance(0.1 * minutes);
    expect(caution()).toEqual([3]);
    worker.clock.advance(30 * minutes);
    expect(caution()).toEqual([0]);
  });

  it('ends in a run that goes on, at whatever submit it is lost', async () => {
    worker = await GpuSession.open();
    await worker.trainTo(2);
    for (let loss = 0; loss < losses; loss++) {
      worker.clock.advance(20 * minutes);
      const from = worker.messages.length;
      // the first submits of a run and those that follow: steps, validation, gates, snapshots
      const submits = 1 + ((loss * 7) % 20);
      worker.faults.loseAtSubmit = worker.faults.counts.submits + submits;
      worker.send({ type: 'training.start' });
      const step = await expectRecovery(from);
      await worker.trainTo(step + 4);
    }
  }, 1_800_000);

  it('may be lost while a net is built: the building begins again', async () => {
    worker = await GpuSession.open();
    const from = worker.messages.length;
    worker.faults.loseAtSubmit = worker.faults.counts.submits + 1;
    worker.send({ type: 'net.build', settings: { ...smallNet, cell: 'gru' } });
    await worker.status('waiting', from);
    worker.clock.advance(2000);
    const { info } = await worker.next('net.ready', undefined, from);
    expect(info.cell).toBe('gru');
    await expectRunning();
  });
});

describe('a page that nobody sees', { timeout: 300_000 }, () => {
  it('trains on, or rests until it is seen again, as the person chose', async () => {
    worker = await GpuSession.open();
    worker.send({ type: 'training.start' });
    await worker.reached(5);
    let from = worker.messages.length;
    worker.send({ type: 'page.background', inBackground: true, background: 'train' });
    await worker.reached(20, from);
    worker.send({ type: 'page.background', inBackground: false, background: 'train' });
    worker.send({ type: 'page.background', inBackground: true, background: 'pause' });
    const { progress } = await worker.next('training.progress', (message) => {
      return message.progress.state === 'paused';
    });
    from = worker.messages.length;
    const step = progress.step;
    expect((await worker.next('run.kept', (kept) => kept.step === step)).step).toBe(step);
    worker.send({ type: 'page.background', inBackground: false, background: 'pause' });
    await worker.reached(step + 5, from);
  });

  it('does not begin by being seen what the person paused', async () => {
    worker = await GpuSession.open();
    const step = await worker.trainTo(3);
    worker.send({ type: 'page.background', inBackground: true, background: 'pause' });
    worker.send({ type: 'page.background', inBackground: false, background: 'pause' });
    const from = worker.messages.length;
    worker.send({ type: 'training.step' });
    const { progress } = await worker.next(
      'training.progress',
      ({ progress: { state } }) => state === 'paused',
      from,
    );
    expect(progress.step).toBe(step + 1);
  });
});

describe('a GPU without memory', { timeout: 300_000 }, () => {
  it('refuses a net at whichever buffer; nothing is left of it, the net before trains on', async () => {
    worker = await GpuSession.open();
    await worker.trainTo(3);
    const before = await worker.parameters();
    const liveBytes = await worker.liveBytes();
    const { faults } = worker;
    let failed = 0;
    for (;;) {
      faults.counts.allocations = 0;
      faults.failAllocation = failed + 1;
      const answer = await built({ ...smallNet, hiddenSize: 20 });
      faults.failAllocation = 0;
      if (answer === 'ready') break;
      expect(answer).toMatchObject({ code: 'no memory', values: { engine: 'gpu' } });
      expect(await worker.liveBytes()).toBe(liveBytes);
      failed++;
      if (failed % 8 > 0) continue;
      expect(await worker.parameters()).toEqual(before);
    }
    // weights, gradients, moments, the arenas of three plans, staging for each and for snapshots
    expect(failed).toBeGreaterThanOrEqual(20);
    await expectRunning();
  });
});

describe('a net that is too large', { timeout: 300_000 }, () => {
  it('is refused before anything is allocated, with the largest that fits', async () => {
    worker = await GpuSession.open();
    const { faults } = worker;
    const settings = { ...smallNet, hiddenSize: 1024, batchSize: 256, timeSteps: 512 };
    await worker.openText('to be or not to be, that is the question. '.repeat(4000), smallNet);
    const allocations = faults.counts.allocations;
    const from = worker.messages.length;
    worker.send({ type: 'net.build', settings });
    const { problem, remedies } = await worker.next('net.refused', undefined, from);
    expect(['over memory budget', 'part too large']).toContain(problem.code);
    expect(faults.counts.allocations).toBe(allocations);
    const [offer] = remedies;
    expect(offer).toMatchObject({ kind: 'settings' });
    const fitting = offer.kind === 'settings' ? Number(offer.settings.batchSize) : 0;
    expect(fitting).toBeGreaterThanOrEqual(4);
    expect(fitting).toBeLessThan(256);
  });
});

describe('a GPU that fails otherwise', { timeout: 300_000 }, () => {
  it('refuses a pipeline of training: so is the net, and the next attempt succeeds', async () => {
    worker = await GpuSession.start();
    await worker.openText('to be or not to be. '.repeat(60), smallNet);
    const { faults } = worker;
    faults.failPipeline = faults.counts.pipelines + 3;
    expect(await built()).toMatchObject({
      ...{ code: 'kernel refused', values: { reason: 'planted: no pipeline' } },
    });
    expect(await worker.liveBytes()).toBe(0);
    expect(await built()).toBe('ready');
    await expectRunning();
  });

  it('refuses a pipeline of validation: all stops, with the reason', async () => {
    worker = await GpuSession.open();
    worker.faults.failPipeline = worker.faults.counts.pipelines + 1;
    const from = worker.messages.length;
    worker.send({ type: 'training.start' });
    await worker.until(() => worker.faults.counts.pipelines >= worker.faults.failPipeline);
    const failure = worker.next('failure', undefined, from);
    await worker.until(() => true);
    worker.clock.advance(100);
    expect((await failure).problem).toMatchObject({
      ...{ code: 'kernel refused', values: { reason: 'planted: no pipeline' } },
    });
    const { submits } = worker.faults.counts;
    await worker.until(() => true);
    expect(worker.faults.counts.submits).toBe(submits);
  });

  it('gives back nothing of what it is asked for: it is treated as lost', async () => {
    worker = await GpuSession.open();
    const step = await worker.trainTo(3);
    const from = worker.messages.length;
    worker.faults.failMap = worker.faults.counts.maps + 1;
    worker.send({ type: 'training.start' });
    // it is asked whether the GPU is lost, which it may still say
    await worker.until(() => worker.clock.isAwaited(500));
    worker.clock.advance(500);
    expect(await expectRecovery(from)).toBe(step);
    await worker.reached(step + 3, from);
  });

  it('does not answer for 10 s: nothing more is sent, and it trains on when it answers', async () => {
    worker = await GpuSession.open();
    const paused = await worker.trainTo(3);
    worker.send({ type: 'training.start' });
    // the validation after a pause is waited for alone: from here on two submits are under way
    await worker.reached(paused + 1);
    const from = worker.messages.length;
    worker.flow(false);
    worker.faults.stall(true);
    await worker.until(() => worker.faults.held === 2);
    // the older of the two was submitted some moments ago
    worker.clock.advance(4900);
    expect(worker.messages.slice(from).map(({ type }) => type)).not.toContain('device.status');
    worker.clock.advance(100);
    await worker.status('stalled', from);
    const { submits } = worker.faults.counts;
    worker.clock.advance(5000);
    await worker.until(() => true);
    expect(worker.faults.counts.submits).toBe(submits);
    const stalled = worker.messages.length;
    worker.flow(true);
    worker.faults.stall(false);
    await worker.status('running', stalled);
    await worker.reached(20, stalled);
  });

  it('reports an error that nothing caught: the run goes on on the CPU', async () => {
    worker = await GpuSession.open();
    await worker.trainTo(3);
    worker.send({ type: 'training.start' });
    const from = worker.messages.length;
    worker.faults.uncaught();
    const { status, step } = await worker.status('stopped', from);
    expect(status).toMatchObject({ trouble: 'broken', cause: { code: 'error of the GPU' } });
    expect(step).toBeGreaterThanOrEqual(3);
    expect((await worker.next('run.recovered', undefined, from)).step).toBe(step);
    await worker.reached(step + 3, from);
    worker.clock.advance(20 * minutes);
    expect(worker.faults.adapters).toBe(1);
  });
});
