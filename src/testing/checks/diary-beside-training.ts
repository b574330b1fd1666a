/** Samples that come by themselves, in a run at work: each is of one step, and training goes on. */
import { expect } from 'vitest';
import type { SampleRequest } from '../../training/sampler.ts';
import type { Check, SourcePatch } from '../planted-bugs.ts';
import type { WorkerSession } from '../worker-session.ts';
import { settle } from './jobs.ts';
import { stagedRun } from './staged-run.ts';
import { openSubject, tinyNet } from './subject.ts';

/** A run of steps of 20 ms whose sampler takes 1 ms a character, and 4 a submit. */
async function writing(patch: SourcePatch | undefined) {
  /** At which steps the characters of a request were drawn, submit by submit. */
  const drawn = new Map<object, number[]>();
  const sampler = {
    ready: true,
    remaining: 0,
    request: {} as object,
    start(request: SampleRequest) {
      this.request = request;
      this.remaining = request.length;
      drawn.set(request, []);
    },
    async run(count: number) {
      const characters = Math.min(count, this.remaining);
      this.remaining -= characters;
      this.ready = false;
      drawn.get(this.request)?.push(staged.trainer.step);
      staged.net.otherMs += 4 + characters;
      await settle();
      this.ready = true;
      const draw = { token: 1, rank: 1, probability: 1, top: [] };
      return [Array.from({ length: characters }, () => draw)];
    },
  };
  const staged = await stagedRun(patch, { stepMs: 20, forcedChunk: 1, sampler });
  const { run, trainer, turns } = staged;
  const turnsUntil = async (isSo: () => boolean) => {
    for (let made = 0; made < 400 && !isSo(); made++) await turns(1);
    expect(isSo()).toBe(true);
  };
  return {
    ...{ drawn, staged, turnsUntil },
    entries: () => staged.ofType('diary.entry').map(({ entry }) => entry),
    /** It trains, and an entry is drawn in part. */
    begin: async () => {
      run.start();
      await turnsUntil(() => run.jobs.holdsTraining);
    },
    goesOn: async () => {
      const { step } = trainer;
      await turnsUntil(() => trainer.step > step + 3);
    },
  };
}

const spoken = (worker: WorkerSession) =>
  worker.messages
    .flatMap((one) => (one.type === 'sample.tokens' ? one.tokens : []))
    .map(({ symbol }) => symbol)
    .join('');

const entriesIn = (worker: WorkerSession) =>
  worker.messages.flatMap((one) => (one.type === 'diary.entry' ? [one.entry] : []));

/** Steps made. */
function stepOf(worker: WorkerSession): number {
  const told = worker.messages.flatMap((one) =>
    one.type === 'training.progress' ? [one.progress] : [],
  );
  return told.at(-1)?.step ?? 0;
}

/** Steps of 20 ms each, until an entry was made. */
async function untilEntry(worker: WorkerSession) {
  while (entriesIn(worker).length === 0) await worker.step(10);
  return entriesIn(worker);
}

