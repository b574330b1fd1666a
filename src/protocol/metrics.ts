/** What is measured of a net on held-out examples beside the loss, and what is known of it beforehand. */
import type { Settings } from '../config/settings.ts';

/** What something holds for: all settings unless it names some. */
interface Conditional {
  when?: Partial<Settings>;
}

export interface MetricInfo extends Conditional {
  /** `word_f1`: lower case with underscores. It names the values in messages and files. */
  id: string;
  /** For people. */
  name: string;
  /** `share`: of 1 · `number`: any. */
  format: 'share' | 'number';
  /** Which way it grows as a net learns. */
  better: 'larger' | 'smaller';
}

/** A value that a net is measured against: the best that is possible, or what a simple rival reaches. */
/** For people: values of the data stand in braces, by their names. */
export interface WordedLabel {
  label: string;
  values?: Readonly<Record<string, string | number>>;
}

/** Its label has the value behind it. */
export interface MetricBound extends Conditional, WordedLabel {
  /** Id of the metric. */
  metric: string;
  value: number;
  /** Of a simple classifier on the same data: a net can do better. */
  isRival?: boolean;
}

/** By id of the metric. */
export type MetricValues = Readonly<Record<string, number>>;

/** How well one label was found, answer by answer. */
export interface LabelScore {
  label: string;
  correct: number;
  found: number;
  gold: number;
  /** A share of 1; 0 where nothing was found, or nothing is there. */
  f1: number;
  /** How often each label was given where this one is right, in the labels' order; absent: not told. */
  given?: readonly number[];
}

/** What holds for these settings. */
export function holding<Info extends Conditional>(
  all: readonly Info[],
  settings: Settings | undefined,
): Info[] {
  return all.filter(({ when = {} }) =>
    (Object.keys(when) as (keyof Settings)[]).every((key) => when[key] === settings?.[key]),
  );
}
