/**
 * Finds out what a step takes before anybody trains: forward and backward of the next step, again and
 * again for a moment, in submits as short as those of training. Nothing is updated, and what these
 * write the next step writes anew: the run goes on bit for bit as if there had been no trial.
 */
import type { Clock } from '../lib/clock.ts';
import { Chunking } from './chunking.ts';
import type { Slice, Trainer } from '../training/trainer.ts';
import type { Measure } from '../training/pacer.ts';
import type { Job } from './job.ts';
import type { WorkerMessage } from '../protocol/messages.ts';

type Tried = Pick<Trainer, 'dispatches' | 'updateAt' | 'plan' | 'prepare' | 'submit'>;

/** Milliseconds after which a step or more tells enough, and after which a part of one must. */
const enoughMs = 300;
const mostMs = 1000;

export class TrialJob implements Job {
  readonly #trainer: Tried;
  readonly #post: (message: WorkerMessage) => void;
  readonly #clock: Clock;
  /** Absent while none is wanted. */
  #trial: Trial | undefined;
  #isUnderWay = false;

  constructor(trainer: Tried, post: (message: WorkerMessage) => void, clock: Clock) {
    this.#trainer = trainer;
    this.#post = post;
    this.#clock = clock;
  }

  request(): void {
    this.#trial = new Trial(this.#trainer.updateAt);
  }

  stop(): void {
    this.#trial = undefined;
  }

  /** True while there is something to submit or to wait for. */
  get isActive(): boolean {
    return this.#trial !== undefined;
  }

  /** One submit at a time: whoever wants to train waits for no more. */
  isDue(training: boolean): boolean {
    return !training && this.isActive && !this.#isUnderWay;
  }

  submit(measure: Measure): void {
    const trial = this.#trial;
    if (!trial) return;
    const { slice, isNew } = trial.next(this.#trainer.plan.slots);
    const start = this.#clock.now();
    if (isNew) this.#trainer.prepare(slice.steps);
    this.#trainer.submit(slice);
    this.#isUnderWay = true;
    measure((ms) => {
      this.#isUnderWay = false;
      trial.measured(slice, ms);
      const { passMs } = trial;
      if (this.#trial !== trial || passMs === undefined) return;
      this.#trial = undefined;
      const { dispatches, updateAt } = this.#trainer;
      this.#post({ type: 'training.tried', stepMs: (passMs * dispatches) / updateAt });
    }, start);
  }
}

/** Passes over the first dispatches of a step; the first pass of all warms up. */
class Trial {
  readonly #dispatches: number;
  readonly #chunking = new Chunking();
  /** Of all that was made, and of the pass under way. */
  #spent = 0;
  #part = 0;
  #place = 0;
  #warmUp: number | undefined;
  #passes = 0;
  #passesMs = 0;

  constructor(dispatches: number) {
    this.#dispatches = dispatches;
  }

  next(most: number): { slice: Slice; isNew: boolean } {
    return this.#chunking.next(this.#dispatches, most);
  }

  measured(slice: Slice, ms: number): void {
    this.#chunking.measured(slice, this.#dispatches, ms);
    this.#spent += ms;
    this.#part += ms;
    this.#place = slice.to;
    if (slice.to < this.#dispatches) return;
    if (this.#warmUp === undefined) this.#warmUp = this.#part;
    else {
      this.#passes += slice.steps;
      this.#passesMs += this.#part;
    }
    this.#part = 0;
  }

  /** Milliseconds of a pass, once that is known well enough. */
  get passMs(): number | undefined {
    if (this.#passes > 0 && this.#spent >= enoughMs) return this.#passesMs / this.#passes;
    if (this.#spent < mostMs) return undefined;
    const isWhole = this.#place === this.#dispatches;
    return isWhole ? this.#warmUp : (this.#part * this.#dispatches) / this.#place;
  }
}
