/** What there is to choose from: the worker says so first, since only the engine knows. */
import type { SettingKey } from '../config/settings.ts';
import type { Diagram } from './diagram.ts';
import type { MetricInfo } from './metrics.ts';

/**
 * What a gate, a candidate or a state is to its cell, from the gates to what they act on: traces are
 * listed in this order, and each role has one name and one colour wherever it is met.
 */
export const traceRoles = [
  'update',
  'reset',
  'forget',
  'output',
  'candidate',
  'memory',
  'activation',
] as const;
export type TraceRole = (typeof traceRoles)[number];

/** A value of the cell that frames carry. */
export interface ValueInfo {
  /** Names it within its cell, and says nothing of what it is. */
  id: string;
  /** As the course writes it: Γu Γr Γf Γo c̃ c a. */
  symbol: string;
  /** One short sentence: what it does. */
  help: string;
  /** `gate` 0…1 with 0.5 neutral · `signed` −1…1 · `free` symmetric at its printed maximum. */
  scale: 'gate' | 'signed' | 'free';
}

/** One picture in the gates panel: a gate, a candidate, or a state of the cell. */
export interface TraceInfo extends ValueInfo {
  role: TraceRole;
}

/** What a cell remembers by, and the gate that says how much of it stays at each time step. */
export interface MemoryInfo {
  /** As the course writes the state: c. */
  symbol: string;
  /** The layer puts out the memory itself: a = c. */
  isActivation: boolean;
  /** Id of the gate. */
  gate: string;
  /** The share that stays, as the course writes it: Γf, or 1 − Γu. */
  share: string;
  /** What stays is one minus the gate. */
  isComplement: boolean;
}

export interface CellInfo {
  id: string;
  name: string;
  help: string;
  traces: TraceInfo[];
  /** Values that frames have besides, saved for the backward pass: they have no picture. */
  saved: ValueInfo[];
  /** Id of the trace that the layer puts out. */
  activation: string;
  /** Null where every time step overwrites all of the state. */
  memory: MemoryInfo | null;
  diagram: Diagram;
}

export interface OptimizerInfo {
  id: string;
  name: string;
  help: string;
  /** Settings beside the learning rate that mean something to it. */
  heeds: ('momentum' | 'weightDecay')[];
}

export interface TextChoice {
  id: string;
  title: string;
  /** Ids of the served lists that it is put together from, where it is none itself. */
  madeOf?: readonly string[];
  /** Id of the task that learns from it. */
  task: string;
}

/**
 * What is wrong and what to do, each without a full stop, by a task's own codes; values by name stand
 * in braces: `the row has something else than 0 and 1: row {row}`.
 */
export type OwnProblems = Readonly<Record<string, { what: string; advice: string }>>;

/** The five pictures of the course: how many are read, and how many answers are given. */
export type TaskShape =
  | 'one to one'
  | 'one to many'
  | 'many to one'
  /** As many answers as are read. */
  | 'many to many'
  /** One sequence is read to its end, another one written. */
  | 'encoder and decoder';

/** What can be learned, and what the page needs to know to be the page of it. */
export interface TaskInfo {
  id: string;
  name: string;
  /** One sentence, the first of the page: what a net is trained to do. */
  shows: string;
  /** What one token is, where no setting says it. */
  unit: 'character' | 'word' | 'piece' | 'phone' | 'number' | 'frame' | 'token';
  /** What one token of a source is, where one is read first: answers may be made of something else. */
  sourceUnit?: TaskInfo['unit'];
  /** One answer is given to all tokens, not one at each. */
  answersOnce?: true;
  /** What is held out and counted. */
  rows:
    | 'characters'
    | 'lines'
    | 'labelled lines'
    | 'tune lines'
    | 'sentences'
    | 'labelled'
    | 'strands'
    | 'pairs'
    | 'values'
    | 'recordings';
  /** Where they are others, or more, than what follows from the rest (`shapesOf`). */
  shapes?: readonly TaskShape[];
  /** Settings of all tasks that mean nothing to it. */
  lacks: readonly SettingKey[];
  /** Those that only some tasks have, this one among them. */
  own?: readonly SettingKey[];
  /** What is measured beside the loss, the main one of each choice of settings first. */
  metrics: readonly MetricInfo[];
  /** Problems of its own, in words, one table for each language of the page. */
  problems?: { en: OwnProblems };
  /** Where a person records data in the page: by what, and what the classes are called at first. */
  recorded?: { by: 'microphone' | 'camera'; classes: readonly string[] };
  /** Ids of views: those of all tasks that it does not have, and those that only some have. */
  views: { lacks: readonly string[]; own: readonly string[] };
}

const shapeOfRows: { readonly [Rows in TaskInfo['rows']]?: TaskShape } = {
  pairs: 'encoder and decoder',
  'labelled lines': 'one to many',
};

/** Under which pictures a task stands. */
export function shapesOf({ shapes, answersOnce, rows }: TaskInfo): readonly TaskShape[] {
  return shapes ?? [answersOnce ? 'many to one' : (shapeOfRows[rows] ?? 'many to many')];
}

export interface Catalogue {
  cells: CellInfo[];
  optimizers: OptimizerInfo[];
  tasks: TaskInfo[];
  texts: TextChoice[];
}
