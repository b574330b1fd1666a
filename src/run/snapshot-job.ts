/**
 * Copies of the run: taken when somebody wants one, handed to all who wait, and the latest sound
 * one remembered, so that there is something to go back to.
 */
import { CancelledError } from '../lib/errors.ts';
import type { Job } from './job.ts';
import type { Measure } from '../training/pacer.ts';
import type { Snapshot } from '../training/snapshots.ts';
import { GoodSnapshot } from './good-snapshot.ts';
import type { BuiltNet } from '../net/net-builder.ts';

interface Waiting {
  resolve: (value: Snapshot) => void;
  reject: (error: unknown) => void;
  /** It may be gone back to. */
  mayBeGood: boolean;
}

export class SnapshotJob implements Job {
  readonly good: GoodSnapshot;
  readonly #built: BuiltNet;
  /** Until the losses of all steps up to this one are there. */
  readonly #readUpTo: (step: number) => Promise<void>;
  readonly #isSound: () => boolean;
  #wanted: Waiting[] = [];
  /** Copies from before a rewind are not remembered. */
  #generation = 0;
  #isClosed = false;

  constructor(
    built: BuiltNet,
    readUpTo: (step: number) => Promise<void>,
    isSound: () => boolean,
    good = new GoodSnapshot(),
  ) {
    this.#built = built;
    this.#readUpTo = readUpTo;
    this.#isSound = isSound;
    this.good = good;
  }

  get isActive(): boolean {
    return this.#wanted.length > 0;
  }

  isDue(): boolean {
    return this.isActive && this.#built.snapshots.ready;
  }

  /** Something to go back to: where there will be no more copies, whatever was copied last. */
  get lastGood(): Snapshot | undefined {
    return this.#isClosed ? this.good.newest : this.good.latest;
  }

  /** @throws CancelledError when the run ends first */
  want({ mayBeGood = true } = {}): Promise<Snapshot> {
    return new Promise((resolve, reject) => this.#wanted.push({ resolve, reject, mayBeGood }));
  }

  /** Only after a whole number of steps, and only when due. */
  submit(measure: Measure): void {
    const wanted = this.#wanted.splice(0);
    const generation = this.#generation;
    const isOutdated = () => generation !== this.#generation;
    const { trainer, snapshots } = this.#built;
    const taken = Promise.all([snapshots.take(), this.#readUpTo(trainer.step)]);
    measure(() => undefined);
    taken.then(
      ([snapshot]) => {
        const isOffered = wanted.some(({ mayBeGood }) => mayBeGood) && !isOutdated();
        if (isOffered) this.good.offer(snapshot, this.#isSound());
        wanted.forEach(({ resolve }) => resolve(snapshot));
      },
      (error: unknown) => wanted.forEach(({ reject }) => reject(error)),
    );
  }

  /** What is under way is of weights that are no longer there. */
  outdate(): void {
    this.#generation++;
  }

  /** Nobody gets a copy any more. */
  refuse(): void {
    this.#isClosed = true;
    for (const { reject } of this.#wanted.splice(0)) {
      reject(new CancelledError());
    }
  }
}
