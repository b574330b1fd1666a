/** What the host fills for each step, whatever the data are: words of a model's inputs, and targets. */

/** One batch, time-major: entry (t, b) is at t * batchSize + b. */
export interface Batch {
  /** [T, B] what is read. */
  tokens: Uint32Array;
  /** What should be answered, `maskedTarget` where nothing is: [T, B], or as the objective says. */
  targets: Uint32Array;
  /** [B] real time steps of each sequence, where they differ; targets behind them are masked. */
  lengths?: Uint32Array;
}

/** The same by the names of a model's inputs, also of one that reads more than one kind of sequence. */
export type HostInputs = Batch & Readonly<Record<string, Uint32Array | undefined>>;

/** Batches as a function of the step alone: a run can be resumed or replayed from any step. */
export interface BatchSource {
  /** Writes step `step` (0, 1, …) to the start of the given arrays. */
  fill(step: number, into: HostInputs): void;
  /** Writes for each sequence [B] 1 where it begins with this step, 0 where it goes on. */
  starts(step: number, into: Uint32Array): void;
}

/** Batches that are over at some time, run in order: what is held out. */
export interface FiniteBatches extends BatchSource {
  readonly chunks: number;
  /** Targets that count in all chunks together. */
  readonly counted: number;
  /** Targets that could be counted without a limit. */
  readonly total: number;
  /** Numbers that each of these consists of, over which its loss is the mean; absent: 1. */
  readonly perTarget?: number;
}
