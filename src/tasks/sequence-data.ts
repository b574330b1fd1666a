/** Data of whole sequences, each from its beginning: how they are batched, held out and looked at is the same for all. */
import {
  heldOutSequences,
  type HeldOutSequences,
  SequenceBatches,
} from '../data/sequence-batches.ts';
import { sampleOf, type Sequence, type TokenLine } from '../data/sequences.ts';
import type { SplitRows } from '../data/split-rows.ts';
import type { Unrolling } from '../model/module.ts';
import type { SplitKind } from '../protocol/data-frame.ts';
import type { TextSource } from '../protocol/text-info.ts';
import type { DataSettings, Dataset, Excerpt, Task } from './task.ts';

/** Who opened them, from what, and how. */
export interface OpenedBy {
  task: Task;
  source: TextSource;
  settings: DataSettings;
}

export abstract class SequenceData {
  /** One target is for all that is read. */
  protected readonly isAnsweredOnce: boolean = false;
  /** Time steps over which units are looked at, and over which statistics are taken: about so many. */
  protected readonly lengths = { checkup: 128, excerpt: 512 };
  /** How it was decided what is held out. */
  protected readonly split: SplitKind = 'rows';
  protected abstract readonly opened: OpenedBy;
  /** As a net is given them. */
  protected abstract readonly given: SplitRows<Sequence>;

  get task(): Task {
    return this.opened.task;
  }

  get source(): TextSource {
    return this.opened.source;
  }

  get settings(): DataSettings {
    return this.opened.settings;
  }

  get counts(): Dataset['counts'] {
    const { train, heldOut } = this.given;
    return { train: train.length, heldOut: heldOut.length };
  }

  dataset(): Dataset {
    const { counts, split, given } = this;
    return { counts, split, at: (part, index) => given[part][index] };
  }

  /** @throws TextError where there is nothing to train on */
  batches(unrolling: Unrolling, seed: number): SequenceBatches {
    return new SequenceBatches(this.given.train, this.#sizes(unrolling), seed);
  }

  heldOut(unrolling: Unrolling): (limit: number) => HeldOutSequences {
    return heldOutSequences(this.given.heldOut, this.#sizes(unrolling));
  }

  checkup(): TokenLine[] {
    return sampleOf(this.given.train, this.lengths.checkup);
  }

  excerpt(): Excerpt {
    const { train, heldOut } = this.given;
    const isHeldOut = heldOut.length > 0;
    return { lines: sampleOf(isHeldOut ? heldOut : train, this.lengths.excerpt), isHeldOut };
  }

  /** Nothing is drawn. */
  beginning(): Uint32Array<ArrayBuffer> {
    return new Uint32Array(0);
  }

  #sizes(unrolling: Unrolling) {
    return { ...unrolling, isAnsweredOnce: this.isAnsweredOnce };
  }
}
