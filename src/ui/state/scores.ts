/**
 * How well the net answers on held-out examples, as every validation measures it: which metrics it
 * has, what they are measured against, and the best that was reached with each look-ahead on the same
 * data, also by runs that are gone.
 */
import type { Settings } from '../../config/settings.ts';
import { holding, type MetricBound } from '../../protocol/metrics.ts';
import type { PredictionsFrame } from '../../protocol/predictions.ts';
import type { ValidationResult } from '../../protocol/training.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import type { Curve } from './curve.ts';
import type { Metrics } from './metrics.ts';
import type { NetBuilder } from './net-builder.ts';
import type { ShownLine } from './shown-line.ts';
import { type Readable, Store } from './store.ts';
import type { ViewStore } from './view-store.ts';

export interface BestScore {
  value: number;
  step: number;
}

interface Needs {
  metrics: Metrics;
  curve: Pick<Curve, 'changes' | 'validations'>;
  views: ViewStore;
  net: Pick<NetBuilder, 'info' | 'built'>;
  text: Readable<TextInfo | null>;
  gates: Pick<ShownLine, 'line'>;
}

export class Scores {
  /** What it answers on some examples, and on a line. */
  readonly frame: Readable<PredictionsFrame | null>;
  readonly #best = new Store<ReadonlyMap<Settings['lookAhead'], BestScore>>(new Map());
  /** Of the main metric, by look-ahead, on these data and labels. */
  readonly best: Readable<ReadonlyMap<Settings['lookAhead'], BestScore>> = this.#best;

  readonly #needs: Needs;
  /** What the net learns from: scores are compared on the same alone. */
  #data = '';
  /** Validations of the present run that were looked at. */
  #taken = 0;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.frame = needs.views.frame('predictions');
    needs.net.info.subscribe(() => this.#begin());
    needs.curve.changes.subscribe(() => this.#takeNew());
  }

  /** Returns the function that ends the looking at answers. */
  see(): () => void {
    const { gates, views } = this.#needs;
    return views.see('predictions', () => ({ line: gates.line }));
  }

  /** What the main metric of the present net is measured against. */
  get bounds(): readonly MetricBound[] {
    return holding(this.#allBounds, this.#needs.metrics.built);
  }

  /** The choice that the present net was built with. */
  get lookAhead(): Settings['lookAhead'] {
    return this.#needs.metrics.built.lookAhead;
  }

  /** What nobody can exceed who looks so far ahead, on these data. */
  boundOf(lookAhead: Settings['lookAhead']): number | undefined {
    return holding(this.#allBounds, { ...this.#needs.metrics.built, lookAhead })[0]?.value;
  }

  /** Validations of the present net that were not there before. */
  #takeNew(): void {
    const { curve } = this.#needs;
    const { validations } = curve;
    const from = validations.length < this.#taken ? 0 : this.#taken;
    this.#taken = validations.length;
    if (from < validations.length) this.#take(validations.slice(from));
  }

  #take(results: readonly ValidationResult[]): void {
    const { lookAhead } = this;
    const { main } = this.#needs.metrics;
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

  get #allBounds(): readonly MetricBound[] {
    const { main } = this.#needs.metrics;
    const bounds = this.#needs.text.value?.bounds ?? [];
    return bounds.filter(({ metric }) => metric === main?.id);
  }

  #begin(): void {
    const { net, text } = this.#needs;
    const { value: info } = text;
    const data = [net.built?.task, net.built?.labels, info?.hash, info?.rows?.heldOut].join(' ');
    if (data === this.#data) return;
    this.#data = data;
    this.#best.set(new Map());
  }
}
