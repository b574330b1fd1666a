/** Everything that shows the net as it is now; the first one that is due comes first. */
import type { Clock } from '../lib/clock.ts';
import { GatesDesk } from './gates-desk.ts';
import { GradientDesk } from './gradient-desk.ts';
import type { LiveFrames } from './live-frames.ts';
import type { BuiltNet } from './net-builder.ts';
import type { Post } from '../protocol/messages.ts';
import { StatisticsDesk } from './statistics-desk.ts';
import { WeightDesk } from './weight-desk.ts';

type View = Pick<
  LiveFrames<object, never, never>,
  'isActive' | 'isDue' | 'submit' | 'refresh' | 'close'
>;

export class LiveViews {
  readonly gates: GatesDesk;
  readonly statistics: StatisticsDesk;
  readonly gradient: GradientDesk;
  readonly weight: WeightDesk;
  readonly #all: readonly View[];

  constructor(built: BuiltNet, post: Post, step: () => number, clock: Clock) {
    this.gates = new GatesDesk(built, post, step, clock);
    this.statistics = new StatisticsDesk(built, post, step, clock);
    this.gradient = new GradientDesk(built, post, step, clock);
    this.weight = new WeightDesk(built, post, step, clock);
    this.#all = [this.gates, this.statistics, this.gradient, this.weight];
  }

  /** True while a frame is wanted. */
  get isActive(): boolean {
    return this.#all.some(({ isActive }) => isActive);
  }

  due(training: boolean): View | undefined {
    return this.#all.find((view) => view.isDue(training));
  }

  /** The weights changed: what shows them is out of date. */
  refresh(): void {
    for (const view of this.#all) view.refresh();
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((view) => view.close()));
  }
}
