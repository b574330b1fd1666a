/**
 * Reads losses and norms back, at most 8 times a second, and tells those that are numbers. Too many
 * in a row that are none mean that training cannot go on.
 */
import type { Clock } from '../lib/clock.ts';
import { FiniteWatch } from '../training/finite-watch.ts';
import type { History } from '../training/history.ts';
import type { Trainer } from '../training/trainer.ts';
import type { LossRun } from '../protocol/training.ts';

/** Milliseconds between readbacks. */
const interval = 130;

type Source = Pick<Trainer, 'readLosses'>;

export interface LossListener {
  onLosses: (run: LossRun) => void;
  /** After five steps in a row that were skipped: the first of them. */
  onFailure: (step: number) => void;
  /** After each reading. */
  onRead: () => void;
}

export class LossReader {
  readonly #trainer: Source;
  readonly #history: History;
  readonly #listener: LossListener;
  readonly #clock: Clock;
  readonly #finite = new FiniteWatch();
  #last = -Infinity;
  #isReading = false;
  /** Results from before a rewind are dropped. */
  #generation = 0;

  constructor(trainer: Source, history: History, clock: Clock, listener: LossListener) {
    this.#trainer = trainer;
    this.#history = history;
    this.#listener = listener;
    this.#clock = clock;
  }

  /** The first loss of a run is what a person waits for: it is read as soon as it is there. */
  get isDue(): boolean {
    if (this.#isReading) return false;
    return this.#history.steps === 0 || this.#clock.now() - this.#last >= interval;
  }

  /** What is under way is of steps that were taken back. */
  outdate(): void {
    this.#generation++;
    this.#finite.reset();
  }

  async read(): Promise<void> {
    const generation = this.#generation;
    const last = this.#last;
    this.#last = this.#clock.now();
    this.#isReading = true;
    try {
      const entries = await this.#trainer.readLosses();
      // where no step has ended, nothing was read that the next reading would have to wait for
      if (!entries) this.#last = last;
      if (!entries || generation !== this.#generation) return;
      const { runs, failedAt } = this.#finite.read(entries);
      for (const losses of runs) this.#listener.onLosses(losses);
      if (failedAt !== undefined) this.#listener.onFailure(failedAt);
      this.#listener.onRead();
    } finally {
      this.#isReading = false;
    }
  }

  /** Until the losses of all steps up to this one are there, or will never be. */
  async readUpTo(step: number): Promise<void> {
    for (let tries = 0; this.#history.steps < step && tries < 50; tries++) {
      await this.read();
      if (this.#history.steps < step) await this.#clock.pause();
    }
  }
}
