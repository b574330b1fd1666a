/**
 * The history of a run: losses, gradient norms, validations. Kept whole, drawn thinned: a chart
 * of any length costs the same. A value that is no finite number is a gap, never a point.
 */
import type { LabelScore } from '../../protocol/metrics.ts';
import type { LossRun, ValidationResult } from '../../protocol/training.ts';
import { type Readable, Store } from './store.ts';

export interface Point {
  x: number;
  y: number;
}

/** A loss is smoothed in as at most so many times the smoothed one: no spike outlasts its curve. */
const spike = 10;
/** Share of the newest loss in the smoothed one, once there are enough of them. */
const smoothing = 0.1;
const buckets = 280;

export type CurveName = 'losses' | 'norms' | 'smoothed';

export class Curve {
  /** Changes whenever anything below does; what reads that reads this. */
  readonly #version = new Store(0);
  /** So many there were. */
  readonly changes: Readable<number> = this.#version;
  readonly #validations: ValidationResult[] = [];
  readonly #former: ValidationResult[] = [];
  #labels: readonly LabelScore[] = [];

  #values: Record<CurveName, Float32Array> = {
    losses: new Float32Array(1024),
    norms: new Float32Array(1024),
    smoothed: new Float32Array(1024),
  };
  #steps = 0;
  #smoothed = 0;
  #smoothedCount = 0;

  /** Steps are counted from 1; this is the last one. */
  get steps(): number {
    return this.#tracked(this.#steps);
  }

  get validations(): readonly ValidationResult[] {
    return this.#tracked(this.#validations);
  }

  /** Of the text that the net had learned before. */
  get former(): readonly ValidationResult[] {
    return this.#tracked(this.#former);
  }

  /** Of the latest validation; none where that came from a file. */
  get labels(): readonly LabelScore[] {
    return this.#tracked(this.#labels);
  }

  clear(): void {
    this.#steps = 0;
    this.#smoothedCount = 0;
    this.#validations.length = 0;
    this.#former.length = 0;
    this.#labels = [];
    this.#changed();
  }

  /** Forgets everything after this step. */
  truncate(step: number): void {
    this.#steps = Math.min(this.#steps, step);
    this.#smoothedCount = this.#steps;
    const last = this.#steps > 0 ? this.#values.smoothed[this.#steps - 1] : 0;
    if (Number.isFinite(last)) this.#smoothed = last;
    const kept = this.#validations.filter((validation) => validation.step <= step);
    if (kept.length < this.#validations.length) this.#labels = [];
    this.#validations.splice(0, Infinity, ...kept);
    this.#former.splice(0, Infinity, ...this.#former.filter((one) => one.step <= step));
    this.#changed();
  }

  append({ firstStep, losses, norms }: LossRun): void {
    const last = firstStep + losses.length - 1;
    if (losses.length === 0 || firstStep < 1) return;
    this.#reserve(last);
    for (let step = this.#steps + 1; step < firstStep; step++) this.#put(step, NaN, NaN);
    for (let index = 0; index < losses.length; index++) {
      this.#put(firstStep + index, losses[index], norms[index]);
    }
    this.#steps = last;
    this.#changed();
  }

  validated(result: ValidationResult, labels: readonly LabelScore[] = []): void {
    this.#validations.push(result);
    this.#labels = labels;
    this.#changed();
  }

  formerValidated(result: ValidationResult): void {
    this.#former.push(result);
    this.#changed();
  }

  /** The value at a step, or null where there is none. */
  at(name: CurveName, step: number): number | null {
    const value = step >= 1 && step <= this.steps ? this.#values[name][step - 1] : NaN;
    return Number.isFinite(value) ? value : null;
  }

  /** The step whose gradient was longest, of those that have a length. */
  get longestGradient(): { step: number; norm: number } {
    const { steps } = this;
    let [step, norm] = [0, 0];
    for (let index = 0; index < steps; index++) {
      const value = this.#values.norms[index];
      if (Number.isFinite(value) && value > norm) [step, norm] = [index + 1, value];
    }
    return { step, norm };
  }

  /**
   * At most two points per bucket, its lowest and its highest, so that no spike gets lost. With a
   * logarithmic axis the buckets grow, else the first steps would be all but dropped.
   */
  points(name: CurveName, logarithmic: boolean): Point[] {
    const values = this.#values[name];
    const { steps } = this;
    const points: Point[] = [];
    const growth = Math.log(Math.max(steps, 2)) / buckets;
    let start = 0;
    for (let bucket = 1; start < steps; bucket++) {
      const edge = logarithmic ? Math.exp(growth * bucket) : (steps * bucket) / buckets;
      const end = Math.min(steps, Math.max(start + 1, Math.ceil(edge)));
      let low = -1;
      let high = -1;
      for (let index = start; index < end; index++) {
        if (!Number.isFinite(values[index])) continue;
        if (low < 0 || values[index] < values[low]) low = index;
        if (high < 0 || values[index] > values[high]) high = index;
      }
      if (low >= 0) {
        const first = Math.min(low, high);
        const second = Math.max(low, high);
        points.push({ x: first + 1, y: values[first] });
        if (second !== first) points.push({ x: second + 1, y: values[second] });
      }
      start = end;
    }
    return points;
  }

  /** Of every validation that has a place on the axis. */
  validationPoints(logarithmic: boolean): Point[] {
    return this.#measured(({ loss }) => loss, logarithmic);
  }

  formerPoints(logarithmic: boolean): Point[] {
    return this.#measured(({ loss }) => loss, logarithmic, this.former);
  }

  /** The same of a metric. */
  metricPoints(id: string, logarithmic: boolean): Point[] {
    return this.#measured(({ metrics = {} }) => metrics[id], logarithmic);
  }

  #measured(
    valueOf: (result: ValidationResult) => number | undefined,
    logarithmic: boolean,
    of = this.validations,
  ): Point[] {
    return of.flatMap((result): Point[] => {
      const [x, y] = [result.step, valueOf(result) ?? NaN];
      return Number.isFinite(y) && x >= (logarithmic ? 1 : 0) ? [{ x, y }] : [];
    });
  }

  #put(step: number, loss: number, norm: number): void {
    const finite = Number.isFinite(loss);
    if (finite) {
      this.#smoothedCount++;
      // A larger share at first, so that the start does not hang on to the first loss.
      const share = Math.max(smoothing, 2 / (this.#smoothedCount + 1));
      const counted = this.#smoothedCount === 1 ? loss : Math.min(loss, spike * this.#smoothed);
      this.#smoothed += share * (counted - this.#smoothed);
    }
    this.#values.losses[step - 1] = loss;
    this.#values.norms[step - 1] = norm;
    this.#values.smoothed[step - 1] = finite ? this.#smoothed : NaN;
  }

  #reserve(steps: number): void {
    for (const name of ['losses', 'norms', 'smoothed'] as const) {
      const values = this.#values[name];
      if (steps <= values.length) continue;
      const larger = new Float32Array(Math.max(steps, values.length * 2));
      larger.set(values);
      this.#values[name] = larger;
    }
  }

  #tracked<Part>(part: Part): Part {
    void this.#version.value;
    return part;
  }

  #changed(): void {
    this.#version.set(this.#version.peek() + 1);
  }
}
