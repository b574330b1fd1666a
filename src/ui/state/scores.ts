/**
 * How well the net answers on held-out examples, as every validation measures it: which metrics it
 * has, what they are measured against, and the best that was reached with each look-ahead on the same
 * data, also by runs that are gone.
 */
import { holding, type MetricBound, type MetricInfo } from '../../protocol/metrics.ts';
import type { PredictionsFrame } from '../../protocol/predictions.ts';
import type { ValidationResult } from '../../protocol/training.ts';
import type { Settings } from '../../config/settings.ts';
import type { Session } from './session.ts';
import { type Readable, Store } from './store.ts';

export interface BestScore {
  value: number;
  step: number;
}

/** Of the session. */
type Needs = Pick<
  Session,
  'client' | 'curve' | 'engine' | 'gates' | 'net' | 'settings' | 'text' | 'views'
>;

export class Scores {
  /** What it answers on some examples, and on a line. */
  readonly frame: Readable<PredictionsFrame | null>;
  readonly #best = new Store<ReadonlyMap<string, BestScore>>(new Map());
  /** Of the main metric, by look-ahead, on these data and labels. */
  readonly best: Readable<ReadonlyMap<string, BestScore>> = this.#best;

  readonly #session: Needs;
  /** What the net learns from: scores are compared on the same alone. */
  #data = '';

  constructor(session: Needs) {
    this.#session = session;
    this.frame = session.views.frame('predictions');
    session.net.info.subscribe(() => this.#begin());
    session.client.on('validation.result', ({ result }) => this.take([result]));
  }

  /** Returns the function that ends the looking at answers. */
  see(): () => void {
    const { gates, views } = this.#session;
    return views.see('predictions', () => ({ line: gates.line }));
  }

  /** Of runs with these settings, the main one first. */
  metricsOf(settings: Settings): readonly MetricInfo[] {
    const { catalogue } = this.#session.engine.value;
    const task = catalogue?.tasks.find(({ id }) => id === settings.task);
    return holding(task?.metrics ?? [], settings);
  }

  /** Of the present net. */
  get metrics(): readonly MetricInfo[] {
    return this.metricsOf(this.#built);
  }

  get main(): MetricInfo | null {
    return this.metrics[0] ?? null;
  }

  /** What the main metric of the present net is measured against. */
  get bounds(): readonly MetricBound[] {
    return holding(this.#allBounds, this.#built);
  }

  /** The choice that the present net was built with. */
  get lookAhead(): string {
    return this.#built.lookAhead;
  }

  /** What nobody can exceed who looks so far ahead, on these data. */
  boundOf(lookAhead: string): number | undefined {
    return holding(this.#allBounds, { ...this.#built, lookAhead })[0]?.value;
  }

  /** Validations of the present net. */
  take(results: readonly ValidationResult[]): void {
    const { main, lookAhead } = this;
    for (const { step, metrics = {} } of main ? results : []) {
      const value = main ? metrics[main.id] : undefined;
      const before = this.best.peek().get(lookAhead);
      const sign = main?.better === 'smaller' ? -1 : 1;
      // a net that has learned nothing yet says nothing of its look-ahead
      if (step === 0 || value === undefined) continue;
      if (before && sign * before.value >= sign * value) continue;
      this.#best.set(new Map(this.best.peek()).set(lookAhead, { value, step }));
    }
  }

  /** Until there is a net, what the next one will be built with. */
  get #built(): Settings {
    const { net, settings } = this.#session;
    // whatever net it is, it is another one
    void net.info.value;
    return net.built ?? settings.value;
  }

  get #allBounds(): readonly MetricBound[] {
    const { main } = this;
    const bounds = this.#session.text.info.value?.bounds ?? [];
    return bounds.filter(({ metric }) => metric === main?.id);
  }

  #begin(): void {
    const { net, text } = this.#session;
    const { value: info } = text.info;
    const data = [net.built?.task, net.built?.labels, info?.hash, info?.rows?.heldOut].join(' ');
    if (data === this.#data) return;
    this.#data = data;
    this.#best.set(new Map());
  }
}
