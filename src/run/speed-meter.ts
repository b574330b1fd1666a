/** Trained tokens per second over the last seconds, and the time spent training. */
import type { Clock } from '../lib/clock.ts';

const windowMs = 4000;

export class SpeedMeter {
  readonly #tokensPerStep: number;
  readonly #clock: Pick<Clock, 'now'>;
  #marks: { at: number; steps: number }[] = [];
  #spent = 0;
  #since: number | undefined;

  constructor(tokensPerStep: number, clock: Pick<Clock, 'now'>) {
    this.#tokensPerStep = tokensPerStep;
    this.#clock = clock;
  }

  resume(): void {
    this.#since ??= this.#clock.now();
    this.#marks = [{ at: this.#clock.now(), steps: 0 }];
  }

  stop(): void {
    if (this.#since !== undefined) this.#spent += this.#clock.now() - this.#since;
    this.#since = undefined;
    this.#marks = [];
  }

  /** @param seconds spent before */
  reset(seconds = 0): void {
    this.stop();
    this.#spent = seconds * 1000;
  }

  note(steps: number): void {
    const at = this.#clock.now();
    this.#marks.push({ at, steps });
    while (this.#marks.length > 2 && at - this.#marks[0].at > windowMs) this.#marks.shift();
  }

  get tokensPerSecond(): number {
    const [first, ...later] = this.#marks;
    if (!first || later.length === 0) return 0;
    const steps = later.reduce((sum, mark) => sum + mark.steps, 0);
    const elapsed = this.#clock.now() - first.at;
    return elapsed > 0 ? (1000 * steps * this.#tokensPerStep) / elapsed : 0;
  }

  get seconds(): number {
    const running = this.#since === undefined ? 0 : this.#clock.now() - this.#since;
    return (this.#spent + running) / 1000;
  }
}
