/**
 * The contract of a task: data, a model, an objective, metrics, and how a line of a
 * person's own is read. Nets,
 * views and kept runs are built from it; the page builds its menus and panels from `TaskInfo`. Adding
 * one is a folder here and a line in index.ts, see docs/adding-a-task.md.
 */
import type { DataSettings } from '../config/data-settings.ts';
import type { Settings } from '../config/settings.ts';
import type { BatchSource, FiniteBatches } from '../data/batch-source.ts';
import type { OpenOptions } from '../data/read-text.ts';
import type { Metric } from '../data/scores/metric.ts';
import type { Verdicts } from '../data/scores/verdicts.ts';
import type { Model } from '../model/model.ts';
import type { Unrolling } from '../model/module.ts';
import type { Objective } from '../model/objective.ts';
import type { ModelShape } from '../model/shape.ts';
import type { Slices } from '../lib/slices.ts';
import type { TaskInfo, TextChoice } from '../protocol/catalogue.ts';
import type { DataPart, SplitKind } from '../protocol/data-frame.ts';
import type { DrawRules } from '../protocol/draw-rules.ts';
import type { CopiedText } from '../protocol/frames.ts';
import type { FormerText, TextInfo, TextSource } from '../protocol/text-info.ts';
import type { Sequence, TokenLine } from '../data/sequences.ts';
import type { SeriesWords } from '../data/series-batches.ts';
import type { NumberVectors } from '../data/tokens/number-vectors.ts';
import type { TokenSet } from '../data/tokens/token-set.ts';

export type { DataSettings } from '../config/data-settings.ts';

export interface Task {
  /** What the page is told of it. */
  readonly info: TaskInfo;
  /** Built-in data, in the order of the menu; the first is the default. */
  readonly sources: readonly Omit<TextChoice, 'task'>[];
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
  /** Steps of a pass. */
  readonly stepsPerPass: number;
  /** Passes over the training part after `step` steps, with fractions. */
  epoch(step: number): number;
  /** Tokens trained on in each step, on average. */
  readonly tokensPerStep: number;
  /** Which of the training part's examples a step has at a place of the batch. */
  rowAt(step: number, place: number): number;
}

/** The data one by one, as a net is given them: of one text, the stretches that are read at once. */
export interface Dataset {
  readonly counts: Readonly<Record<DataPart, number>>;
  readonly split: SplitKind;
  at(part: DataPart, index: number): Sequence;
}

/** A line of a person's own, as views look at it. */
export interface Line extends TokenLine {
  /** What is read at each time step, for people. [T] */
  labels: string[];
  /** The same of a source that is read before; absent: nothing is. */
  sourceLabels?: string[];
  /** What the person wrote that is not in the vocabulary, each once. */
  skipped: string[];
}

/** Lines that are read side by side, each from its beginning: one stretch of a text, or some rows. */
export interface Excerpt {
  lines: readonly TokenLine[];
  /** If anything is. */
  isHeldOut: boolean;
}

/** What is read and what should be answered, for people. */
export interface Example {
  shown: readonly string[];
  /** A label for each answer: one for each that is shown, or one for all. */
  wanted: readonly string[];
}

/** Rows of the data one by one, with what should be answered. */
export interface Examples {
  readonly counts: { train: number; heldOut: number };
  /** Of the longest. */
  readonly timeSteps: number;
  /** Time steps between what is read and the answer about it. */
  readonly delay: number;
  /** In the order of `heldOut`, or of the training part. */
  at(part: 'train' | 'heldOut', index: number): Example;
}

/** Sources, each with what should be written for it. */
export interface SourcePairs {
  readonly counts: { train: number; heldOut: number };
  /** What is read; what is written are the data's targets. */
  readonly sources: TokenSet;
  /** Of the longest source, and of the longest that is written, its end among them. */
  readonly sourceSteps: number;
  readonly timeSteps: number;
  /** The token behind which nothing is written. */
  readonly end: number;
  /** In the order of `heldOut`, or of the training part. */
  at(part: 'train' | 'heldOut', index: number): { source: string; target: string };
  /** Null where the data have no such source. */
  answerTo(source: string): string | null;
}

/** One series, of a number or several at each time step. */
export interface SeriesValues {
  /** What is to be predicted, as it was given. [N][K] */
  readonly values: readonly (readonly number[])[];
  /** How many time steps are trained on; the others are held out. */
  readonly trained: number;
  /** As the net reads it, and as it answers. */
  readonly words: SeriesWords;
  readonly read: NumberVectors;
  readonly predicted: NumberVectors;
  /** What the columns that are predicted are called. [K] */
  readonly names: readonly string[];
  /** Of these, places of those that are read, too, among what is read: -1 of others. [K] */
  readonly places: readonly number[];
  /** What is predicted is what is read: a forecast can be read as what comes next. */
  readonly goesOn: boolean;
}

