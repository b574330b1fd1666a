/**
 * The contract of a task: data, a model, an objective, and how a line of a person's own is read. Nets,
 * views and kept runs are built from it; the page builds its menus and panels from `TaskInfo`. Adding
 * one is a folder here and a line in index.ts, see docs/adding-a-task.md.
 */
import type { Settings } from '../config/settings.ts';
import type { BatchSource, FiniteBatches } from '../data/batch-source.ts';
import type { OpenOptions } from '../data/read-text.ts';
import type { Model } from '../model/model.ts';
import type { Unrolling } from '../model/module.ts';
import type { Objective } from '../model/objective.ts';
import type { ModelShape } from '../model/shape.ts';
import type { TaskInfo } from '../protocol/catalogue.ts';
import type { TextInfo, TextSource } from '../protocol/text-info.ts';
import type { TokenSet } from '../data/tokens/token-set.ts';

/** What of the settings data are opened with. */
export type DataSettings = Pick<Settings, 'task' | 'heldOut' | 'encoding' | 'symbols' | 'seed'>;

export interface Task {
  /** What the page is told of it. */
  readonly info: TaskInfo;
  /**
   * Reads what a person chose, in slices that let messages through.
   * @throws TextError, which says what is wrong, in which row, and what to do; CancelledError
   */
  open(source: TextSource, settings: DataSettings, work: OpenOptions): Promise<TaskData>;
}

/** A model of one stack, as these settings want it, and what it is to learn. */
export interface TaskModel {
  shape: ModelShape;
  model: Model & { readonly shape: ModelShape };
  objective: Objective;
  unrolling: Unrolling;
}

/** Training batches, and how far one has come with them. */
export interface TrainingBatches extends BatchSource {
  /** Passes over the training part after `step` steps, with fractions. */
  epoch(step: number): number;
  /** Tokens trained on in each step, on average. */
  readonly tokensPerStep: number;
}

/** One sequence that views look at. */
export interface Line {
  /** What is read at each time step: tokens of `inputs`, or `noToken`. [T] */
  tokens: Uint32Array<ArrayBuffer>;
  /** What is wanted: tokens of `targets`, `maskedTarget` where nothing is known. [T, or as the objective says] */
  targets: Uint32Array<ArrayBuffer>;
  /** What is read, for people. [T] */
  labels: string[];
  /** What the person wrote that is not in the vocabulary, each once. */
  skipped: string[];
}

/** Open data, with everything that training needs of them. */
export interface TaskData {
  readonly task: Task;
  readonly info: TextInfo;
  /** What the net reads, and what it answers with; the same where it continues what it reads. */
  readonly inputs: TokenSet;
  readonly targets: TokenSet;
  /** All of it in UTF-8, as `open` reads it again from a kept run. */
  readonly content: Blob;
  /** Where it can be read from again, and how it was read. */
  readonly source: TextSource;
  readonly settings: DataSettings;
  /** @param isReadAgain it will have been opened anew with these settings */
  model(settings: Settings, isReadAgain?: boolean): TaskModel;
  /** @throws TextError when there is too little of it */
  batches(model: TaskModel, seed: number): TrainingBatches;
  /** What is held out: batches of about so many of its targets. */
  heldOut(model: TaskModel): (limit: number) => FiniteBatches;
  /** @param most time steps: the end of the line, where it is longer */
  line(text: string, most?: number): Line;
  /** A stretch to look for dead units in: ordinary data, always the same. */
  checkup(): Line;
  /** A stretch that statistics are taken over: held out, if anything is. */
  sample(): Line & { isHeldOut: boolean };
  /** What a drawn sequence begins with where a person gives nothing. */
  beginning(): Uint32Array<ArrayBuffer>;
  /** The same with another share held out. */
  withHeldOut(percent: number): TaskData;
}
