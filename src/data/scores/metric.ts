/**
 * How a task measures answers on held-out examples: counted one by one in every validation, beside
 * the loss.
 */
import type { LabelScore } from '../../protocol/metrics.ts';

export interface Metric {
  /** What it gives: ids of the task's `TaskInfo.metrics`, its main value first. */
  readonly gives: readonly string[];
  /** It counts what a net writes by itself for what it has read; else, what it answers step by step. */
  readonly isOfWritten?: true;
  /** Begins to count. */
  start(): MetricCount;
}

export interface MetricCount {
  /**
   * One held-out example: what is wanted of it and what the net answers, one for one, as tokens of
   * the data's targets. What is masked is in neither. Of what is written the end is in neither, and
   * there may be more or fewer tokens than are wanted.
   */
  add(wanted: ArrayLike<number>, given: ArrayLike<number>): void;
  /** In the order of `gives`, over all that was added. */
  values(): readonly number[];
  /** Label by label, where that says more. */
  labels?(): readonly LabelScore[];
}
