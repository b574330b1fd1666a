import { describe, expect, it } from 'vitest';
import { CancelledError } from './errors.ts';
import { runAtOnce, runWithPauses, type Slices } from './slices.ts';

/** Time passes with the work alone: each slice takes so many milliseconds. */
class Worktime {
  passed = 0;
  readonly now = () => this.passed;

  *work(slices: number, ms: number): Slices<string> {
    for (let done = 1; done <= slices; done++) {
      this.passed += ms;
      yield done;
    }
    return 'done';
  }
}

describe('work in slices', () => {
  it('gives the same result at once and with pauses', async () => {
    expect(runAtOnce(new Worktime().work(3, 0))).toBe('done');
    expect(await runWithPauses(new Worktime().work(3, 0))).toBe('done');
  });

  it('rests after each 20 ms of work, lets timers through and reports how far it is', async () => {
    const time = new Worktime();
    const events: (number | string)[] = [];
    setTimeout(() => events.push('timer'), 0);
    const onProgress = (done: number) => events.push(done);
    await runWithPauses(time.work(9, 10), { onProgress, now: time.now });
    expect(events).toEqual([2, 'timer', 4, 6, 8]);
  });

  it('does not rest from work that is short', async () => {
    const time = new Worktime();
    const reported: number[] = [];
    await runWithPauses(time.work(19, 1), {
      onProgress: (done) => reported.push(done),
      now: time.now,
    });
    expect(reported).toEqual([]);
  });

  it('stops at the next pause when cancelled, and does no more of it', async () => {
    const time = new Worktime();
    const controller = new AbortController();
    const running = runWithPauses(time.work(1000, 25), {
      signal: controller.signal,
      onProgress: (done) => done === 3 && controller.abort(),
      now: time.now,
    });
    await expect(running).rejects.toThrow(CancelledError);
    expect(time.passed).toBe(3 * 25);
  });

  it('does not begin when already cancelled', async () => {
    const time = new Worktime();
    const running = runWithPauses(time.work(1, 5), { signal: AbortSignal.abort() });
    await expect(running).rejects.toThrow(CancelledError);
    expect(time.passed).toBe(0);
  });
});
