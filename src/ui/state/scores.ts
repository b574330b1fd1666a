/**
 * How well the net answers on held-out examples: F1 by step of this run, and the best that was reached
 * with each look-ahead on the same data, also of runs that are gone.
 */
import type { PredictionsFrame, ScoreBound } from '../../protocol/predictions.ts';
import type { Point } from './curve.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import type { NetBuilder } from './net-builder.ts';
import type { ShownLine } from './shown-line.ts';
import { OwnStore, type Readable, Store } from './store.ts';
import type { ViewStore } from './view-store.ts';

/** Points of the curve at most: where there would be more, every second one is left out. */
const mostPoints = 400;

export interface BestScore {
  f1: number;
  step: number;
}

interface Needs {
  views: ViewStore;
  net: Pick<NetBuilder, 'info' | 'built' | 'runs'>;
  text: Readable<TextInfo | null>;
  gates: Pick<ShownLine, 'line'>;
}

class ScoreCurve extends OwnStore<readonly Point[]> {
  constructor() {
    super([]);
  }

  /** A step that was there before, or comes after it, has been undone. */
  add({ x, y }: Point): void {
    const before = this.value.filter((point) => point.x < x);
    this.set(thinned([...before, { x, y }]));
  }

  clear(): void {
    if (this.value.length > 0) this.set([]);
  }
}

export class Scores {
  readonly frame: Readable<PredictionsFrame | null>;
  readonly #curve = new ScoreCurve();
  /** F1 of the present run, as far as somebody looked. */
  readonly curve: Readable<readonly Point[]> = this.#curve;
  readonly #best = new Store<ReadonlyMap<string, BestScore>>(new Map());
  /** By look-ahead, on these data and labels. */
  readonly best: Readable<ReadonlyMap<string, BestScore>> = this.#best;

  readonly #needs: Needs;
  /** What the net learns from: scores are compared on the same alone. */
  #data = '';

  constructor(needs: Needs) {
    this.#needs = needs;
    this.frame = needs.views.frame('predictions');
    this.frame.subscribe((frame) => frame && this.#take(frame));
    needs.net.info.subscribe(() => this.#begin());
    // not where the same run stands on another engine now
    needs.net.runs.subscribe(() => this.#curve.clear());
  }

  /** Returns the function that ends the looking. */
  see(): () => void {
    const { gates, views } = this.#needs;
    return views.see('predictions', () => ({ line: gates.line }));
  }

  /** The choice that the present net was built with. */
  get lookAhead(): string {
    return this.#needs.net.built?.lookAhead ?? '';
  }

  /** What nobody can exceed who looks as far ahead as the present net. */
  get bound(): ScoreBound | null {
    const { lookAhead } = this;
    const bounds = this.frame.value?.score?.bounds;
    return bounds?.find((bound) => bound.lookAhead === lookAhead) ?? null;
  }

  #begin(): void {
    const { net, text } = this.#needs;
    const { value: info } = text;
    const data = [net.built?.task, net.built?.labels, info?.hash, info?.rows?.heldOut].join(' ');
    if (data === this.#data) return;
    this.#data = data;
    this.#best.set(new Map());
  }

  #take({ step, score }: PredictionsFrame): void {
    if (!score) return;
    const { f1 } = score.overall;
    this.#curve.add({ x: step, y: f1 });
    const before = this.best.peek().get(this.lookAhead);
    // a net that has learned nothing yet says nothing of its look-ahead
    if (step === 0 || (before && before.f1 >= f1)) return;
    this.#best.set(new Map(this.best.peek()).set(this.lookAhead, { f1, step }));
  }
}

function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= mostPoints) return points;
  return points.filter((_, at) => at % 2 === 0 || at === points.length - 1);
}
