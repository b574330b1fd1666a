/**
 * The run that was replaced last, which an undo brings back: what the bar says of it, and for how
 * long.
 */
import type { TrainerClient } from '../../protocol/client.ts';
import type { RunTitle } from '../../protocol/kept-run.ts';
import type { Replacement } from '../words/replacing.ts';
import { type Readable, Store } from './store.ts';

export interface Replaced {
  what: RunTitle;
  /** What took its place. */
  by: Replacement;
}

export class ReplacedRun {
  readonly #last = new Store<Replaced | null>(null);
  /** Null where there is nothing to go back to, or nobody would. */
  readonly last: Readable<Replaced | null> = this.#last;

  #by: Replacement = { kind: 'settings', changes: {} };
  #trained = 0;

  constructor(client: TrainerClient) {
    client.on('run.replaced', ({ what }) => {
      this.#trained = 0;
      this.#last.set(what && { what, by: this.#by });
    });
    client.on('net.ready', () => this.#followed());
    client.on('run.loaded', () => this.#followed());
    // Only steps that are made here are told like this, not those of a run that was read.
    client.on('training.losses', ({ run }) => {
      this.#trained += run.losses.length;
      const { last } = this;
      // Who has trained as long again goes on with the new run; the old one stays among those kept.
      if (last.value && this.#trained > last.value.what.step) this.dismiss();
    });
  }

  /** What is asked of the worker now takes the place of the run, if it does. */
  because(by: Replacement): void {
    this.#by = by;
  }

  /** Steps that the present run has made since it took the place of the last one. */
  get trainedSince(): number {
    return this.#trained;
  }

  dismiss(): void {
    this.#last.set(null);
  }

  /** Another net has followed before anything was trained: the bar names the one that is there. */
  #followed(): void {
    const { value } = this.last;
    if (value && value.by !== this.#by) this.#last.set({ ...value, by: this.#by });
  }
}
