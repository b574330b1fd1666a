/**
 * Runs one view: a frame at once when it is wished, then a few times a second while the net trains,
 * one at a time. What measures is made when it is first due and let go with its wish.
 */
import type { Clock } from '../lib/clock.ts';
import { CancelledError } from '../lib/errors.ts';
import type { Frame, ViewId, Wish } from '../protocol/views.ts';
import type { Measure } from '../training/pacer.ts';
import type { Frames, LiveNet, View } from './view.ts';

export interface ViewContext<Id extends ViewId> {
  live: () => LiveNet;
  /** The step that the weights are from. */
  step: () => number;
  clock: Clock;
  /** Tells the page. @param id of what was wished */
  show: (id: number, frame: Frame<Id>) => void;
}

/** What is wished: another object each time, also where it is the same. */
interface Wished<Id extends ViewId> {
  id: number;
  wish: Wish<Id>;
}

export class ViewRunner<Id extends ViewId> {
  readonly #view: View<Id>;
  readonly #context: ViewContext<Id>;
  #wished: Wished<Id> | undefined;
  #frames: Frames<Id> | undefined;
  #isStale = false;
  #underWay = 0;
  #nextFrame = 0;
  #awaited: Promise<void> | undefined;
  /** The latest run, which may submit more than once. */
  #running: Promise<unknown> = Promise.resolve();
  /** Settles when what was let go holds no memory any more. */
  #dropped: Promise<void> = Promise.resolve();

  constructor(view: View<Id>, context: ViewContext<Id>) {
    this.#view = view;
    this.#context = context;
  }

  open(id: number, wish: Wish<Id>): void {
    if (!this.#frames?.take?.(wish)) this.#drop();
    this.#wished = { id, wish };
    this.refresh();
  }

  close(): void {
    this.#wished = undefined;
    this.#drop();
  }

  /** The pins are others. */
  repin(): void {
    if (this.#wished && this.#view.heedsPins) this.open(this.#wished.id, this.#wished.wish);
  }

  /** The weights changed: show them. */
  refresh(): void {
    this.#isStale = true;
  }

  /** True while a frame is wanted. */
  get isActive(): boolean {
    return this.#wished !== undefined && this.#isStale;
  }

  /** A person waits for each of its frames. */
  get isWaitedFor(): boolean {
    return this.#wished !== undefined && this.#view.isWaitedFor === true;
  }

  isDue(isTraining: boolean): boolean {
    if (!this.#wished || this.#underWay > 0) return false;
    return this.#isStale || (isTraining && this.#context.clock.now() >= this.#nextFrame);
  }

  /** Submits a frame as soon as its plan is there; training goes on meanwhile. */
  submit(measure: Measure): void {
    const wished = this.#wished;
    if (!wished) return;
    this.#isStale = false;
    this.#underWay++;
    const isWaitedFor = this.isWaitedFor && this.#frames !== undefined;
    const shown = this.#show(wished, measure)
      .catch((error: unknown) => {
        if (!(error instanceof CancelledError)) reportError(error);
      })
      .finally(() => this.#underWay--);
    this.#awaited = isWaitedFor ? shown : undefined;
  }

  /** Of what was submitted last, where a person waits for it: settles when it is shown. */
  get awaited(): Promise<void> | undefined {
    return this.#awaited;
  }

  /** Until nothing of it is left. */
  async end(): Promise<void> {
    this.close();
    while (this.#underWay > 0) await this.#context.clock.pause();
    await this.#dropped;
  }

  async #show(wished: Wished<Id>, measure: Measure): Promise<void> {
    const { clock, live, show, step: stepOf } = this.#context;
    const { interval, timeShare } = this.#view;
    const opened = this.#frames ?? (await this.#view.open(live(), wished.wish));
    const frames = opened && 'next' in opened ? opened : undefined;
    if (this.#wished !== wished) {
      frames?.destroy();
      return;
    }
    const step = stepOf();
    if (!opened) return this.close();
    if (!('next' in opened)) {
      this.#nextFrame = Infinity;
      show(wished.id, opened.frame(step));
      return;
    }
    this.#frames = opened;
    const start = clock.now();
    const running = opened.next(step);
    this.#running = running;
    // a CPU has the frame before it is known how long it took
    this.#nextFrame = Math.max(this.#nextFrame, start + interval);
    measure((first) => {
      const ms = first * (opened.runs ?? 1);
      this.#nextFrame = clock.now() + Math.max(interval, ms / timeShare);
    }, start);
    const frame = await running;
    if (this.#wished === wished) show(wished.id, frame);
  }

  #drop(): void {
    const frames = this.#frames;
    this.#frames = undefined;
    this.#nextFrame = 0;
    if (!frames) return;
    frames.stop?.();
    // also on a backend that is gone
    const drop = () => frames.destroy();
    this.#dropped = this.#running
      .catch(() => undefined)
      .then(() => this.#context.live().net.backend.settled())
      .then(drop, drop);
  }
}
