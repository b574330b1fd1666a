/** Speed, losses, chunks and submits, on a clock that only the check moves: to the millisecond. */
import { expect } from 'vitest';
import { Chunking } from '../../run/chunking.ts';
import { FiniteWatch } from '../../training/finite-watch.ts';
import { Pacer } from '../../training/pacer.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { ManualClock } from '../manual-clock.ts';
import type { Check } from '../planted-bugs.ts';
import { openSubject, tinyNet } from './subject.ts';
import { settle, soon, loaded, meter, reader } from './jobs.ts';

export const pace: Record<string, Check> = {
  async 'speed: over the last four seconds'(patch) {
    const { clock, speed } = await meter(patch);
    speed.resume();
    expect(speed.tokensPerSecond).toBe(0);
    clock.advance(500);
    speed.note(2);
    // 2 steps of 10 characters in half a second
    expect(speed.tokensPerSecond).toBe(40);
    for (let made = 0; made < 40; made++) {
      clock.advance(250);
      speed.note(3);
    }
    expect(speed.tokensPerSecond).toBe(120);
    // it falls while no step is made
    clock.advance(4000);
    expect(speed.tokensPerSecond).toBe(60);
    expect(speed.seconds).toBe(14.5);
  },

  async 'speed: rests are not counted'(patch) {
    const { clock, speed } = await meter(patch);
    speed.reset(100);
    clock.advance(5000);
    expect(speed.seconds).toBe(100);
    speed.resume();
    clock.advance(1000);
    speed.note(7);
    speed.resume();
    expect(speed.seconds).toBe(101);
    speed.stop();
    clock.advance(60_000);
    expect([speed.seconds, speed.tokensPerSecond]).toEqual([101, 0]);
    speed.resume();
    clock.advance(2000);
    speed.note(1);
    // the steps from before the rest have no part in it
    expect([speed.seconds, speed.tokensPerSecond]).toEqual([103, 5]);
    speed.reset();
    expect(speed.seconds).toBe(0);
  },

  async 'losses: at most every 130 ms, each step once'(patch) {
    const { clock, history, losses, source, told } = await reader(patch);
    source.made = 3;
    expect(losses.isDue).toBe(true);
    await losses.read();
    expect(told).toEqual({ runs: [1], failures: [], reads: 1 });
    expect(losses.isDue).toBe(false);
    clock.advance(129);
    expect(losses.isDue).toBe(false);
    clock.advance(1);
    expect(losses.isDue).toBe(true);
    source.made = 5;
    await losses.read();
    expect(told).toEqual({ runs: [1, 4], failures: [], reads: 2 });
    // told before a rewind, read after it
    source.made = 7;
    const late = losses.read();
    losses.outdate();
    await late;
    expect([told.reads, history.steps]).toEqual([2, 5]);
    source.made = 9;
    await soon(losses.readUpTo(9));
    expect(told.runs).toEqual([1, 4, 8]);
    expect(history.steps).toBe(9);
    // where all staging is in use there is nothing yet
    source.made = 12;
    source.busy = 3;
    await soon(losses.readUpTo(12));
    expect(history.steps).toBe(12);
  },

  async 'losses: five skipped steps in a row end it'(patch) {
    const { losses, source, told } = await reader(patch);
    source.skips = new Set([1, 2, 3, 4, 6, 7, 8, 9, 10, 11]);
    for (const made of [3, 6, 9]) {
      source.made = made;
      await losses.read();
    }
    expect(told).toEqual({ runs: [1, 6], failures: [], reads: 3 });
    source.made = 14;
    await losses.read();
    expect(told.failures).toEqual([7]);
    expect(told.runs).toEqual([1, 6]);
  },

  async 'losses: steps that were skipped before a rewind are none of the five'(patch) {
    const { losses, source, told } = await reader(patch);
    source.skips = new Set([0, 1, 2, 3]);
    source.made = 4;
    await losses.read();
    losses.outdate();
    source.made = source.read = 0;
    source.made = 4;
    await losses.read();
    expect(told).toEqual({ runs: [], failures: [], reads: 2 });
    source.skips.add(4);
    source.made = 5;
    await losses.read();
    expect(told.failures).toEqual([1]);
  },

  async 'losses: steps are counted from one'(patch) {
    const file = 'src/training/finite-watch.ts';
    const { FiniteWatch: Watch } = await loaded(patch, file, { FiniteWatch });
    const watch = new Watch();
    const losses = Float32Array.of(5, NaN, 3, 2, 1, 0.5);
    const norms = Float32Array.of(1, 2, 3, Infinity, 5, 6);
    const { runs, failedAt } = watch.read({ firstStep: 10, losses, norms, skipped: [15] });
    const told = runs.map((run) => [run.firstStep, [...run.losses], [...run.norms]]);
    expect(told).toEqual([
      [11, [5], [1]],
      [13, [3], [3]],
      [15, [1], [5]],
    ]);
    expect(failedAt).toBeUndefined();
    const none = { losses: new Float32Array(4), norms: new Float32Array(4) };
    expect(watch.read({ firstStep: 16, ...none, skipped: [16, 17, 18, 19] }).failedAt).toBe(16);
    watch.reset();
    expect(watch.read({ firstStep: 30, ...none, skipped: [30, 31, 32, 33] }).failedAt).toBe(
      undefined,
    );
  },

  async 'chunks: six milliseconds of steps, fifty where nobody looks'(patch) {
    const { Chunking: Chunks } = await loaded(patch, 'src/run/chunking.ts', { Chunking });
    const chunking = new Chunks();
    // of unknown length, it is cut with care
    expect(chunking.next(8, 32)).toEqual({ slice: { steps: 1, from: 0, to: 2 }, isNew: true });
    expect(chunking.isInsideStep).toBe(true);
    for (const from of [2, 4, 6]) {
      const slice = { steps: 1, from, to: from + 2 };
      expect(chunking.next(8, 32)).toEqual({ slice, isNew: false });
    }
    expect(chunking.isInsideStep).toBe(false);
    // a quarter of a step in half a millisecond: two a step
    chunking.measured({ steps: 1, from: 2, to: 4 }, 8, 0.5);
    expect(chunking.next(8, 32).slice).toEqual({ steps: 3, from: 0, to: 8 });
    expect(chunking.next(8, 2).slice.steps).toBe(2);
    chunking.inBackground = true;
    expect(chunking.next(8, 32).slice.steps).toBe(25);
    chunking.caution = 1;
    expect(chunking.next(8, 32).slice.steps).toBe(12);
    chunking.inBackground = false;
    chunking.caution = 0;
    // four times two, and once the new
    chunking.measured({ steps: 3, from: 0, to: 8 }, 8, 3 * 12);
    expect(chunking.next(8, 32).slice.steps).toBe(1);
    // 200 ms a step: slices of fifty
    const slow = new Chunks();
    slow.measured({ steps: 1, from: 0, to: 8 }, 8, 200);
    expect(slow.next(8, 32).slice).toEqual({ steps: 1, from: 0, to: 2 });
    const quick = new Chunks();
    quick.measured({ steps: 1, from: 0, to: 8 }, 8, 100);
    expect(quick.next(8, 32).slice).toEqual({ steps: 1, from: 0, to: 8 });
  },

  async 'the pace: two submits, their time, and five seconds of patience'(patch) {
    const { Pacer: Pace } = await loaded(patch, 'src/training/pacer.ts', { Pacer });
    const clock = new ManualClock();
    const waiting: (() => void)[] = [];
    const settled = () => new Promise<void>((resolve) => waiting.push(resolve));
    const stalls: boolean[] = [];
    const pacer = new Pace({ settled }, clock, (isStalled) => stalls.push(isStalled));
    const times: number[] = [];
    const finish = async () => {
      waiting.shift()?.();
      await settle();
    };
    const hasRoom = async () => {
      const looked = { hasRoom: false };
      void pacer.room().then(() => (looked.hasRoom = true));
      await settle();
      return looked.hasRoom;
    };
    pacer.submitted((ms) => times.push(ms));
    expect(await hasRoom()).toBe(true);
    clock.advance(10);
    pacer.submitted((ms) => times.push(ms));
    expect(await hasRoom()).toBe(false);
    clock.advance(20);
    await finish();
    expect(await hasRoom()).toBe(true);
    clock.advance(5);
    await finish();
    // the second began when the first was done
    expect(times).toEqual([30, 5]);
    pacer.submitted();
    clock.advance(4999);
    expect(stalls).toEqual([]);
    clock.advance(1);
    expect(stalls).toEqual([true]);
    expect(await hasRoom()).toBe(false);
    await finish();
    expect(stalls).toEqual([true, false]);
    expect(await hasRoom()).toBe(true);
    clock.advance(60_000);
    expect(stalls).toHaveLength(2);
    // of two that are late, one is told of, until both are done
    pacer.submitted();
    pacer.submitted();
    clock.advance(5000);
    expect(stalls).toEqual([true, false, true]);
    await finish();
    expect([stalls.length, await hasRoom()]).toEqual([3, false]);
    await finish();
    expect([stalls[3], await hasRoom()]).toEqual([false, true]);
  },

  async 'a session: losses and frames come when the clock says so'(patch) {
    const worker = await openSubject(patch, tinyNet);
    await worker.look('gates', { line: 'to be', layer: 1 });
    const count = (type: WorkerMessage['type']) =>
      worker.messages.filter((one) => one.type === type).length;
    const submits = () => worker.submits;
    const train = async () => {
      const end = submits() + 12;
      await worker.until(() => submits() >= end);
    };
    worker.send({ type: 'training.start' });
    // the first is told at once, however the first step is cut
    await worker.until(() => count('training.losses') > 0);
    await train();
    expect(count('training.losses')).toBe(1);
    worker.clock.advance(200);
    await worker.until(() => count('training.losses') > 1 && worker.framesOf('gates') > 1);
    await train();
    expect([count('training.losses'), worker.framesOf('gates')]).toEqual([2, 2]);
    for (let turn = 0; turn < 3; turn++) {
      const before = { losses: count('training.losses'), frames: worker.framesOf('gates') };
      await train();
      worker.clock.advance(129);
      await train();
      expect(count('training.losses')).toBe(before.losses);
      const told = worker.next('training.losses');
      worker.clock.advance(1);
      await told;
      await train();
      expect(count('training.losses')).toBe(before.losses + 1);
      expect(worker.framesOf('gates')).toBe(before.frames);
      const frame = worker.frame('gates');
      worker.clock.advance(70);
      await frame;
      await train();
      worker.clock.advance(60);
      await worker.until(() => count('training.losses') > before.losses + 1);
      expect(count('training.losses')).toBe(before.losses + 2);
    }
    expect(count('validation.result')).toBe(0);
  },

  async 'a session: time and speed are those of training'(patch) {
    const worker = await openSubject(patch, tinyNet, { forcedChunk: 5 });
    const start = worker.submits;
    const paused = async () =>
      (await worker.next('training.progress', ({ progress }) => progress.state === 'paused'))
        .progress;
    worker.send({ type: 'training.start' });
    await worker.until(() => worker.submits > start + 12);
    const told = worker.next('training.progress');
    worker.clock.advance(2000);
    const { progress } = await told;
    expect(progress.seconds).toBe(2);
    expect(progress.tokensPerSecond).toBe((progress.step * 15) / 2);
    const rests = paused();
    worker.send({ type: 'training.pause' });
    expect(await rests).toMatchObject({ seconds: 2, tokensPerSecond: 0 });
    await worker.next('validation.result', undefined, 0);
    worker.clock.advance(30_000);
    const again = paused();
    worker.send({ type: 'training.step' });
    expect(await again).toMatchObject({ seconds: 2, tokensPerSecond: 0 });
    // a single step is not the end of training
    await worker.step(5);
    await worker.quiet();
    const results = worker.messages.filter(({ type }) => type === 'validation.result');
    expect(results).toHaveLength(1);
  },
};
