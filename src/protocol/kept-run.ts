/**
 * What the page is told of kept runs, and of what goes wrong with them: plain data. A problem is a
 * code with values; the page makes the sentence.
 */
import type { Settings } from '../config/settings.ts';
import type { MetricValues } from './metrics.ts';

/** How a run is named to a person. */
export interface RunTitle {
  /** '' until a person named it. */
  name: string;
  /** Of its text; '' where a file holds weights alone. */
  title: string;
  /** '' where a file holds weights alone. */
  cell: string;
  step: number;
}

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

/** Values by code. Bytes are numbers; `reason` is the browser's or the engine's own wording. */
interface ProblemValues {
  /** The browser keeps nothing for this page, as in some private windows. */
  'no storage': { reason: string };
  /** A page of an older version is open and has the folder for itself. */
  'older page': Record<string, never>;
  /** Another tab is busy with the folder for too long. */
  busy: Record<string, never>;
  /** The browser gives no more room. */
  'quota exceeded': { bytes: number; reason: string };
  /** It does not fit the budget, and nothing may be dropped for it. */
  'over budget': { bytes: number; usedBytes: number; budgetBytes: number };
  /** Anything else that went wrong with the disk. */
  'not written': { reason: string };
  /** The run itself cannot be saved: a number is not finite, or it is too large. */
  'not savable': { reason: string };
  /** It was deleted, here or in another tab. */
  gone: Record<string, never>;
  /** What was kept of it is damaged. */
  unreadable: RunTitle & { reason: string };
  /** Its text was not kept, and is not the one that is open. */
  'text missing': RunTitle & { characters: number };
  /** The open text becomes the run's own only with other settings of text; `settings` names them. */
  'text settings': RunTitle & { settings: string };
  /** Another tab trains it: it cannot be deleted here. */
  'used elsewhere': RunTitle;
  /** There is no run that an undo could bring back. */
  'nothing replaced': Record<string, never>;
}

export type KeptProblemCode = keyof ProblemValues;
export type KeptProblem = {
  [Code in KeptProblemCode]: { code: Code; values: ProblemValues[Code] };
}[KeptProblemCode];
