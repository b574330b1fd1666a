/**
 * Shows something of the net again and again: at once when asked, a few times a second while it
 * trains. What is shown has a plan of its own, made when it is first wanted.
 */
import type { Backend } from '../backend/backend.ts';
import type { Clock } from '../lib/clock.ts';

/** @param start when what is measured was begun */
export type Measure = (done: (ms: number) => void, start: number) => void;

/** One kind of picture. `Wish`: what a person asked to see. */
export interface LiveView<Wish, Source extends { destroy(): void }, Frame> {
  /** Makes what runs it; null where there is nothing to run. */
  prepare(wish: Wish): Promise<Source | null>;
  /** Submits a run over the weights as they are when it begins; @returns what was read back. */
  run(source: Source, wish: Wish): Promise<Frame>;
  /** Tells the page; null where there is nothing to run. */
  show(frame: Frame | null, wish: Wish, step: number): void;
  /** The step that the weights are from. */
  step(): number;
  /** Milliseconds between frames at least, and how much of the time they may take. */
  interval: number;
  timeShare: number;
}

export class LiveFrames<Wish extends object, Source extends { destroy(): void }, Frame> {
  readonly #view: LiveView<Wish, Source, Frame>;
  readonly #backend: Pick<Backend, 'settled'>;
  readonly #clock: Clock;
  #wish: Wish | undefined;
  #source: Source | undefined;
  #isStale = false;
  #underWay = 0;
  #nextFrame = 0;
  /** The latest run, which may submit more than once. */
  #running: Promise<unknown> = Promise.resolve();
  /** Settles when what was let go holds no memory any more. */
  #dropped: Promise<void> = Promise.resolve();

  constructor(
    backend: Pick<Backend, 'settled'>,
    clock: Clock,
    view: LiveView<Wish, Source, Frame>,
  ) {
    this.#backend = backend;
    this.#clock = clock;
    this.#view = view;
  }

  watch(wish: Wish): void {
    this.#drop();
    this.#wish = wish;
    this.refresh();
  }

  unwatch(): void {
    this.#wish = undefined;
    this.#drop();
  }

  /** The weights changed: show them. */
  refresh(): void {
    this.#isStale = true;
  }

  /** True while a frame is wanted. */
  get isActive(): boolean {
    return this.#wish !== undefined && this.#isStale;
  }

  isDue(training: boolean): boolean {
    if (!this.#wish || this.#underWay > 0) return false;
    return this.#isStale || (training && this.#clock.now() >= this.#nextFrame);
  }

  /** Submits a frame as soon as its plan is there; training goes on meanwhile. */
  submit(measure: Measure): void {
    const wish = this.#wish;
    if (!wish) return;
    this.#isStale = false;
    this.#underWay++;
    this.#show(wish, measure)
      .catch((error: unknown) => reportError(error))
      .finally(() => this.#underWay--);
  }

  async close(): Promise<void> {
    this.unwatch();
    while (this.#underWay > 0) await this.#clock.pause();
    await this.#dropped;
  }

  async #show(wish: Wish, measure: Measure): Promise<void> {
    const view = this.#view;
    const source = this.#source ?? (await view.prepare(wish));
    if (this.#wish !== wish) {
      source?.destroy();
      return;
    }
    const step = view.step();
    if (!source) {
      this.#nextFrame = Infinity;
      view.show(null, wish, step);
      return;
    }
    this.#source = source;
    const start = this.#clock.now();
    const running = view.run(source, wish);
    this.#running = running;
    measure((ms) => {
      this.#nextFrame = this.#clock.now() + Math.max(view.interval, ms / view.timeShare);
    }, start);
    const frame = await running;
    if (this.#wish === wish) view.show(frame, wish, step);
  }

  #drop(): void {
    const source = this.#source;
    this.#source = undefined;
    this.#nextFrame = 0;
    if (!source) return;
    // also on a backend that is gone
    const drop = () => source.destroy();
    this.#dropped = this.#running
      .catch(() => undefined)
      .then(() => this.#backend.settled())
      .then(drop, drop);
  }
}
