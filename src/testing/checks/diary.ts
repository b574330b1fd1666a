/** Samples that come by themselves: when, at what cost, and that nothing else notices. */
import { expect } from 'vitest';
import { DiaryJob } from '../../run/diary-job.ts';
import type { BuiltNet } from '../../net/net-builder.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { ManualClock } from '../manual-clock.ts';
import type { Check, SourcePatch } from '../planted-bugs.ts';
import { loaded, reportedProblems, settle } from './jobs.ts';

type Entry = Extract<WorkerMessage, { type: 'diary.entry' }>['entry'];

/** A job whose training and drawing the check pretends; each submit and character takes its time. */
async function diary(patch: SourcePatch | undefined, submitMs: number, tokenMs: number) {
  const module = await loaded(patch, 'src/run/diary-job.ts', { DiaryJob });
  const clock = new ManualClock();
  clock.advance(50);
  const run = { step: 0, isFree: true, loss: undefined as number | undefined };
  /** Milliseconds of training, and of waiting for the diary; each wait from end to end. */
  const spent = { training: 0, drawing: 0, waits: [] as number[], submits: [] as number[] };
  const requests: { length: number; seed: number; temperature: number; topK: number }[] = [];
  /** The step at which each submit was made, by request. */
  const steps: number[][] = [];
  const entries: Entry[] = [];
  const draw = { token: 1, rank: 1, probability: 1, top: [] };
  const reading = { failed: false, upTo: Infinity };
  const sampler = {
    isCompiled: true,
    ready: true,
    remaining: 0,
    request: {} as object,
    start(request: (typeof requests)[number]) {
      requests.push(request);
      steps.push([]);
      this.request = request;
      this.remaining = request.length;
    },
    run(count: number) {
      const drawn = Math.min(count, this.remaining);
      this.remaining -= drawn;
      steps[steps.length - 1].push(run.step);
      last = submitMs + drawn * tokenMs;
      if (reading.failed) return Promise.reject(new Error('no reading'));
      return Promise.resolve([Array.from({ length: drawn }, () => draw)]);
    },
  };
  let last = 0;
  const targets = {
    size: 2,
    decode: (tokens: number[]) => tokens.map((token) => 'xa'[token]).join(''),
  };
  const settings = { temperature: 0.7, topK: 3, diary: 'on' };
  const data = { targets, beginning: () => Uint32Array.of(0) };
  const job = new module.DiaryJob(
    {
      built: { sampler, settings, data } as unknown as BuiltNet,
      step: () => run.step,
      lossOf: (step) => (run.loss === undefined ? undefined : run.loss + step),
      isRead: (step) => step <= reading.upTo,
      isFree: () => run.isFree,
    },
    (message) => message.type === 'diary.entry' && entries.push(message.entry),
    clock,
  );
  const submit = async (training: boolean) => {
    job.submit((done) => {
      clock.advance(last);
      done(last);
    }, training);
    spent.drawing += last;
    spent.submits.push(last);
    await settle();
  };
  return {
    ...{ clock, job, draw, entries, reading, requests, run, sampler, settings, spent, steps },
    submit,
    /** As the loop does, one step after another; what is due comes first, what is read takes 2 ms. */
    train: async (count: number, ms: number) => {
      for (let made = 0; made < count; made++) {
        const start = spent.drawing;
        while (job.isDue(true)) {
          await submit(true);
          if (!job.isActive) break;
          clock.advance(2);
          spent.drawing += 2;
        }
        if (spent.drawing > start) spent.waits.push(spent.drawing - start);
        // so many steps are made that what is asserted of each is looked at first
        if (job.holdsTraining) expect(job.holdsTraining).toBe(false);
        run.step++;
        clock.advance(ms);
        spent.training += ms;
        job.noteTraining(ms);
      }
    },
  };
}

