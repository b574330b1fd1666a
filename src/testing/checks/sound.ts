/** What a run may go back to, and what is said of one that has gone wrong. */
import { expect } from 'vitest';
import { CancelledError } from '../../lib/errors.ts';
import { keepable } from '../../worker/run-desk.ts';
import type { Check } from '../planted-bugs.ts';
import { copies, divergence, loaded, settle, soon } from './jobs.ts';
import { stagedRun } from './staged-run.ts';

const lossRun = (firstStep: number, steps: number, loss: number) => {
  const losses = new Float32Array(steps).fill(loss);
  return { firstStep, losses, norms: losses };
};

export const sound: Record<string, Check> = {
  async 'a copy is gone back to once a loss after it fits'(patch) {
    const { copy, job, run } = await copies(patch);
    const steps = () => [job.good.latest?.step, job.good.newest?.step, job.lastGood?.step];
    run.step = 5;
    expect(await copy()).toBe(5);
    expect(run.read).toEqual([5]);
    expect(steps()).toEqual([undefined, 5, undefined]);
    const asked: number[] = [];
    const answer = (fits: boolean) => (step: number) => {
      asked.push(step);
      return fits;
    };
    job.good.confirm(answer(false));
    expect(steps()).toEqual([undefined, 5, undefined]);
    job.good.confirm(answer(true));
    expect(steps()).toEqual([5, 5, 5]);
    // one that was taken while something was wrong never counts
    run.step = 8;
    run.isSound = false;
    await copy();
    job.good.confirm(answer(true));
    expect(steps()).toEqual([5, 8, 5]);
    // neither does one that came when something had gone wrong
    run.step = 9;
    run.isSound = true;
    await copy(() => (run.isSound = false));
    job.good.confirm(answer(true));
    expect(steps()).toEqual([5, 9, 5]);
    job.good.dropCandidate();
    expect(steps()).toEqual([5, 5, 5]);
    run.step = 11;
    run.isSound = true;
    await copy();
    job.good.confirm(answer(true));
    expect(steps()).toEqual([11, 11, 11]);
    expect(asked).toEqual([5, 5, 11]);
    // nor one whose states are no numbers, however sound the losses were
    run.step = 12;
    run.states = [{ values: Float32Array.of(1, NaN) }];
    expect(await copy()).toBe(12);
    expect(steps()).toEqual([11, 11, 11]);
    run.states = [];
    run.step = 13;
    const both = [job.want(), job.want()];
    job.submit(() => undefined);
    expect((await soon(Promise.all(both))).map(({ step }) => step)).toEqual([13, 13]);
    const wanted = job.want();
    job.refuse();
    await expect(soon(wanted)).rejects.toBeInstanceOf(CancelledError);
    // there will be no other
    expect(steps()).toEqual([11, 13, 13]);
    job.good.clear();
    expect(steps()).toEqual([undefined, undefined, undefined]);
  },

  async 'a copy that fails is told to all who wait, and the next one is handed out'(patch) {
    const { copy, job, run } = await copies(patch);
    run.step = 4;
    run.failure = new Error('no memory');
    const told: unknown[] = [];
    const all = [job.want(), job.want(), job.want()];
    for (const one of all) void one.catch((error: unknown) => told.push(error));
    job.submit(() => undefined);
    expect([job.isActive, job.isDue()]).toEqual([false, false]);
    await settle();
    expect(told).toEqual([run.failure, run.failure, run.failure]);
    expect(job.good.newest).toBeUndefined();
    run.failure = undefined;
    expect(await copy()).toBe(4);
    expect(told).toHaveLength(3);
  },

  async 'a copy from before a rewind is handed out and not gone back to'(patch) {
    const { copy, job, run } = await copies(patch);
    run.step = 5;
    expect(await copy(() => job.outdate())).toBe(5);
    job.good.confirm(() => true);
    expect([job.good.latest, job.good.newest]).toEqual([undefined, undefined]);
    run.step = 2;
    await copy();
    expect(job.good.newest?.step).toBe(2);
  },

  async 'what keeping sees of a run: its last good state, and a copy of this very step'(patch) {
    const module = await loaded(patch, 'src/worker/run-desk.ts', { keepable });
    const staged = await stagedRun(undefined, { seconds: 3 });
    const { run, trainer, turns } = staged;
    const seen = module.keepable(run);
    const now = () => [seen.step, seen.lastGood?.step, seen.presentCopy?.step];
    expect(now()).toEqual([0, undefined, undefined]);
    run.start();
    await turns(30);
    const { step: good } = await staged.until(run.snapshot());
    await turns(30);
    expect(now()).toEqual([trainer.step, good, undefined]);
    run.pause();
    await turns(10);
    const { step } = await staged.until(run.snapshot());
    // no loss has confirmed it
    expect(step).toBe(trainer.step);
    expect(now()).toEqual([step, good, step]);
    trainer.tune({ learningRate: 0.375 });
    expect(seen.presentCopy?.tuning.learningRate).toBe(0.375);
    expect([seen.seconds, seen.isSound]).toEqual([run.seconds, true]);
    expect(seen.seconds).toBeGreaterThan(3);
    // where its GPU is gone there will be no other
    run.halt();
    expect([now(), seen.isSound]).toEqual([[step, step, step], false]);
  },

  async 'units: after 50 steps, then every 100 and 5 s, or as 1 % of the time allows'(patch) {
    const { clock, job, look, run } = await divergence(patch);
    const isDueAt = (step: number) => {
      run.step = step;
      return job.isDue(true);
    };
    expect([isDueAt(49), isDueAt(50)]).toEqual([false, true]);
    await look(10);
    expect(run.asked).toEqual([[0, 1]]);
    clock.advance(4999);
    expect(isDueAt(500)).toBe(false);
    clock.advance(1);
    expect([isDueAt(149), isDueAt(150)]).toEqual([false, true]);
    // 80 ms are 1 % of 8 s
    await look(80);
    clock.advance(7999);
    expect(isDueAt(250)).toBe(false);
    clock.advance(1);
    expect(isDueAt(250)).toBe(true);
    // one at a time
    job.submit(() => undefined);
    clock.advance(100_000);
    expect(isDueAt(1000)).toBe(false);
    await soon(job.close());
    expect(isDueAt(1000)).toBe(true);
    // it went back, or on another GPU
    run.step = 20;
    job.reset();
    expect([isDueAt(69), isDueAt(70)]).toEqual([false, true]);
  },

  async 'units that died: the worst layer, once, until they live or the run goes back'(patch) {
    const { clock, job, look, told, run } = await divergence(patch);
    const dead = { code: 'dead units', symbol: 'a', share: 1 };
    run.values = [1, 0];
    await look(1);
    expect([told, job.isSound]).toEqual([[{ ...dead, layer: 2 }], false]);
    clock.advance(5000);
    await look(1);
    expect(told).toHaveLength(1);
    run.values = [0, 1];
    await look(1);
    expect(told).toHaveLength(1);
    run.values = [1, 1];
    await look(1);
    expect([told.slice(1), job.isSound]).toEqual([[null], true]);
    // what is under way when it goes back is of weights that are gone
    run.values = [0, 0];
    await look(1, () => job.reset());
    expect([told.length, job.isSound]).toEqual([2, true]);
    await look(1);
    expect([told.slice(2), job.isSound]).toEqual([[{ ...dead, layer: 1 }], false]);
    job.reset();
    expect(job.isSound).toBe(true);
    job.read(lossRun(1, 1, 1.9));
    expect(told.slice(3)).toEqual([null]);
  },

  async 'a loss above chance: told once, and not of a run that goes back to before it'(patch) {
    const { job, told, history } = await divergence(patch);
    const read = (steps: number, loss: number) => {
      const run = lossRun(history.steps + 1, steps, loss);
      history.append(run);
      job.read(run);
    };
    expect([job.fits(undefined), job.isSound]).toEqual([false, true]);
    // one that was above for a moment
    read(50, 1.5);
    read(1, 12);
    read(149, 1.5);
    expect([told, job.isSound, job.fits(1.6)]).toEqual([[null], true, true]);
    read(10, 30);
    expect([told, job.isSound, job.fits(30)]).toEqual([[null], false, false]);
    read(200, 30);
    // a loss counts as three times chance at most: smoothed it is 1.95 after one of them, then 2.36
    expect(told.slice(1)).toMatchObject([
      { code: 'loss', isChance: true, loss: 30, reference: 2, since: 202 },
    ]);
    expect(job.isSound).toBe(false);
    history.truncate(200);
    job.reset();
    expect([told.length, job.isSound, job.fits(1.6)]).toEqual([2, true, true]);
    read(1, 1.4);
    expect(told.slice(2)).toEqual([null]);
    // on another GPU it is as it was
    read(200, 30);
    job.reset();
    expect([told.length, job.isSound]).toEqual([4, false]);
    read(1, 30);
    expect(told.slice(4)).toMatchObject([{ code: 'loss', loss: 30 }]);
  },
};
