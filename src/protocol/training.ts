/** How training goes: state, losses, validations, and what goes wrong with it. */
import type { LineKind } from './frames.ts';
import type { MetricValues } from './metrics.ts';

export type TrainingState =
  /** No net, or one that has not trained. */
  | 'idle'
  | 'running'
  | 'paused'
  /** Stopped by an error; the reason came as a `failure`. */
  | 'stopped';

export interface TrainingProgress {
  state: TrainingState;
  step: number;
  /** Passes over the training part. */
  epoch: number;
  /** Trained tokens per second, over the last seconds; 0 when not running. */
  tokensPerSecond: number;
  /** Seconds spent training. */
  seconds: number;
  /** The best validation, where its weights are there to go back to. */
  best?: { step: number; loss: number };
  /** It has paused by itself: so many validations were no better. */
  waited?: number;
}

/** Of a net that has not trained. */
export const untrained: TrainingProgress = {
  state: 'idle',
  step: 0,
  epoch: 0,
  tokensPerSecond: 0,
  seconds: 0,
};

/** A run of consecutive steps; all arrays are of the same length. */
export interface LossRun {
  firstStep: number;
  /** Mean loss per target, nats. */
  losses: Float32Array;
  /** Global gradient norm before clipping. */
  norms: Float32Array;
}

export interface ValidationResult {
  step: number;
  loss: number;
  /** Held-out targets counted, of how many. */
  tokens: number;
  total: number;
  /** Absent where the task has none, or did not have them yet. */
  metrics?: MetricValues;
}

export interface DiaryEntry {
  /** After which it was begun. */
  step: number;
  /** Of training then; null where it was not read. */
  loss: number | null;
  text: string;
  /** Where whole lines are drawn: those of the text, and what each of them is. */
  lines?: MarkedLine[];
}

export interface MarkedLine {
  text: string;
  kind: LineKind;
  /** It was as long as it may be before it ended. */
  isCut: boolean;
}

/** Why training that goes on has gone wrong. */
export type Divergence =
  /** Its median has stayed above a reference since this step: chance, or the least of the run. */
  | { code: 'loss'; since: number; loss: number; reference: number; isChance: boolean }
  /** Share of a layer's ReLU units that are at 0 whatever is read; layers are counted from 1. */
  | { code: 'dead units'; layer: number; symbol: string; share: number }
  /** Share of a gate's values at an end of their range, where no gradient passes. */
  | { code: 'stuck gates'; layer: number; symbol: string; share: number };
