/**
 * The latest snapshot that is known to be sound: the step after it had a finite loss. Weights may
 * be spoiled while all of them are still finite numbers.
 */
import type { Snapshot } from '../training/snapshots.ts';

export class GoodSnapshot {
  #confirmed: Snapshot | undefined;
  #candidate: Snapshot | undefined;

  get latest(): Snapshot | undefined {
    return this.#confirmed;
  }

  /** Also one that is not confirmed yet: where weights are lost, it is all there is. */
  get newest(): Snapshot | undefined {
    return this.#candidate ?? this.#confirmed;
  }

  get isEmpty(): boolean {
    return !this.#confirmed && !this.#candidate;
  }

  offer(snapshot: Snapshot): void {
    if (snapshot.states.every(({ values }) => values.every(Number.isFinite))) {
      this.#candidate = snapshot;
    }
  }

  /** @param finiteStep a step, counted from 1, whose loss was finite */
  confirm(finiteStep: number): void {
    if (!this.#candidate || finiteStep <= this.#candidate.step) return;
    this.#confirmed = this.#candidate;
    this.#candidate = undefined;
  }

  /** Goes back to what is confirmed. */
  dropCandidate(): void {
    this.#candidate = undefined;
  }

  clear(): void {
    this.#confirmed = this.#candidate = undefined;
  }
}
