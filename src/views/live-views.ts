/** Everything that the page looks at of a net: which views are open, and the next one that is due. */
import type { Tuning } from '../config/tuning.ts';
import type { Clock } from '../lib/clock.ts';
import type { Post } from '../protocol/messages.ts';
import type { Pin } from '../protocol/pin.ts';
import type { ViewFrame, ViewId, ViewOpen } from '../protocol/views.ts';
import type { Measure } from '../training/pacer.ts';
import { buffersOf } from './buffers-of.ts';
import { views } from './index.ts';
import type { LiveNet } from './view.ts';
import { ViewRunner } from './view-runner.ts';

/** A net, and what it is trained on. */
type Trained = Omit<LiveNet, 'pins' | 'tuning' | 'training'> &
  NonNullable<LiveNet['training']> & { readonly trainer: { readonly tuning: Tuning } };

export class LiveViews {
  readonly #runners: ReadonlyMap<ViewId, ViewRunner<ViewId>>;
  #pins: readonly Pin[] = [];

  /** @param step that the weights are from */
  constructor(built: Trained, post: Post, step: () => number, clock: Clock) {
    const { net, data, batches, unrolling, trainer } = built;
    const training = { batches, unrolling };
    const live = () => ({ net, data, training, tuning: trainer.tuning, pins: this.#pins });
    const runnerOf = (view: ViewId) => {
      const show = (id: number, frame: object) =>
        post({ type: 'view.frame', view, id, frame } as ViewFrame, buffersOf(frame));
      return new ViewRunner<ViewId>(views[view], { live, step, clock, show });
    };
    const ids = Object.keys(views) as ViewId[];
    this.#runners = new Map(ids.map((view) => [view, runnerOf(view)]));
  }

  openView({ view, id, wish }: ViewOpen): void {
    this.#runners.get(view)?.open(id, wish);
  }

  closeView(view: ViewId): void {
    this.#runners.get(view)?.close();
  }

  /** These gates are held in what is shown from now on. */
  pin(pins: readonly Pin[]): void {
    this.#pins = pins;
    for (const runner of this.#all) runner.repin();
  }

  /** True while a frame is wanted. */
  get isActive(): boolean {
    return this.#all.some(({ isActive }) => isActive);
  }

  /** Somebody waits for frames as they work. */
  get isWaitedFor(): boolean {
    return this.#all.some(({ isWaitedFor }) => isWaitedFor);
  }

  isDue(isTraining: boolean): boolean {
    return this.#due(isTraining) !== undefined;
  }

  submit(measure: Measure, isTraining: boolean): Promise<void> | undefined {
    const runner = this.#due(isTraining);
    runner?.submit(measure);
    return runner?.awaited;
  }

  /** The weights changed: what shows them is out of date. */
  refresh(): void {
    for (const runner of this.#all) runner.refresh();
  }

  reset(): void {
    this.refresh();
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((runner) => runner.end()));
  }

  #due(isTraining: boolean): ViewRunner<ViewId> | undefined {
    return this.#all.find((runner) => runner.isDue(isTraining));
  }

  get #all(): ViewRunner<ViewId>[] {
    return [...this.#runners.values()];
  }
}
