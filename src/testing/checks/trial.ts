/** What a step takes is found out beforehand, and the run never notices. */
import { expect } from 'vitest';
import type { Settings } from '../../config/settings.ts';
import type { Slice } from '../../training/trainer.ts';
import { TrialJob } from '../../run/trial-job.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { ManualClock } from '../manual-clock.ts';
import type { Check, SourcePatch } from '../planted-bugs.ts';
import type { WorkerSession } from '../worker-session.ts';
import { loaded, settle } from './jobs.ts';
import { stagedRun } from './staged-run.ts';
import { openSubject, tinyNet } from './subject.ts';

/** A job before a trainer of 40 dispatches, the last four of which update, on a machine of this speed. */
async function trial(patch: SourcePatch | undefined, stepMs: number, submitMs = 0) {
  const module = await loaded(patch, 'src/run/trial-job.ts', { TrialJob });
  const slices: (Slice & { ms: number })[] = [];
  const prepared: number[] = [];
  const messages: WorkerMessage[] = [];
  const trainer = {
    ...{ dispatches: 40, updateAt: 36, plan: { slots: 32 } },
    prepare: (steps: number) => prepared.push(steps),
    submit: (slice: Slice) => {
      const share = (slice.steps * (slice.to - slice.from)) / 40;
      // kernels that were never run take their time
      const ms = (slices.length < 4 ? 3 : 1) * share * stepMs + submitMs;
      slices.push({ ...slice, ms });
    },
  };
  const clock = new ManualClock();
  const job = new module.TrialJob(trainer as never, (one) => messages.push(one), clock);
  const run = () => {
    for (let made = 0; job.isDue(false) && made < 10_000; made++) {
      job.submit((done) => done(slices[slices.length - 1].ms));
    }
  };
  return { job, messages, prepared, run, slices };
}

const tried = async (worker: WorkerSession): Promise<number> => {
  const answer = worker.next('training.tried');
  worker.send({ type: 'training.try' });
  return (await answer).stepMs;
};

const all = (worker: WorkerSession) =>
  worker.messages.filter(({ type }) => type === 'training.tried');

export const trialChecks: Record<string, Check> = {
  async 'a trial finds what a step takes within a second, on machines of every speed'(patch) {
    for (const stepMs of [0.2, 1, 15, 90, 300, 900, 5000]) {
      const { job, messages, prepared, run, slices } = await trial(patch, stepMs);
      job.request();
      run();
      expect(job.isActive).toBe(false);
      expect(messages).toHaveLength(1);
      const [{ stepMs: found }] = messages as Extract<WorkerMessage, { type: 'training.tried' }>[];
      // a machine that makes no second step within the second is judged by its first
      expect(found / stepMs).toBeGreaterThan(0.99);
      expect(found / stepMs).toBeLessThan(stepMs <= 300 ? 1.01 : 3.01);
      const longest = Math.max(...slices.map(({ ms }) => ms));
      expect(slices.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThan(1000 + longest);
      expect(slices.every(({ to }) => to <= 36)).toBe(true);
      // what is prepared is what is run
      const steps = slices.filter(({ from }) => from === 0).map((slice) => slice.steps);
      expect(prepared).toEqual(steps);
    }
  },

  async 'a trial: what a submit costs is shared out among short steps'(patch) {
    const { job, messages, run } = await trial(patch, 0.25, 1.5);
    job.request();
    run();
    const [{ stepMs }] = messages as Extract<WorkerMessage, { type: 'training.tried' }>[];
    expect(stepMs).toBeLessThan(0.8);
  },

  async 'a trial ends with the click on Train: nothing is said, nothing more is submitted'(patch) {
    const { job, messages, run, slices } = await trial(patch, 90);
    job.request();
    let finish: (ms: number) => void = () => undefined;
    job.submit((done) => (finish = done));
    expect(job.isDue(false)).toBe(false);
    expect(job.isDue(true)).toBe(false);
    job.stop();
    expect(job.isActive).toBe(false);
    finish(2000);
    run();
    expect(messages).toEqual([]);
    expect(slices).toHaveLength(1);
  },

  async 'a trial is given up where nobody looks any more, and where training begins'(patch) {
    const { run, turns } = await stagedRun(patch);
    const { trial: job } = run.jobs;
    const isWanted = () => {
      run.try();
      return job.isActive;
    };
    expect(isWanted()).toBe(true);
    run.hide(true);
    expect([job.isActive, isWanted()]).toEqual([false, false]);
    run.hide(false);
    expect(isWanted()).toBe(true);
    run.step();
    expect([job.isActive, isWanted()]).toEqual([false, false]);
    await turns(6);
    // at rest after a step as well
    expect(isWanted()).toBe(true);
  },

  async 'losses are the same bits with trials and without'(patch) {
    const nets: Partial<Settings>[] = [
      {},
      { cell: 'gru', layers: 2, optimizer: 'adamw', learningRate: 0.05, dropout: 0.3 },
      { cell: 'rnn-relu', optimizer: 'momentum', initialState: 'learned', input: 'embedding' },
    ];
    for (const net of nets) {
      const told = [];
      for (const tries of [true, false]) {
        const worker = await openSubject(patch, { ...tinyNet, ...net, diary: 'off' });
        worker.flow(true);
        for (const steps of [0, 3, 5]) {
          await worker.step(steps);
          if (tries) expect(await tried(worker)).toBeGreaterThan(0);
        }
        await worker.step(4);
        told.push({ losses: worker.losses, bits: await worker.parameters() });
      }
      expect(told[0].losses.size).toBe(12);
      expect(told[0]).toEqual(told[1]);
    }
  },

  async 'no trial while it trains, while nobody looks, or while a net is built'(patch) {
    const worker = await openSubject(patch, { ...tinyNet, diary: 'off' });
    worker.flow(true);
    worker.send({ type: 'page.background', inBackground: true, background: 'train' });
    const { submits } = worker;
    worker.send({ type: 'training.try' });
    await worker.quiet();
    expect(worker.submits).toBe(submits);
    worker.send({ type: 'page.background', inBackground: false, background: 'train' });
    worker.send({ type: 'training.start' });
    worker.send({ type: 'training.try' });
    await worker.reached(40);
    const paused = worker.next('training.progress', ({ progress }) => progress.state === 'paused');
    worker.send({ type: 'training.pause' });
    await paused;
    worker.send({ type: 'training.try' });
    worker.send({ type: 'training.start' });
    await worker.reached(80);
    worker.send({ type: 'training.pause' });
    worker.send({ type: 'training.try' });
    await worker.build({ ...tinyNet, diary: 'off' });
    await worker.quiet();
    expect(all(worker)).toEqual([]);
    // and then there is one
    expect(await tried(worker)).toBeGreaterThan(0);
    await settle();
    expect(all(worker)).toHaveLength(1);
  },
};
