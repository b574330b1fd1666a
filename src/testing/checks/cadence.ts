/** Everything that keeps time, on a clock that only the check moves: to the millisecond. */
import { expect } from 'vitest';
import { Chunking } from '../../training/chunking.ts';
import { FiniteWatch } from '../../training/finite-watch.ts';
import { History } from '../../training/history.ts';
import { Pacer } from '../../training/pacer.ts';
import { LiveFrames } from '../../worker/live-frames.ts';
import { LossReader } from '../../worker/loss-reader.ts';
import type { BuiltNet } from '../../worker/net-builder.ts';
import type { WorkerMessage } from '../../worker/protocol.ts';
import { SampleDesk } from '../../worker/sample-desk.ts';
import { SpeedMeter } from '../../worker/speed-meter.ts';
import { ValidationDesk } from '../../worker/validation-desk.ts';
import { ManualClock } from '../manual-clock.ts';
import { patchedModule } from '../patched-module.ts';
import type { Check, SourcePatch } from '../planted-bugs.ts';
import { openSubject, tinyNet } from './subject.ts';

/** What awaits only what is there already has gone on after this. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

async function loaded<Module extends object>(
  patch: SourcePatch | undefined,
  file: string,
  own: Module,
): Promise<Module> {
  return patch ? patchedModule<Module>(file, patch) : own;
}

/** A validation of six slices, on a desk whose training the check pretends. */
async function validation(patch: SourcePatch | undefined) {
  const file = 'src/worker/validation-desk.ts';
  const module = await loaded(patch, file, { ValidationDesk });
  const clock = new ManualClock();
  clock.advance(700);
  const messages: WorkerMessage[] = [];
  const counts = { begun: [] as number[], chunks: 0, step: 0 };
  const evaluator = {
    isCompiled: true,
    hasText: true,
    begin: (limit: number) => {
      counts.begun.push(limit);
      counts.chunks = 0;
    },
    runChunk: () => counts.chunks++,
    get isComplete() {
      return counts.chunks === 6;
    },
    finish: () => Promise.resolve({ loss: 1.5, characters: 10, total: 20 }),
  };
  const desk = new module.ValidationDesk(
    { evaluator } as unknown as BuiltNet,
    (message) => messages.push(message),
    () => counts.step,
    clock,
  );
  return {
    ...{ clock, counts, desk, messages },
    train(steps: number, ms: number) {
      for (let made = 0; made < steps; made++) {
        counts.step++;
        clock.advance(ms);
        desk.noteTraining(ms);
        desk.noteStep();
      }
    },
    /** One slice that took so long. */
    slice(ms: number) {
      desk.submit((done) => done(ms));
      clock.advance(ms);
    },
  };
}

/** A view whose frames the check finishes. */
async function frames(patch: SourcePatch | undefined) {
  const { LiveFrames: Frames } = await loaded(patch, 'src/worker/live-frames.ts', { LiveFrames });
  const clock = new ManualClock();
  clock.advance(50);
  const shown: { frame: string | null; wish: object; step: number }[] = [];
  const made = { sources: 0, destroyed: 0, step: 1, isEmpty: false };
  const view = new Frames<object, { destroy(): void }, string>(
    { onSubmittedWorkDone: () => Promise.resolve(undefined) },
    clock,
    {
      prepare: () => {
        made.sources++;
        return Promise.resolve(made.isEmpty ? null : { destroy: () => made.destroyed++ });
      },
      run: () => Promise.resolve('frame'),
      show: (frame, wish, step) => shown.push({ frame, wish, step }),
      step: () => made.step,
      interval: 200,
      timeShare: 0.12,
    },
  );
  return {
    ...{ clock, view, shown, made },
    async submit(ms: number) {
      view.submit((done) => done(ms));
      await settle();
    },
  };
}

