/**
 * The latest snapshot that is known to be sound: the step after it had a loss like those before.
 * Weights may be spoiled while all of them are still finite numbers, and while the loss is one too.
 */
import type { Snapshot } from '../training/snapshots.ts';

export class GoodSnapshot {
  #confirmed: Snapshot | undefined;
  #candidate: { snapshot: Snapshot; mayBeGood: boolean } | undefined;

  /** @param opened what a run that was opened begins with: there is nothing else to go back to */
  constructor(opened?: Snapshot) {
    this.#confirmed = opened;
  }

  get latest(): Snapshot | undefined {
    return this.#confirmed;
  }

  /** Also one that is not confirmed: where weights are lost, it is all there is. */
  get newest(): Snapshot | undefined {
    return this.#candidate?.snapshot ?? this.#confirmed;
  }

  /** @param isSound whether all was well with the run when it was taken */
  offer(snapshot: Snapshot, isSound: boolean): void {
    const isFinite = snapshot.states.every(({ values }) => values.every(Number.isFinite));
    if (isFinite) this.#candidate = { snapshot, mayBeGood: isSound };
  }

  /** @param fits whether the step after this one, counted from 1, shows that its weights are sound */
  confirm(fits: (step: number) => boolean): void {
    const { snapshot, mayBeGood } = this.#candidate ?? {};
    if (!snapshot || !mayBeGood || !fits(snapshot.step)) return;
    this.#confirmed = snapshot;
    this.#candidate = undefined;
  }

  /** Goes back to what is confirmed. */
  dropCandidate(): void {
    this.#candidate = undefined;
  }

  /** @param only what there is to go back to from now on */
  clear(only?: Snapshot): void {
    this.#confirmed = only;
    this.#candidate = undefined;
  }
}
