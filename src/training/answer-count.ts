/** Counts what a net answered to held-out examples, for every metric of its task, in slices. */
import type { Metric, MetricCount } from '../data/scores/metric.ts';
import type { Slices } from '../lib/slices.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import type { LabelScore, MetricValues } from '../protocol/metrics.ts';

/** One batch as it was answered: a word for each target, both alike. */
export interface AnsweredBatch {
  targets: Uint32Array;
  answers: Uint32Array;
}

/** Of batches: targets lie by time step, if there are any, then by sequence, then by output. */
export interface AnswerLayout {
  batchSize: number;
  /** Targets of a sequence at one time step. */
  outputs: number;
}

export interface Counted {
  metrics: MetricValues;
  labels?: readonly LabelScore[];
}

export class AnswerCount {
  readonly #counts: readonly { metric: Metric; count: MetricCount }[];
  readonly #layout: AnswerLayout;

  constructor(metrics: readonly Metric[], layout: AnswerLayout) {
    this.#counts = metrics.map((metric) => ({ metric, count: metric.start() }));
    this.#layout = layout;
  }

  /** Example after example; yields those of the batch that are counted. */
  *add({ targets, answers }: AnsweredBatch): Slices<void> {
    const { batchSize, outputs } = this.#layout;
    for (let sequence = 0; sequence < batchSize; sequence++) {
      const wanted: number[] = [];
      const given: number[] = [];
      for (let start = sequence * outputs; start < targets.length; start += batchSize * outputs) {
        for (let at = start; at < start + outputs; at++) {
          if (targets[at] === maskedTarget) continue;
          wanted.push(targets[at]);
          given.push(answers[at]);
        }
      }
      if (wanted.length === 0) continue;
      for (const { count } of this.#counts) count.add(wanted, given);
      yield sequence + 1;
    }
  }

  /** Of all that was added. */
  get result(): Counted {
    const values = this.#counts.flatMap(({ metric, count }) => {
      const all = count.values();
      return metric.gives.map((id, at) => [id, all[at]] as const);
    });
    const labels = this.#counts.flatMap(({ count }) => count.labels?.() ?? []);
    return { metrics: Object.fromEntries(values), ...(labels.length > 0 ? { labels } : {}) };
  }
}
