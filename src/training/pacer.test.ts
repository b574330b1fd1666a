import { describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { Pacer } from './pacer.ts';

/** A backend whose calls return when they are done, as on the CPU. */
class Busy {
  workedMs = 0;
  readonly #clock: ManualClock;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  work(ms: number): void {
    this.#clock.advance(ms);
    this.workedMs += ms;
  }

  settled(): Promise<void> {
    return Promise.resolve();
  }
}

describe('the pace of a backend that works at once', () => {
  it('counts for each submit what its own call took', async () => {
    const clock = new ManualClock();
    const backend = new Busy(clock);
    // of another net, before
    backend.work(1000);
    const pacer = new Pacer(backend, clock, () => undefined);
    const times: number[] = [];
    for (const ms of [7, 30, 2]) {
      await pacer.room();
      backend.work(ms);
      pacer.submitted((took) => times.push(took));
      // what comes between submits is no part of them
      clock.advance(500);
    }
    await pacer.idle();
    expect(times).toEqual([7, 30, 2]);
  });

  it('never finds it stalled', async () => {
    const clock = new ManualClock();
    const backend = new Busy(clock);
    const stalls: boolean[] = [];
    const pacer = new Pacer(backend, clock, (isStalled) => stalls.push(isStalled));
    backend.work(60_000);
    pacer.submitted();
    await pacer.idle();
    expect(stalls).toEqual([]);
  });
});
