/**
 * Metrics of validations as tensors of a file: `curves.metrics.<id>` [n, 2], each row the number of a
 * validation, from 0, and its value. Runs of older pages have none; a task may get others later.
 */
import type { StoredTensor } from '../lib/safetensors.ts';
import type { ValidationResult } from '../protocol/training.ts';

const prefix = 'curves.metrics.';
const idPattern = /^[a-z][a-z0-9_]{0,63}$/;

export function isMetricCurve(name: string): boolean {
  return name.startsWith(prefix) && idPattern.test(name.slice(prefix.length));
}

/** What no finite number says is left out. */
export function metricTensors(validations: readonly ValidationResult[]): Map<string, StoredTensor> {
  const rows = new Map<string, number[]>();
  validations.forEach(({ metrics = {} }, at) => {
    for (const [id, value] of Object.entries(metrics)) {
      if (!Number.isFinite(value)) continue;
      const own = rows.get(id) ?? [];
      own.push(at, value);
      rows.set(id, own);
    }
  });
  return new Map(
    [...rows].map(([id, values]) => [
      `${prefix}${id}`,
      { shape: [values.length / 2, 2], values: Float32Array.from(values) },
    ]),
  );
}

/**
 * The inverse.
 * @returns undefined where a tensor names validations that are not there, or twice
 */
export function withMetrics(
  validations: readonly ValidationResult[],
  tensors: ReadonlyMap<string, StoredTensor>,
): ValidationResult[] | undefined {
  const metrics = validations.map(() => new Map<string, number>());
  for (const [name, { shape, values }] of tensors) {
    if (!isMetricCurve(name)) continue;
    if (shape.length !== 2 || shape[1] !== 2) return undefined;
    const id = name.slice(prefix.length);
    for (let at = 0; at < values.length; at += 2) {
      const own = metrics.at(values[at]);
      if (!Number.isInteger(values[at]) || values[at] < 0 || !own || own.has(id)) return undefined;
      own.set(id, values[at + 1]);
    }
  }
  return validations.map((validation, at) =>
    metrics[at].size > 0 ? { ...validation, metrics: Object.fromEntries(metrics[at]) } : validation,
  );
}
