/**
 * Measures the held-out loss, and what else the task counts: while training every 50 steps or 10
 * seconds, whichever is later, in slices that take at most a tenth of the time; all of the held-out
 * text on pause and on demand. What is counted is watched as it is learned, often within seconds:
 * the wait is shorter then, at first half a second and later an eighth of the time trained.
 */
import type { Clock } from '../lib/clock.ts';
import type { Measure } from '../training/pacer.ts';
import type { Job } from './job.ts';
import type { BuiltNet } from '../net/net-builder.ts';
import type { Post } from '../protocol/messages.ts';

const everySteps = 50;
const everyMs = 10_000;
/** With metrics: at least this, and this share of what was trained so far. */
const soonestMs = 500;
const waitShare = 1 / 8;
/** Held-out tokens counted while training. */
const besideTraining = 32_768;
/** Milliseconds of training for each millisecond of validation. */
const trainingShare = 9;

export class ValidationJob implements Job {
  readonly #built: BuiltNet;
  readonly #post: Post;
  readonly #step: () => number;
  readonly #clock: Clock;
  readonly #onBegin: () => void;
  #isRunning = false;
  #isRequested = false;
  #isReading = false;
  #startStep = 0;
  #lastStep = 0;
  #lastTime: number;
  /** Milliseconds that validation may take now. */
  #credit = 0;
  #trainedMs = 0;
  #generation = 0;

  /** @param onBegin a validation begins, of the weights of now */
  constructor(
    built: BuiltNet,
    post: Post,
    step: () => number,
    clock: Clock,
    onBegin: () => void = () => undefined,
  ) {
    this.#built = built;
    this.#post = post;
    this.#step = step;
    this.#clock = clock;
    this.#onBegin = onBegin;
    this.#lastTime = clock.now();
  }

  /** True while there is something to submit or to wait for. */
  get isActive(): boolean {
    return this.#isRunning || this.#isRequested;
  }

  /** What was learned before is measured before any of it is forgotten. */
  get holdsTraining(): boolean {
    return this.isActive && this.#built.former !== undefined && this.#step() === 0;
  }

  /** Compiles what validation needs, once. */
  prepare(): void {
    const { evaluator } = this.#built;
    if (!evaluator.isCompiled) evaluator.compile().catch((error: unknown) => reportError(error));
  }

  /** All held-out tokens, as soon as possible. */
  request(): void {
    this.prepare();
    this.#isRequested = this.#built.evaluator.hasText;
  }

  stop(): void {
    this.#isRunning = this.#isRequested = false;
    this.#generation++;
  }

  reset(): void {
    this.stop();
    this.#lastStep = 0;
    this.#lastTime = this.#clock.now();
    this.#credit = this.#trainedMs = 0;
  }

  noteTraining(ms: number): void {
    this.#trainedMs += ms;
    this.#credit = Math.min(this.#credit + ms / trainingShare, 2000);
  }

  noteStep(): void {
    // a copy of what is validated is to be of this very step
    if (!this.#built.snapshots.ready) return;
    if (this.#isRunning || this.#isReading || !this.#built.evaluator.hasText) return;
    const hasSteps = this.#step() - this.#lastStep >= everySteps;
    const hasWaited = this.#clock.now() - this.#lastTime >= this.#waitMs;
    if (hasSteps && hasWaited) this.#begin(besideTraining);
  }

  get #waitMs(): number {
    if (!this.#built.evaluator.hasMetrics) return everyMs;
    return Math.min(everyMs, Math.max(soonestMs, waitShare * this.#trainedMs));
  }

  isDue(training: boolean): boolean {
    const { isCompiled, isReady } = this.#built.evaluator;
    if (this.#isReading || !isCompiled || !isReady) return false;
    if (this.#isRequested) return this.#built.snapshots.ready;
    return this.#isRunning && (!training || this.#credit > 0 || this.holdsTraining);
  }

  submit(measure: Measure): void {
    if (this.#isRequested) {
      this.#isRequested = false;
      this.#begin(Infinity);
    }
    const { evaluator } = this.#built;
    const start = this.#clock.now();
    evaluator.runChunk();
    measure((ms) => (this.#credit -= ms), start);
    if (evaluator.isComplete) this.#finish();
  }

  #begin(limit: number): void {
    this.#isRunning = true;
    this.#startStep = this.#step();
    this.#onBegin();
    this.#built.evaluator.begin(limit);
  }

  #finish(): void {
    const generation = this.#generation;
    const step = this.#startStep;
    this.#isReading = true;
    this.#built.evaluator
      .finish()
      .then(({ labels, ...measured }) => {
        if (generation !== this.#generation || !Number.isFinite(measured.loss)) return;
        const result = { step, ...measured };
        this.#post({ type: 'validation.result', result, ...(labels && { labels }) });
      })
      .catch((error: unknown) => reportError(error))
      .finally(() => {
        this.#isReading = this.#isRunning = false;
        this.#lastStep = this.#step();
        this.#lastTime = this.#clock.now();
      });
  }
}