/** A sample of 40 characters that the check draws. */
async function sample(patch: SourcePatch | undefined) {
  const module = await loaded(patch, 'src/worker/sample-desk.ts', { SampleDesk });
  const clock = new ManualClock();
  clock.advance(50);
  const messages: WorkerMessage[] = [];
  const asked: number[] = [];
  const sampler = {
    isCompiled: true,
    remaining: 0,
    start: (request: { length: number }) => (sampler.remaining = request.length),
    run(count: number) {
      asked.push(count);
      const drawn = Math.min(count, sampler.remaining);
      sampler.remaining -= drawn;
      const draw = { token: 0, rank: 1, probability: 1, top: [] };
      return Promise.resolve(Array.from({ length: drawn }, () => draw));
    },
  };
  const vocabulary = {
    size: 1,
    encode: () => ({ tokens: Uint8Array.of(0), skipped: [] }),
    decode: () => 'a',
  };
  const { cells } = await import('../../cells/index.ts');
  const shape = { cell: cells[0], layers: 1, hiddenSize: 1, vocabSize: 1, embeddingSize: 0 };
  const desk = new module.SampleDesk(
    {
      ...{ sampler, net: { shape } },
      text: { vocabulary, tokens: Uint8Array.of(0, 0) },
    } as unknown as BuiltNet,
    (message) => messages.push(message),
    () => 3,
    clock,
  );
  return {
    ...{ clock, desk, messages, asked },
    draw: (length: number) =>
      desk.draw({ type: 'sample.draw', prompt: '', temperature: 1, topK: 0, length, seed: 1 }),
    async submit(ms: number, isTraining: boolean) {
      desk.submit((done) => done(ms), isTraining);
      await settle();
    },
  };
}

/** Characters per second and seconds of a meter for 10 characters a step. */
async function meter(patch: SourcePatch | undefined) {
  const module = await loaded(patch, 'src/worker/speed-meter.ts', { SpeedMeter });
  const clock = new ManualClock();
  clock.advance(123);
  return { clock, speed: new module.SpeedMeter(10, clock) };
}

async function reader(patch: SourcePatch | undefined) {
  const module = await loaded(patch, 'src/worker/loss-reader.ts', { LossReader });
  const clock = new ManualClock();
  clock.advance(1000);
  const history = new History();
  const told: { runs: number[]; failures: number[]; reads: number } = {
    runs: [],
    failures: [],
    reads: 0,
  };
  const source = { made: 0, read: 0, skips: new Set<number>() };
  const trainer = {
    readLosses() {
      const [firstStep, end] = [source.read, source.made];
      if (firstStep === end) return Promise.resolve(undefined);
      source.read = end;
      const losses = Float32Array.from({ length: end - firstStep }, (_, at) => firstStep + at);
      const skipped = [...source.skips].filter((step) => step >= firstStep && step < end);
      return Promise.resolve({ firstStep, losses, norms: losses.slice(), skipped });
    },
  };
  const losses = new module.LossReader(trainer, history, clock, {
    onLosses(run) {
      history.append(run);
      told.runs.push(run.firstStep);
    },
    onFailure: (step) => told.failures.push(step),
    onRead: () => told.reads++,
  });
  return { clock, losses, source, told, history };
}

