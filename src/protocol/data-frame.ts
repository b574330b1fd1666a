/** The data as a net is given them: one example, and the batch that it is trained on next. */

export type DataPart = 'train' | 'heldOut';

export interface DataWish {
  part: DataPart;
  /** Of the example, from 0; beyond the last one, that one. */
  index: number;
}

/** A token, as people read it. */
export interface ShownToken {
  id: number;
  label: string;
  /** Bits of the numbers that it stands for, scaled; absent where it is a token. */
  numbers?: readonly number[];
}

/** What is read at each time step of a sequence, and what is wanted there or once. */
export interface ShownExample {
  part: DataPart;
  index: number;
  /** Null where nothing is read: x⟨t⟩ = 0⃗. [T] */
  inputs: (ShownToken | null)[];
  /** Null where nothing is wanted. [T], or [1] of an answer for all of them. */
  targets: (ShownToken | null)[];
}

/** As it is handed to the kernels of step `step`: time-major, entry (t, b) at t · batchSize + b. */
export interface ShownBatch {
  step: number;
  timeSteps: number;
  batchSize: number;
  /** Words of 32 bits; all ones where nothing is read. */
  tokens: Uint32Array<ArrayBuffer>;
  /** All ones where nothing is wanted. [T · B], or [B] of answers for all time steps. */
  targets: Uint32Array<ArrayBuffer>;
  /** [B] real time steps of each sequence: what comes behind is padding. Null where all are real. */
  lengths: Uint32Array<ArrayBuffer> | null;
  /** [B] which example of the training part each sequence is, from 0. */
  examples: Uint32Array<ArrayBuffer>;
  /** [B] 1 where a sequence begins with this step, 0 where its state is carried on. */
  starts: Uint32Array<ArrayBuffer>;
  /** Of the tokens that are in it, in no order. */
  inputLabels: ShownToken[];
  targetLabels: ShownToken[];
}

/**
 * How it was chosen what is held out: the end of one text, rows by chance, names of their own, draws of
 * their own, by the places of what is looked for, or as the data say.
 */
export type SplitKind = 'end' | 'rows' | 'names' | 'draws' | 'places' | 'given';

export interface DataFrame {
  step: number;
  counts: Record<DataPart, number>;
  split: SplitKind;
  /** Null where the part has none. */
  example: ShownExample | null;
  batch: ShownBatch;
}
