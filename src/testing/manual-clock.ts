/** A clock that stands still until a test moves it on. */
import type { Clock } from '../lib/clock.ts';

export class ManualClock implements Clock {
  /** Milliseconds that a rest takes: none, where the test alone moves the clock on. */
  restMs: () => number = () => 0;
  #now = 0;
  #due: { at: number; act: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, act: () => void): () => void {
    const entry = { at: this.#now + ms, act };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }

  /** Somebody waits for this moment, so many milliseconds from now. */
  isAwaited(ms: number): boolean {
    return this.#due.some(({ at }) => at === this.#now + ms);
  }

  /** Lets the GPU and the test do something meanwhile. */
  async pause(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 2));
    this.advance(this.restMs());
  }

  /** Does what falls due meanwhile, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.#now = next.at;
      next.act();
    }
    this.#now = end;
  }
}