export const diaryBesideTraining: Record<string, Check> = {
  async 'all characters of an entry are drawn at its step'(patch) {
    const { begin, drawn, entries, goesOn, staged, turnsUntil } = await writing(patch);
    const { run, trainer } = staged;
    staged.net.lossOf = (step) => step / 1000;
    // the first one is drawn before any loss is read, and told when its own is there
    const readLosses = trainer.readLosses.bind(trainer);
    trainer.readLosses = () => Promise.resolve(undefined);
    await begin();
    await turnsUntil(() => !run.jobs.diary.isActive);
    await goesOn();
    expect(entries()).toEqual([]);
    trainer.readLosses = readLosses;
    await turnsUntil(() => entries().length === 3);
    const all = [...drawn.values()];
    expect(Math.max(...all.map((steps) => steps.length))).toBeGreaterThan(2);
    for (const steps of all) expect(new Set(steps).size).toBe(1);
    // two trials came first
    expect(drawn.size).toBe(5);
    for (const { step, loss, text } of entries()) {
      expect(all.some(([first]) => first === step)).toBe(true);
      expect(loss).toBe(Math.fround(step / 1000));
      expect(text).toMatch(/^b{20,100}$/);
    }
    await goesOn();
  },

  async 'training never waits for an entry that was given up'(patch) {
    const { begin, drawn, entries, goesOn, staged, turnsUntil } = await writing(patch);
    const { run, trainer } = staged;
    const { jobs } = run;
    await begin();
    // at rest it is written to its end, also when training is to go on before
    const { step } = trainer;
    run.pause();
    await turnsUntil(() => staged.progress?.state === 'paused');
    expect(entries()).toEqual([]);
    run.start();
    await goesOn();
    expect(entries().map((entry) => entry.step)).toEqual([step]);
    await begin();
    run.pause();
    await turnsUntil(() => entries().length === 2);
    await begin();
    await staged.until(run.undo());
    expect(jobs.diary.isActive).toBe(false);
    run.start();
    await goesOn();
    await begin();
    await staged.until(run.rewind());
    run.start();
    await goesOn();
    expect(entries()).toHaveLength(2);
    await begin();
    const draw = { prompt: '', temperature: 1, topK: 0, length: 150, seed: 1 };
    jobs.sample.draw({ type: 'sample.draw', ...draw });
    await goesOn();
    await turnsUntil(() => staged.ofType('sample.ended').length === 1);
    await begin();
    jobs.diary.tune({ type: 'sample.tune', temperature: 1, topK: 0, diary: 'off' });
    await goesOn();
    jobs.diary.tune({ type: 'sample.tune', temperature: 1, topK: 0, diary: 'on' });
    await begin();
    await staged.until(run.leave());
    expect(jobs.diary.isActive).toBe(false);
    expect(staged.progress?.state).toBe('paused');
    // a sampler of the person's own, which takes nothing over
    await begin();
    jobs.sample.pin([{ layer: 1, gate: 0, value: 1 }] as never);
    jobs.sample.draw({ type: 'sample.draw', ...draw });
    await goesOn();
    jobs.sample.stop();
    await goesOn();
    for (const [request, steps] of drawn) {
      const isTheirs = (request as SampleRequest).length === draw.length;
      if (!isTheirs) expect(new Set(steps).size).toBe(1);
    }
    await begin();
    run.halt();
    await staged.turns(4);
    expect(jobs.sample.isActive).toBe(false);
  },

  async 'a run is closed while an entry is drawn'(patch) {
    const { begin, entries, staged } = await writing(patch);
    await begin();
    const state = { isClosed: false };
    await staged.until(staged.run.close().then(() => (state.isClosed = true)));
    expect(state.isClosed).toBe(true);
    expect(entries()).toEqual([]);
  },

  async 'losses are the same bits with a diary and without, and an entry is a sample of its step'(
    patch,
  ) {
    const settings = { ...tinyNet, temperature: 0.9 };
    const writer = await openSubject(patch, { ...settings, diary: 'on' });
    writer.flow(true);
    const [entry] = await untilEntry(writer);
    // the last loss may be read a little after its step
    const step = stepOf(writer);
    await writer.until(() => writer.losses.has(step));
    const { losses } = writer;
    expect(entry.loss).toBe(losses.get(entry.step));
    const bits = await writer.parameters();
    writer.close();

    const other = await openSubject(patch, { ...settings, diary: 'off' });
    other.flow(true);
    await other.step(entry.step);
    const ended = other.next('sample.ended');
    const { temperature, topK } = settings;
    const ask = { prompt: '', temperature, topK, length: entry.text.length, seed: entry.step };
    other.send({ type: 'sample.draw', ...ask });
    expect((await ended).reason).toBe('complete');
    expect(entry.text).toBe(spoken(other));
    await other.step(step - entry.step);
    expect(losses).toEqual(other.losses);
    expect(bits).toEqual(await other.parameters());
    expect(entriesIn(other)).toEqual([]);
  },
};
