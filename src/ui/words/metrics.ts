/** Metrics in words: their values, what they mean, what they are measured against. */
import { msg, str } from '@lit/localize';
import type { MetricBound, MetricInfo } from '../../protocol/metrics.ts';
import type { ValidationResult } from '../../protocol/training.ts';
import { fixed, grouped } from '../format.ts';
import type { TermId } from './terms.ts';

export function metricValue(value: number | null | undefined): string {
  return fixed(value, 3);
}

/** A line in a chart. */
export function boundLabel({ label, value }: MetricBound): string {
  return `${label}: ${metricValue(value)}`;
}

/** Of a run so far; empty where nothing was measured. */
export function bestWords(
  { id, better }: MetricInfo,
  validations: readonly ValidationResult[],
): string {
  const measured = validations.flatMap(({ step, metrics = {} }) =>
    id in metrics ? [{ step, value: metrics[id] }] : [],
  );
  if (measured.length === 0) return '';
  const best = measured.reduce((one, other) => {
    const isBetter = better === 'larger' ? other.value > one.value : other.value < one.value;
    return isBetter ? other : one;
  });
  return msg(str`best ${metricValue(best.value)} at step ${grouped(best.step)}`);
}

const termsByKind: Readonly<Record<string, TermId>> = {
  mark_f1: 'f1OfMarks',
  accuracy: 'accuracy',
  f1: 'f1',
  precision: 'precision',
  recall: 'recall',
};

/** What helps with it, by its id or by the last word of it. */
export function termOfMetric({ id }: MetricInfo): TermId | null {
  return termsByKind[id] ?? termsByKind[id.split('_').at(-1) ?? ''] ?? null;
}
