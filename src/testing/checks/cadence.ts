/** When something is validated or drawn, on a clock that only the check moves. */
import { expect, vi } from 'vitest';
import { pause } from '../../lib/slices.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import type { Check } from '../planted-bugs.ts';
import { settle, validation, sample } from './jobs.ts';

export const cadence: Record<string, Check> = {
  async 'validation waits for 50 steps and for 10 s'(patch) {
    for (const [steps, ms] of [
      [50, 200],
      [50, 400],
      [500, 20],
    ]) {
      const { counts, job, train } = await validation(patch);
      // at most a step before either is reached
      train(Math.max(50, 10_000 / ms) - 1, ms);
      expect(counts.begun).toEqual([]);
      expect(job.isActive).toBe(false);
      train(1, ms);
      expect(counts).toMatchObject({ begun: [32_768], step: steps });
      expect(job.isActive).toBe(true);
    }
  },

  async 'what a task counts is measured sooner at first'(patch) {
    const { clock, counts, evaluator, job, slice, train } = await validation(patch);
    evaluator.hasMetrics = true;
    // 50 steps, and half a second
    train(49, 12);
    expect(counts.begun).toEqual([]);
    train(1, 12);
    expect(counts.begun).toEqual([32_768]);
    const measure = async () => {
      for (let made = 0; made < 6; made++) slice(0);
      await settle();
    };
    await measure();
    train(50, 8);
    expect(counts.begun).toHaveLength(1);
    train(13, 8);
    expect(counts.begun).toHaveLength(2);
    await measure();
    // an eighth of what was trained: 40 s
    train(100, 400);
    await measure();
    counts.begun.length = 0;
    clock.advance(4999);
    counts.step += 50;
    job.noteStep();
    expect(counts.begun).toEqual([]);
    clock.advance(200);
    job.noteStep();
    expect(counts.begun).toHaveLength(1);
    await measure();
    // and no more than 10 s
    train(400, 400);
    await measure();
    counts.begun.length = 0;
    counts.step += 50;
    clock.advance(9999);
    job.noteStep();
    expect(counts.begun).toEqual([]);
    clock.advance(1);
    job.noteStep();
    expect(counts.begun).toHaveLength(1);
  },

  async 'what was counted is told with the loss, and labels beside it'(patch) {
    const { evaluator, job, messages, slice } = await validation(patch);
    const labels = [{ label: 'O', correct: 1, found: 2, gold: 3, f1: 0.4 }];
    const measured = { loss: 1.5, tokens: 10, total: 20, metrics: { f1: 0.25 } };
    evaluator.finish = () => Promise.resolve({ ...measured, labels });
    job.request();
    // while all that may be read is under way, nothing more is run
    evaluator.isReady = false;
    expect(job.isDue(false)).toBe(false);
    evaluator.isReady = true;
    expect(job.isDue(false)).toBe(true);
    for (let made = 0; made < 6; made++) slice(1);
    await settle();
    expect(messages).toEqual([
      { type: 'validation.result', result: { step: 0, ...measured }, labels },
    ]);
  },

  async 'both are counted from the end of the one before'(patch) {
    const { clock, counts, job, messages, slice, train } = await validation(patch);
    train(50, 200);
    train(45, 200);
    for (let made = 0; made < 6; made++) slice(100);
    await settle();
    expect(messages).toEqual([
      { type: 'validation.result', result: { step: 50, loss: 1.5, tokens: 10, total: 20 } },
    ]);
    expect(job.isActive).toBe(false);
    train(49, 300);
    expect(counts.begun).toHaveLength(1);
    train(1, 300);
    expect(counts.begun).toHaveLength(2);
    for (let made = 0; made < 6; made++) slice(1);
    await settle();
    expect(messages).toHaveLength(2);
    train(60, 100);
    clock.advance(3999);
    job.noteStep();
    expect(counts.begun).toHaveLength(2);
    clock.advance(1);
    job.noteStep();
    expect(counts.begun).toHaveLength(3);
  },

  async 'a rewind begins the wait anew'(patch) {
    const { clock, counts, job, messages, slice, train } = await validation(patch);
    train(49, 150);
    job.reset();
    counts.step = 0;
    train(66, 150);
    expect(counts.begun).toEqual([]);
    train(1, 150);
    expect(counts.begun).toEqual([32_768]);
    // one that is broken off tells nothing, and what it saved up is gone
    for (let made = 0; made < 6; made++) slice(1);
    job.reset();
    await settle();
    expect(messages).toEqual([]);
    expect(job.isActive).toBe(false);
    counts.step = 0;
    train(49, 300);
    expect(counts.begun).toHaveLength(1);
    job.request();
    slice(1000);
    job.stop();
    expect([job.isActive, job.isDue(true), job.isDue(false)]).toEqual([false, false, false]);
    job.reset();
    counts.step = 0;
    clock.advance(10_000);
    counts.step = 50;
    job.noteStep();
    expect(job.isActive).toBe(true);
    expect(job.isDue(true)).toBe(false);
  },

  async 'validation takes a tenth of the time'(patch) {
    const { counts, job, slice, train } = await validation(patch);
    train(50, 200);
    // 10,000 ms of training are worth 1,111 ms
    expect(job.isDue(true)).toBe(true);
    slice(1000);
    expect(job.isDue(true)).toBe(true);
    slice(1000);
    expect(job.isDue(true)).toBe(false);
    // 889 ms too much: 8,000 ms of training are not enough, 8,001 are
    train(80, 100);
    expect(job.isDue(true)).toBe(false);
    train(1, 1);
    expect(job.isDue(true)).toBe(true);
    slice(10);
    expect(job.isDue(true)).toBe(false);
    expect(job.isDue(false)).toBe(true);
    // what is not used does not pile up
    train(1000, 1000);
    slice(1999);
    expect(job.isDue(true)).toBe(true);
    slice(2);
    expect(job.isDue(true)).toBe(false);
    expect(counts.chunks).toBe(5);
    expect(counts.begun).toHaveLength(1);
  },

  async 'validation that was asked for does not wait'(patch) {
    const { counts, job, messages, slice, train } = await validation(patch);
    train(3, 1);
    job.request();
    expect(job.isDue(true)).toBe(true);
    slice(500);
    expect(counts.begun).toEqual([Infinity]);
    expect(job.isDue(false)).toBe(true);
    for (let made = 0; made < 5; made++) slice(1);
    expect(job.isDue(false)).toBe(false);
    await settle();
    expect(messages).toHaveLength(1);
    expect(job.isActive).toBe(false);
  },

  async 'samples: beside training every 130 ms, 16 at a time and 15 % of the time; at rest every frame'(
    patch,
  ) {
    const { asked, clock, job, draw, messages, submit } = await sample(patch);
    draw(40);
    expect([job.isDue(true), job.isDue(false)]).toEqual([true, true]);
    await submit(6, true);
    clock.advance(15);
    expect([job.isDue(true), job.isDue(false)]).toEqual([false, false]);
    clock.advance(1);
    expect([job.isDue(true), job.isDue(false)]).toEqual([false, true]);
    clock.advance(113);
    expect(job.isDue(true)).toBe(false);
    clock.advance(1);
    expect(job.isDue(true)).toBe(true);
    // 60 ms are 15 % of 400
    await submit(60, true);
    clock.advance(130);
    expect([job.isDue(true), job.isDue(false)]).toEqual([false, true]);
    clock.advance(269);
    expect(job.isDue(true)).toBe(false);
    clock.advance(1);
    expect(job.isDue(true)).toBe(true);
    await submit(1, false);
    expect(asked).toEqual([16, 16, 64]);
    expect(job.isActive).toBe(false);
    // a new one does not wait for the one before
    draw(5);
    expect(job.isDue(true)).toBe(true);
    await submit(6, true);
    await settle();
    expect(messages.filter(({ type }) => type === 'sample.compared')).toHaveLength(2);
  },

  async 'samples: nothing of one that was given up'(patch) {
    const { job, draw, messages } = await sample(patch);
    draw(40);
    job.submit(() => undefined, true);
    draw(5);
    await settle();
    const told = messages.map((one) => (one.type === 'sample.ended' ? one.reason : one.type));
    expect(told).toEqual(['sample.started', 'stopped', 'sample.started']);
    job.submit(() => undefined, true);
    await settle();
    const { tokens } = messages[3] as Extract<WorkerMessage, { type: 'sample.tokens' }>;
    expect(tokens).toHaveLength(5);
  },

  async 'samples: none is compared with the text once it was given up'(patch) {
    const { job, draw, messages, submit } = await sample(patch, 2 ** 18);
    const told = () => messages.map(({ type }) => type);
    // each look at the clock is a while later: there is a pause wherever there may be one
    const watch = vi.spyOn(performance, 'now');
    let now = 0;
    watch.mockImplementation(() => (now += 30));
    try {
      draw(9);
      await submit(1, false);
      expect(told().at(-1)).toBe('sample.ended');
      draw(5);
      await submit(1, false);
      job.stop();
      draw(7);
      await submit(1, false);
      for (let turns = 0; turns < 50; turns++) await pause();
    } finally {
      watch.mockRestore();
    }
    const compared = messages.flatMap((one) =>
      one.type === 'sample.compared' ? [one.copied.measured] : [],
    );
    expect(compared).toEqual([7]);
  },

  async 'samples: what is tuned is the sample of a person, while there is one'(patch) {
    const { job, draw, sampler, submit } = await sample(patch);
    const now = () => [sampler.temperature, sampler.topK];
    job.tune({ temperature: 0.3, topK: 2 });
    expect(now()).toEqual([1, 0]);
    draw(70);
    job.tune({ temperature: 0.4, topK: 3 });
    expect(now()).toEqual([0.4, 3]);
    await submit(1, false);
    await submit(1, false);
    expect(job.isActive).toBe(false);
    // the diary draws with it now
    job.tune({ temperature: 0.5, topK: 4 });
    expect(now()).toEqual([0.4, 3]);
    draw(70);
    job.stop();
    job.tune({ temperature: 0.6, topK: 5 });
    expect(now()).toEqual([0.4, 3]);
  },
};
