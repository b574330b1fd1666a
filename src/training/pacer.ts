/** Keeps at most two submits in flight, measures how long each took, and notices when none comes back. */
import type { Backend } from '../backend/backend.ts';
import type { Clock } from '../lib/clock.ts';

/** A submit that takes longer may never be done: often the device is lost soon after. */
const stallMs = 5000;

/**
 * Tells how long what was just submitted took.
 * @param start when it was begun, if that is not now: what computes on the CPU is done by now
 */
export type Measure = (done: (ms: number) => void, start?: number) => void;

export class Pacer {
  readonly #backend: Pick<Backend, 'settled'>;
  readonly #clock: Clock;
  readonly #onStall: (isStalled: boolean) => void;
  readonly #inFlight = new Set<Promise<void>>();
  #lastDone = 0;
  /** Submits that have been waited for too long. */
  #late = 0;

  constructor(
    backend: Pick<Backend, 'settled'>,
    clock: Clock,
    onStall: (isStalled: boolean) => void,
  ) {
    this.#backend = backend;
    this.#clock = clock;
    this.#onStall = onStall;
  }

  /** Resolves when another submit may be made. @throws DeviceLostError */
  async room(): Promise<void> {
    while (this.#inFlight.size >= 2 || this.#late > 0) await Promise.race(this.#inFlight);
  }

  /** Resolves when everything submitted has been done. @throws DeviceLostError */
  async idle(): Promise<void> {
    await Promise.all(this.#inFlight);
  }

  /**
   * Call right after a submit; `measured` gets its milliseconds when it is done.
   * @param start when it was begun: what computes on the CPU is done by now
   */
  submitted(measured?: (ms: number) => void, start = this.#clock.now()): void {
    const done = this.#watched().then(() => {
      const end = this.#clock.now();
      this.#inFlight.delete(done);
      measured?.(end - Math.max(start, this.#lastDone));
      this.#lastDone = end;
    });
    // whoever waits for room is told
    done.catch(() => undefined);
    this.#inFlight.add(done);
  }

  async #watched(): Promise<void> {
    let isLate = false;
    const callOff = this.#clock.after(stallMs, () => {
      isLate = true;
      if (++this.#late === 1) this.#onStall(true);
    });
    try {
      await this.#backend.settled();
    } finally {
      callOff();
      if (isLate && --this.#late === 0) this.#onStall(false);
    }
  }
}
