/**
 * The weights of the best validation, held beside those of now. A copy is taken as a validation begins,
 * and stays where the validation turns out to be the best so far.
 */
import type { History } from '../training/history.ts';
import type { Snapshot } from '../training/snapshots.ts';

export class BestSnapshot {
  readonly #history: History;
  readonly #onChange: () => void;
  #kept: Snapshot | undefined;
  /** Taken as the latest validation began. */
  #copy: Promise<Snapshot> | undefined;

  /** @param opened what a run that goes on has */
  constructor(history: History, onChange: () => void, opened?: Snapshot) {
    this.#history = history;
    this.#onChange = onChange;
    this.#kept = opened;
  }

  /** Undefined where the weights of what is the best now are not there. */
  get latest(): Snapshot | undefined {
    return this.#kept?.step === this.#history.best()?.step ? this.#kept : undefined;
  }

  /** A validation begins, of the weights in this copy. */
  begin(copy: Promise<Snapshot>): void {
    this.#copy = copy;
    // the run ended first
    copy.catch(() => undefined);
  }

  /** It has ended, and stands in the history. */
  measured(): void {
    const copy = this.#copy;
    copy
      ?.then((snapshot) => {
        if (copy !== this.#copy || snapshot.step !== this.#history.best()?.step) return;
        this.#kept = snapshot;
        this.#onChange();
      })
      .catch(() => undefined);
  }

  /** The run is at another point of its history: what it was there, or at its start. */
  moved(to?: Snapshot): void {
    this.#copy = undefined;
    this.#kept = this.latest;
    if (to && to.step === this.#history.best()?.step) this.#kept = to;
  }
}
