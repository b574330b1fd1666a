/** The curves of a run, kept where the run is: loss and gradient norm of every step, validations. */
import type { StoredTensor } from '../lib/safetensors.ts';
import { maxExtent } from '../lib/safetensors.ts';
import type { ValidationResult } from '../protocol/training.ts';
import { isMetricCurve, metricTensors, withMetrics } from './metric-curves.ts';

export interface Losses {
  /** The first step is 1. */
  firstStep: number;
  /** Mean cross-entropy per token, nats. */
  losses: Float32Array;
  /** Global gradient norm before clipping. */
  norms: Float32Array;
}

/** The validation with the least loss of all that can be compared. */
export interface Best {
  step: number;
  /** Mean per held-out target, nats. */
  loss: number;
  /** Validations at later steps, none of which was better. */
  since: number;
}

/** Stands in a file for a step whose numbers were never read: both are 0 or more. */
const unread = -1;
const lossesName = 'curves.losses';
const normsName = 'curves.norms';
const validationsName = 'curves.validations';
const formerName = 'curves.former';

export class History {
  /** Steps counted from 1; this is the last one. */
  steps = 0;
  readonly validations: ValidationResult[] = [];
  /** Of the text that the net had learned before. */
  readonly former: ValidationResult[] = [];
  #losses = new Float32Array(0);
  #norms = new Float32Array(0);

  clear(): void {
    this.steps = 0;
    this.validations.length = 0;
    this.former.length = 0;
  }

  /** Forgets everything after this step. */
  truncate(step: number): void {
    this.steps = Math.min(this.steps, step);
    for (const all of [this.validations, this.former]) {
      all.splice(0, Infinity, ...all.filter((validation) => validation.step <= step));
    }
  }

  /** Steps between the last one and `firstStep` count as unread. */
  append({ firstStep, losses, norms }: Losses): void {
    const end = firstStep - 1 + losses.length;
    this.#losses = withRoom(this.#losses, end);
    this.#norms = withRoom(this.#norms, end);
    this.#losses.fill(NaN, this.steps, Math.max(this.steps, firstStep - 1));
    this.#norms.fill(NaN, this.steps, Math.max(this.steps, firstStep - 1));
    this.#losses.set(losses, firstStep - 1);
    this.#norms.set(norms, firstStep - 1);
    this.steps = end;
  }

  /**
   * The best validation up to this step, the first of equals; undefined before there is one. Those
   * that are over more targets than others (on pause all are measured) are not compared with these.
   */
  best(last = Infinity): Best | undefined {
    const until = this.validations.filter((validation) => validation.step <= last);
    const least = until.reduce((count, { tokens }) => Math.min(count, tokens), Infinity);
    const compared = until.filter(({ tokens }) => tokens === least);
    if (compared.length === 0) return undefined;
    // as a file holds them
    const best = compared.reduce((one, other) =>
      Math.fround(other.loss) < Math.fround(one.loss) ? other : one,
    );
    const later = compared.filter(({ step }) => step > best.step).map(({ step }) => step);
    return { step: best.step, loss: best.loss, since: new Set(later).size };
  }

  /** The loss of this very step, counted from 1; undefined where it was not read. */
  lossOf(step: number): number | undefined {
    const loss = step <= this.steps ? this.#losses[step - 1] : NaN;
    return Number.isFinite(loss) ? loss : undefined;
  }

  /** The loss of the next step that was read; undefined where there is none yet. */
  lossAfter(step: number): number | undefined {
    for (let at = step; at < this.steps; at++) {
      if (Number.isFinite(this.#losses[at])) return this.#losses[at];
    }
    return undefined;
  }

  /** All steps up to `last`; NaN where a step was never read. */
  upTo(last: number): Losses & { losses: Float32Array<ArrayBuffer> } {
    const end = Math.min(last, this.steps);
    const losses = this.#losses.slice(0, end);
    return { firstStep: 1, losses, norms: this.#norms.slice(0, end) };
  }

  /** For a file: as many steps as a tensor may have, and what was validated until then. */
  toTensors(last: number): Map<string, StoredTensor> {
    const { losses, norms } = this.upTo(Math.min(last, maxExtent));
    const tensors = new Map<string, StoredTensor>();
    if (losses.length > 0) {
      const shape = [losses.length];
      tensors.set(lossesName, { shape, values: losses.map(unreadOr) });
      tensors.set(normsName, { shape, values: Float32Array.from(norms, unreadOr) });
    }
    const rows = this.validations.filter(({ step }) => step <= last).slice(-maxExtent);
    if (rows.length > 0) {
      tensors.set(validationsName, tableOf(rows));
      for (const [name, tensor] of metricTensors(rows)) tensors.set(name, tensor);
    }
    const former = this.former.filter((validation) => validation.step <= last);
    if (former.length > 0) tensors.set(formerName, tableOf(former));
    return tensors;
  }

  /**
   * The inverse of `toTensors`.
   * @returns undefined when the tensors are not such curves
   */
  static fromTensors(tensors: ReadonlyMap<string, StoredTensor>): History | undefined {
    const history = new History();
    const losses = tensors.get(lossesName);
    const norms = tensors.get(normsName);
    const validations = tensors.get(validationsName);
    if (losses?.values.length !== norms?.values.length) return undefined;
    if (losses && norms) {
      const known = [losses, norms].map(({ values }) =>
        values.map((value) => (value < 0 ? NaN : value)),
      );
      history.append({ firstStep: 1, losses: known[0], norms: known[1] });
    }
    const rows = rowsOf(validations);
    const measured = rows && withMetrics(rows, tensors);
    const former = rowsOf(tensors.get(formerName));
    if (!measured || !former) return undefined;
    history.validations.push(...measured);
    history.former.push(...former);
    return history;
  }
}

export function isCurve(name: string): boolean {
  return [lossesName, normsName, validationsName, formerName].includes(name) || isMetricCurve(name);
}

/** A row for each validation. */
function tableOf(rows: readonly ValidationResult[]): StoredTensor {
  const values = rows.flatMap(({ step, loss, tokens, total }) => [step, loss, tokens, total]);
  return { shape: [rows.length, 4], values: Float32Array.from(values) };
}

/** The inverse; undefined where it is no such table. */
function rowsOf(table: StoredTensor | undefined): ValidationResult[] | undefined {
  const { shape, values } = table ?? { shape: [0, 4], values: new Float32Array(0) };
  if (shape.length !== 2 || shape[1] !== 4) return undefined;
  return Array.from({ length: shape[0] }, (_, row) => {
    const [step, loss, tokens, total] = values.subarray(4 * row, 4 * row + 4);
    return { step, loss, tokens, total };
  });
}

function unreadOr(value: number): number {
  return Number.isFinite(value) ? value : unread;
}

function withRoom(values: Float32Array<ArrayBuffer>, steps: number): Float32Array<ArrayBuffer> {
  if (steps <= values.length) return values;
  const larger = new Float32Array(Math.max(steps, values.length * 2));
  larger.set(values);
  return larger;
}
