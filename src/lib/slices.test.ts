import { describe, expect, it } from 'vitest';
import { CancelledError } from './errors.ts';
import { runAtOnce, runWithPauses, type Slices } from './slices.ts';

/** Works for about `ms` milliseconds per slice. */
function* work(slices: number, ms: number): Slices<string> {
  for (let done = 1; done <= slices; done++) {
    const end = performance.now() + ms;
    while (performance.now() < end);
    yield done;
  }
  return 'done';
}

describe('work in slices', () => {
  it('gives the same result at once and with pauses', async () => {
    expect(runAtOnce(work(3, 0))).toBe('done');
    expect(await runWithPauses(work(3, 0))).toBe('done');
  });

  it('lets timers through and reports progress between slices', async () => {
    const events: (number | string)[] = [];
    setTimeout(() => events.push('timer'), 0);
    await runWithPauses(work(4, 25), { onProgress: (done) => events.push(done) });
    expect(events.indexOf('timer')).toBeLessThan(events.indexOf(2));
    expect(events.filter((event) => event !== 'timer')).toEqual([1, 2, 3, 4]);
  });

  it('stops at the next pause when cancelled', async () => {
    const controller = new AbortController();
    let last = 0;
    const running = runWithPauses(work(1000, 25), {
      signal: controller.signal,
      onProgress: (done) => (last = done),
    });
    setTimeout(() => controller.abort(), 0);
    await expect(running).rejects.toThrow(CancelledError);
    expect(last).toBeLessThan(5);
  });

  it('does not begin when already cancelled', async () => {
    const running = runWithPauses(work(1, 0), { signal: AbortSignal.abort() });
    await expect(running).rejects.toThrow(CancelledError);
  });
});
