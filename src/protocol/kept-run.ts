/** What the page is told of kept runs, and of what goes wrong with them: plain data. */
import type { Settings } from '../config/settings.ts';
import type { MetricValues } from './metrics.ts';
import type { ProblemOf } from '../lib/problems.ts';
import type { RunTitle } from '../lib/run-name.ts';

export interface KeptRun extends RunTitle {
  id: string;
  /** Mean of the latest step that was read, nats; null before there is one. */
  loss: number | null;
  validationLoss: number | null;
  /** As they were measured with it. */
  metrics: MetricValues;
  /** Milliseconds since 1970. */
  keptAt: number;
  /** On disk, without its text. */
  bytes: number;
  /** Those that make a run what it is, tuned values included; the others are at their defaults. */
  settings: Settings;
  /** Which page trains it now. */
  use: 'here' | 'elsewhere' | null;
}

export interface KeptRuns {
  /** The newest first. */
  runs: KeptRun[];
  /** Of all that is kept, texts included. */
  usedBytes: number;
  budgetBytes: number;
  /** What the budget is unless a person chooses another. */
  defaultBudgetBytes: number;
  /** Null where the browser does not say. */
  quotaBytes: number | null;
  /** Why there is no list, or nothing can be kept. */
  problem: KeptProblem | null;
}

export type KeptProblem = ProblemOf<'kept'>;
export type { RunTitle };