export const cadence: Record<string, Check> = {
  async 'validation waits for 50 steps and for 10 s'(patch) {
    for (const [steps, ms] of [
      [50, 200],
      [50, 400],
      [500, 20],
    ]) {
      const { counts, desk, train } = await validation(patch);
      // at most a step before either is reached
      train(Math.max(50, 10_000 / ms) - 1, ms);
      expect(counts.begun).toEqual([]);
      expect(desk.isActive).toBe(false);
      train(1, ms);
      expect(counts).toMatchObject({ begun: [32_768], step: steps });
      expect(desk.isActive).toBe(true);
    }
  },

  async 'both are counted from the end of the one before'(patch) {
    const { clock, counts, desk, messages, slice, train } = await validation(patch);
    train(50, 200);
    train(45, 200);
    for (let made = 0; made < 6; made++) slice(100);
    await settle();
    expect(messages).toEqual([
      { type: 'validation.result', result: { step: 50, loss: 1.5, characters: 10, total: 20 } },
    ]);
    expect(desk.isActive).toBe(false);
    train(49, 300);
    expect(counts.begun).toHaveLength(1);
    train(1, 300);
    expect(counts.begun).toHaveLength(2);
    for (let made = 0; made < 6; made++) slice(1);
    await settle();
    expect(messages).toHaveLength(2);
    train(60, 100);
    clock.advance(3999);
    desk.noteStep();
    expect(counts.begun).toHaveLength(2);
    clock.advance(1);
    desk.noteStep();
    expect(counts.begun).toHaveLength(3);
  },

  async 'a rewind begins the wait anew'(patch) {
    const { clock, counts, desk, messages, slice, train } = await validation(patch);
    train(49, 150);
    desk.reset();
    counts.step = 0;
    train(66, 150);
    expect(counts.begun).toEqual([]);
    train(1, 150);
    expect(counts.begun).toEqual([32_768]);
    // one that is broken off tells nothing, and what it saved up is gone
    for (let made = 0; made < 6; made++) slice(1);
    desk.reset();
    await settle();
    expect(messages).toEqual([]);
    expect(desk.isActive).toBe(false);
    counts.step = 0;
    train(49, 300);
    expect(counts.begun).toHaveLength(1);
    desk.request();
    slice(1000);
    desk.cancel();
    expect([desk.isActive, desk.isDue(true), desk.isDue(false)]).toEqual([false, false, false]);
    desk.reset();
    counts.step = 0;
    clock.advance(10_000);
    counts.step = 50;
    desk.noteStep();
    expect(desk.isActive).toBe(true);
    expect(desk.isDue(true)).toBe(false);
  },

  async 'validation takes a tenth of the time'(patch) {
    const { counts, desk, slice, train } = await validation(patch);
    train(50, 200);
    // 10,000 ms of training are worth 1,111 ms
    expect(desk.isDue(true)).toBe(true);
    slice(1000);
    expect(desk.isDue(true)).toBe(true);
    slice(1000);
    expect(desk.isDue(true)).toBe(false);
    // 889 ms too much: 8,000 ms of training are not enough, 8,001 are
    train(80, 100);
    expect(desk.isDue(true)).toBe(false);
    train(1, 1);
    expect(desk.isDue(true)).toBe(true);
    slice(10);
    expect(desk.isDue(true)).toBe(false);
    expect(desk.isDue(false)).toBe(true);
    // what is not used does not pile up
    train(1000, 1000);
    slice(1999);
    expect(desk.isDue(true)).toBe(true);
    slice(2);
    expect(desk.isDue(true)).toBe(false);
    expect(counts.chunks).toBe(5);
    expect(counts.begun).toHaveLength(1);
  },

  async 'validation that was asked for does not wait'(patch) {
    const { counts, desk, messages, slice, train } = await validation(patch);
    train(3, 1);
    desk.request();
    expect(desk.isDue(true)).toBe(true);
    slice(500);
    expect(counts.begun).toEqual([Infinity]);
    expect(desk.isDue(false)).toBe(true);
    for (let made = 0; made < 5; made++) slice(1);
    expect(desk.isDue(false)).toBe(false);
    await settle();
    expect(messages).toHaveLength(1);
    expect(desk.isActive).toBe(false);
  },

  async 'frames: at once, then every 200 ms, or as the share of time allows'(patch) {
    const { clock, made, shown, submit, view } = await frames(patch);
    expect(view.isDue(true)).toBe(false);
    const wish = { line: 1 };
    view.watch(wish);
    expect([view.isActive, view.isDue(false), view.isDue(true)]).toEqual([true, true, true]);
    await submit(6);
    expect(shown).toEqual([{ frame: 'frame', wish, step: 1 }]);
    expect([view.isActive, view.isDue(false), view.isDue(true)]).toEqual([false, false, false]);
    clock.advance(199);
    expect(view.isDue(true)).toBe(false);
    clock.advance(1);
    expect([view.isDue(false), view.isDue(true)]).toEqual([false, true]);
    made.step = 9;
    // 60 ms are 12 % of 500
    await submit(60);
    expect(shown[1].step).toBe(9);
    clock.advance(499);
    expect(view.isDue(true)).toBe(false);
    clock.advance(1);
    expect(view.isDue(true)).toBe(true);
    expect(made).toMatchObject({ sources: 1, destroyed: 0 });
    // changed weights and another wish are shown at once
    await submit(6);
    view.refresh();
    expect([view.isActive, view.isDue(false)]).toEqual([true, true]);
    await submit(6);
    const other = { line: 2 };
    view.watch(other);
    expect(view.isDue(false)).toBe(true);
    await submit(6);
    expect(shown.at(-1)?.wish).toBe(other);
    expect(made).toMatchObject({ sources: 2, destroyed: 1 });
    view.unwatch();
    clock.advance(10_000);
    expect([view.isActive, view.isDue(false), view.isDue(true)]).toEqual([false, false, false]);
    await view.close();
    expect(made.destroyed).toBe(2);
  },

  async 'frames: one at a time, none of a wish that was let go'(patch) {
    const { clock, made, shown, submit, view } = await frames(patch);
    view.watch({ line: 1 });
    view.submit(() => undefined);
    expect(view.isDue(true)).toBe(false);
    view.refresh();
    expect(view.isDue(true)).toBe(false);
    view.unwatch();
    await settle();
    expect(shown).toEqual([]);
    // nothing to run: told once, and not again until something else is wanted
    made.isEmpty = true;
    view.watch({ line: 2 });
    await submit(1);
    expect(shown).toHaveLength(1);
    expect(shown[0].frame).toBeNull();
    clock.advance(100_000);
    expect(view.isDue(true)).toBe(false);
  },

  async 'samples: every 130 ms, 16 at a time and 15 % of the time beside training'(patch) {
    const { asked, clock, desk, draw, messages, submit } = await sample(patch);
    draw(40);
    expect([desk.isDue(true), desk.isDue(false)]).toEqual([true, true]);
    await submit(6, true);
    clock.advance(129);
    expect([desk.isDue(true), desk.isDue(false)]).toEqual([false, false]);
    clock.advance(1);
    expect([desk.isDue(true), desk.isDue(false)]).toEqual([true, true]);
    // 60 ms are 15 % of 400
    await submit(60, true);
    clock.advance(130);
    expect([desk.isDue(true), desk.isDue(false)]).toEqual([false, true]);
    clock.advance(269);
    expect(desk.isDue(true)).toBe(false);
    clock.advance(1);
    expect(desk.isDue(true)).toBe(true);
    await submit(1, false);
    expect(asked).toEqual([16, 16, 64]);
    expect(desk.isActive).toBe(false);
    // a new one does not wait for the one before
    draw(5);
    expect(desk.isDue(true)).toBe(true);
    await submit(6, true);
    await settle();
    expect(messages.filter(({ type }) => type === 'sample.compared')).toHaveLength(2);
  },

  async 'samples: nothing of one that was given up'(patch) {
    const { desk, draw, messages } = await sample(patch);
    draw(40);
    desk.submit(() => undefined, true);
    draw(5);
    await settle();
    const told = messages.map((one) => (one.type === 'sample.ended' ? one.reason : one.type));
    expect(told).toEqual(['sample.started', 'stopped', 'sample.started']);
    desk.submit(() => undefined, true);
    await settle();
    const { tokens } = messages[3] as Extract<WorkerMessage, { type: 'sample.tokens' }>;
    expect(tokens).toHaveLength(5);
  },

  async 'speed: over the last four seconds'(patch) {
    const { clock, speed } = await meter(patch);
    speed.resume();
    expect(speed.charactersPerSecond).toBe(0);
    clock.advance(500);
    speed.note(2);
    // 2 steps of 10 characters in half a second
    expect(speed.charactersPerSecond).toBe(40);
    for (let made = 0; made < 40; made++) {
      clock.advance(250);
      speed.note(3);
    }
    expect(speed.charactersPerSecond).toBe(120);
    // it falls while no step is made
    clock.advance(4000);
    expect(speed.charactersPerSecond).toBe(60);
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
    expect([speed.seconds, speed.charactersPerSecond]).toEqual([101, 0]);
    speed.resume();
    clock.advance(2000);
    speed.note(1);
    // the steps from before the rest have no part in it
    expect([speed.seconds, speed.charactersPerSecond]).toEqual([103, 5]);
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
    await losses.readUpTo(9);
    expect(told.runs).toEqual([1, 4, 8]);
    expect(history.steps).toBe(9);
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
    const { Chunking: Chunks } = await loaded(patch, 'src/training/chunking.ts', { Chunking });
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
    chunking.hidden = true;
    expect(chunking.next(8, 32).slice.steps).toBe(25);
    chunking.caution = 1;
    expect(chunking.next(8, 32).slice.steps).toBe(12);
    chunking.hidden = false;
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
    const onSubmittedWorkDone = () => new Promise<void>((resolve) => waiting.push(resolve));
    const device = { queue: { onSubmittedWorkDone } } as unknown as GPUDevice;
    const stalls: boolean[] = [];
    const pacer = new Pace(device, clock, (isStalled) => stalls.push(isStalled));
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
  },

  async 'a session: losses and frames come when the clock says so'(patch) {
    const worker = await openSubject(patch, tinyNet);
    const frame = worker.next('gates.frame');
    worker.send({ type: 'gates.watch', line: 'to be', layer: 1 });
    await frame;
    const count = (type: WorkerMessage['type']) =>
      worker.messages.filter((one) => one.type === type).length;
    const submits = () => worker.faults.counts.submits;
    const train = async () => {
      const end = submits() + 12;
      await worker.until(() => submits() >= end);
    };
    worker.send({ type: 'training.start' });
    // the first step is cut into slices: what is read first has no losses yet
    await train();
    worker.clock.advance(200);
    await worker.until(() => count('training.losses') > 0 && count('gates.frame') > 1);
    expect([count('training.losses'), count('gates.frame')]).toEqual([1, 2]);
    for (let turn = 0; turn < 3; turn++) {
      const before = { losses: count('training.losses'), frames: count('gates.frame') };
      await train();
      worker.clock.advance(129);
      await train();
      expect(count('training.losses')).toBe(before.losses);
      const told = worker.next('training.losses');
      worker.clock.advance(1);
      await told;
      await train();
      expect(count('training.losses')).toBe(before.losses + 1);
      expect(count('gates.frame')).toBe(before.frames);
      const frame = worker.next('gates.frame');
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
    const start = worker.faults.counts.submits;
    const paused = async () =>
      (await worker.next('training.progress', ({ progress }) => progress.state === 'paused'))
        .progress;
    worker.send({ type: 'training.start' });
    await worker.until(() => worker.faults.counts.submits > start + 12);
    const told = worker.next('training.progress');
    worker.clock.advance(2000);
    const { progress } = await told;
    expect(progress.seconds).toBe(2);
    expect(progress.charactersPerSecond).toBe((progress.step * 15) / 2);
    const rests = paused();
    worker.send({ type: 'training.pause' });
    expect(await rests).toMatchObject({ seconds: 2, charactersPerSecond: 0 });
    await worker.next('validation.result', undefined, 0);
    worker.clock.advance(30_000);
    const again = paused();
    worker.send({ type: 'training.step' });
    expect(await again).toMatchObject({ seconds: 2, charactersPerSecond: 0 });
    // a single step is not the end of training
    await worker.step(5);
    const results = worker.messages.filter(({ type }) => type === 'validation.result');
    expect(results).toHaveLength(1);
  },
};