export const diaryChecks: Record<string, Check> = {
  async 'the diary takes a twentieth of the time, on machines of every speed'(patch) {
    for (const [submitMs, tokenMs, stepMs] of [
      [0.2, 0.01, 1],
      [2, 0.2, 5],
      [15, 1, 20],
      [1, 8, 200],
      [5, 40, 500],
    ]) {
      const { entries, run, spent, steps, train } = await diary(patch, submitMs, tokenMs);
      for (let made = 0; made < 120_000; made += stepMs) {
        await train(1, stepMs);
        // no more than what was saved up by then, but for what nobody could know
        const most = 0.05 * (spent.training + spent.drawing) + 50;
        if (spent.drawing > most) expect(spent.drawing).toBeLessThanOrEqual(most);
      }
      expect(spent.drawing / (spent.training + spent.drawing)).toBeLessThanOrEqual(0.051);
      // and one does see the language appear
      expect(entries.length).toBeGreaterThan(3);
      expect(entries.length).toBeLessThan(25);
      // messages get through, and training waits no longer than it must
      expect(Math.max(...spent.submits)).toBeLessThanOrEqual(50 + submitMs);
      expect(Math.max(...spent.waits)).toBeLessThanOrEqual(Math.max(550, 20 * (tokenMs + 10)));
      expect(steps.every((of) => new Set(of).size === 1)).toBe(true);
      const lengths = entries.map(({ text }) => text.length);
      expect(Math.min(...lengths)).toBeGreaterThanOrEqual(20);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(100);
      if (tokenMs < 4) expect(lengths.at(-1)).toBe(100);
      expect(run.step).toBeGreaterThan(0);
    }
  },

  async 'the diary: the first one soon, then every five seconds, then more rarely'(patch) {
    const { entries, requests, run, train } = await diary(patch, 1, 0.1);
    run.loss = 100;
    await train(3000, 1);
    expect(entries).toHaveLength(1);
    // one character, then some, tell what it takes; nobody is shown them
    expect(requests.map(({ length }) => length)).toEqual([1, 8, 100]);
    const [{ step, loss, text }] = entries;
    // 10 ms of credit are 190 ms of training, and a hundred characters are worth half a second
    expect(step).toBeGreaterThan(190);
    expect(step).toBeLessThan(600);
    expect(loss).toBe(100 + step);
    expect(text).toBe('a'.repeat(100));
    await train(7000, 1);
    const gaps = () => entries.slice(1).map((entry, at) => entry.step - entries[at].step);
    expect(entries).toHaveLength(2);
    expect(gaps()[0]).toBeGreaterThanOrEqual(5000);
    await train(190_000, 1);
    expect(gaps().at(-1)).toBeGreaterThan(12_000);
    expect(gaps().at(-1)).toBeLessThan(22_000);
  },

  async 'an entry has the loss of its own step, however late that is read'(patch) {
    const { entries, job, reading, run, train } = await diary(patch, 1, 0.1);
    reading.upTo = 100;
    await train(3000, 1);
    job.tell();
    expect(entries).toEqual([]);
    expect([job.isActive, job.holdsTraining]).toEqual([false, false]);
    run.loss = 100;
    reading.upTo = run.step;
    job.tell();
    job.tell();
    expect(entries).toHaveLength(1);
    expect(entries[0].step).toBeLessThan(600);
    expect(entries[0].loss).toBe(100 + entries[0].step);
    // one that is not read before the run goes back is of steps that were taken back
    await train(6000, 1);
    expect(entries).toHaveLength(1);
    job.reset();
    reading.upTo = Infinity;
    job.tell();
    expect(entries).toHaveLength(1);
  },

  async 'the diary waits while a person draws, and leaves the sampler to them'(patch) {
    const { job, entries, reading, requests, run, sampler, submit, train } = await diary(
      patch,
      1,
      5,
    );
    run.isFree = false;
    await train(300, 1);
    expect(requests).toHaveLength(0);
    run.isFree = true;
    /** Until some of an entry is drawn and some is not. */
    const begin = async () => {
      while (!job.holdsTraining) {
        if (job.isDue(true)) await submit(true);
        else await train(1, 1);
      }
    };
    await begin();
    expect([job.isActive, job.isDue(true)]).toEqual([true, true]);
    // theirs begins and ends before the diary is asked again
    sampler.start({ length: 40, seed: 9, temperature: 1, topK: 0 });
    sampler.remaining = 0;
    expect([job.isActive, job.holdsTraining, job.isDue(false)]).toEqual([false, false, false]);
    expect(entries).toEqual([]);
    await begin();
    // dropped for whatever reason, training goes on
    job.stop();
    expect(job.holdsTraining).toBe(false);
    await begin();
    job.tune({ type: 'sample.tune', temperature: 1, topK: 0, diary: 'off' });
    expect(job.holdsTraining).toBe(false);
    job.tune({ type: 'sample.tune', temperature: 1, topK: 0, diary: 'on' });
    await begin();
    const problems = reportedProblems();
    reading.failed = true;
    await submit(true);
    expect([problems.length, job.holdsTraining, job.isActive]).toEqual([1, false, false]);
    reading.failed = false;
    await begin();
    // what they wait for is not read yet
    sampler.ready = false;
    expect([job.isDue(true), job.isDue(false)]).toEqual([false, false]);
    sampler.ready = true;
    // at rest it is written to its end
    while (job.isActive) await submit(false);
    expect(entries).toHaveLength(1);
    expect(job.isDue(false)).toBe(false);
  },

  async 'the diary: at the temperature of now, from other numbers each time, or not at all'(patch) {
    const { job, draw, entries, requests, train } = await diary(patch, 1, 0.1);
    await train(3000, 1);
    // the trials
    requests.splice(0, 2);
    job.tune({ type: 'sample.tune', temperature: 1.5, topK: 7, diary: 'on' });
    await train(7000, 1);
    expect(requests.map(({ temperature, topK }) => [temperature, topK])).toEqual([
      [0.7, 3],
      [1.5, 7],
    ]);
    expect(requests[1].seed).not.toBe(requests[0].seed);
    expect(entries).toHaveLength(2);
    expect(entries[0].loss).toBeNull();
    job.tune({ type: 'sample.tune', temperature: 1, topK: 0, diary: 'off' });
    await train(20_000, 1);
    expect(requests).toHaveLength(2);
    // weights that went astray write nothing
    draw.probability = NaN;
    job.tune({ type: 'sample.tune', temperature: 1, topK: 0, diary: 'on' });
    await train(1000, 1);
    expect(requests).toHaveLength(3);
    expect([entries.length, job.isActive]).toEqual([2, false]);
    // another point of its history: soon again
    draw.probability = 1;
    job.reset();
    // what was saved up is gone with the way that was given up
    await train(100, 1);
    expect([entries.length, requests.length]).toEqual([2, 3]);
    await train(1000, 1);
    expect(entries).toHaveLength(3);
  },
};
