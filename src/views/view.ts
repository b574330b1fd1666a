/**
 * A view measures something of the net that trains, again and again, for one panel of the page. What
 * it needs is made when it is first wished; all else (when it is due, how much of the time it may
 * take, what is out of date) is the same for all views and is done by the runner.
 */
import type { Tuning } from '../config/tuning.ts';
import type { TaskData, TrainingBatches } from '../tasks/task.ts';
import type { Pin } from '../protocol/pin.ts';
import type { Unrolling } from '../model/module.ts';
import type { Frame, ViewId, Wish } from '../protocol/views.ts';
import type { Net } from '../training/net.ts';

/** What is looked at. */
export interface LiveNet {
  readonly net: Net;
  readonly data: TaskData;
  /** What it is trained on, a batch a step; absent where it is only read. */
  readonly training?: { readonly batches: TrainingBatches; readonly unrolling: Unrolling };
  /** Of its training, as they are now. */
  readonly tuning?: Tuning;
  /** Gates that are held, in views that heed them. */
  readonly pins: readonly Pin[];
}

/** Measures what was wished, as often as it is asked to. */
export interface Frames<Id extends ViewId> {
  /**
   * Submits a run, which sees the weights as they are when this is called.
   * @param step that they are from
   * @returns a frame, once it is read; its arrays are its own: they move to the page
   */
  next(step: number): Promise<Frame<Id>>;
  /** Runs that one frame takes, as long as the first each; absent: 1. */
  readonly runs?: number;
  /** Measures what is wished now from its next frame on; absent, or false: it has to be made anew. */
  take?(wish: Wish<Id>): boolean;
  /** A frame that is under way is of no interest any more: it may end early, and fail. */
  stop?(): void;
  destroy(): void;
}

/** Nothing can be measured, and the page is told why, once: no kernel runs. */
export interface Still<Id extends ViewId> {
  frame(step: number): Frame<Id>;
}

export interface View<Id extends ViewId> {
  /** Milliseconds between frames at least, and the share of the time that they take at most. */
  readonly interval: number;
  readonly timeShare: number;
  /** Other pins are another wish. */
  readonly heedsPins?: boolean;
  /** A person waits for it: nothing else is begun before a frame is there. */
  readonly isWaitedFor?: boolean;
  /**
   * Makes what measures, kernels compiled.
   * @returns null where this net has nothing of the kind: the page may not have heard of it yet
   */
  open(live: LiveNet, wish: Wish<Id>): Promise<Frames<Id> | Still<Id> | null>;
}