/** How whole sequences are drawn, each from its beginning to its end, and what the data know of them. */
export interface DrawnSequences {
  /** @param given tokens that a person wants it to begin with */
  begin(given: ArrayLike<number>): Uint32Array<ArrayBuffer>;
  /** The token that ends one. */
  readonly end: number;
  /** Tokens of one at most, its end and those that are given included. */
  readonly limit: number;
  /** All that stand in the data, held out or not. */
  readonly known: ReadonlySet<string>;
  /** Which share of them begins with each token. [V] */
  readonly firsts: Float64Array;
  /** Where each begins with a label. */
  readonly labelled?: LabelledDrawing;
  /**
   * What the task itself bars by its settings; absent: nothing.
   * @throws SettingsError where nothing of a kind is left that a sequence needs
   */
  readonly barredBy?: (rules: DrawRules) => ((token: number) => boolean) | undefined;
  /** How much of one stands in the data, where more is asked than whether it is among them; null: too short. */
  readonly copiedShare?: (tokens: ArrayLike<number>) => number | null;
}

/** Sequences that are drawn by label, and what a simple classifier, trained on the same, says of them. */
export interface LabelledDrawing {
  readonly labels: readonly string[];
  /** Tokens that stand for the labels, in their order. */
  readonly tokens: readonly number[];
  /** Of a sample that begins. */
  verdicts(): Verdicts;
}

/** What the net of these data had learned before, which is measured beside them. */
export interface Former {
  /** The data as they are for a net that has learned nothing before. */
  plain: TaskData;
  kept: FormerText & {
    /** The start of its held-out part. */
    text: string;
  };
  heldOut(unrolling: Unrolling): (limit: number) => FiniteBatches;
}

/** Open data, with everything that training needs of them. */
export interface TaskData {
  readonly task: Task;
  readonly info: TextInfo;
  /** What the net reads, and what it answers with; the same where it continues what it reads. */
  readonly inputs: TokenSet;
  readonly targets: TokenSet;
  /** The vocabulary as a kept run names it: what is read, then what is answered where that differs. */
  readonly symbols: readonly string[];
  /** All of it in UTF-8, as `open` reads it again from a kept run. */
  readonly content: Blob;
  /** Where it can be read from again, and how it was read. */
  readonly source: TextSource;
  readonly settings: DataSettings;
  /** Of one text: so many code units of its content are trained on, the others held out. */
  readonly border?: number;
  /**
   * @param isReadAgain the data will have been opened anew with these settings
   * @throws SettingsError, ShapeError
   */
  model(settings: Settings, isReadAgain?: boolean): TaskModel;
  dataset(unrolling: Unrolling): Dataset;
  /** @throws TextError when there is too little of it for these sizes */
  batches(unrolling: Unrolling, seed: number): TrainingBatches;
  /** What is counted in every validation beside the loss; each gives what `TaskInfo.metrics` names. */
  readonly metrics: readonly Metric[];
  /** What is held out: batches of about so many of its targets. */
  heldOut(unrolling: Unrolling): (limit: number) => FiniteBatches;
  /** @param most answers that are asked for: the end of the line where it is longer, of an answer to a source its beginning */
  line(text: string, most?: number): Line;
  /** Some to look for units in that no longer learn: ordinary data, always the same. */
  checkup(): readonly TokenLine[];
  /** Some that statistics are taken over, always the same. */
  excerpt(): Excerpt;
  /** What a drawn sequence begins with where a person gives nothing. */
  beginning(): Uint32Array<ArrayBuffer>;
  /** Absent where the data are one text, and the loss says how well it is known. */
  readonly examples?: Examples;
  /** Where one text is written for another. */
  readonly pairs?: SourcePairs;
  /** Where they are numbers, and what comes next is foretold. */
  readonly series?: SeriesValues;
  readonly former?: Former;
  /** Where what is drawn are whole sequences; absent: one text that goes on. */
  readonly sequences?: DrawnSequences;
  /** How much of what was drawn stands in the data: long work. */
  copied?(drawn: Uint32Array): Slices<CopiedText>;
  /** The same data with another share of them held out. */
  withHeldOut(percent: number): TaskData;
}
