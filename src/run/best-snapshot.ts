/**
 * The weights of the best validation, held beside those of now, and how long a person waits for a better
 * one. A copy is taken as a validation begins, and stays where the validation turns out to be the best.
 */
import type { Tuning } from '../config/tuning.ts';
import type { WorkerMessage } from '../protocol/messages.ts';
import type { TrainingProgress, TrainingState } from '../protocol/training.ts';
import type { History } from '../training/history.ts';
import type { Snapshot } from '../training/snapshots.ts';

export class BestSnapshot {
  readonly #history: History;
  readonly #onChange: () => void;
  #kept: Snapshot | undefined;
  /** Taken as the latest validation began. */
  #copy: Promise<Snapshot> | undefined;
  /** Validations without a better one, for which it pauses by itself; 0: it does not. */
  #waited = 0;

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

  /**
   * Takes what was measured into the history.
   * @param patience validations that a person waits for a better one; 0: for ever
   * @returns whether a run that goes on pauses for that
   */
  heed(message: WorkerMessage, { patience }: Tuning, isGoingOn: boolean): boolean {
    if (message.type === 'validation.former') this.#history.former.push(message.result);
    if (message.type !== 'validation.result') return false;
    this.#history.validations.push(message.result);
    this.#measured();
    const { since = 0 } = this.#history.best() ?? {};
    // one who trains on all the same waits as long again
    const pauses = isGoingOn && since > 0 && since % patience === 0;
    if (pauses) this.#waited = since;
    return pauses;
  }

  /** What the page is told of it. */
  told(state: TrainingState): Pick<TrainingProgress, 'best' | 'waited'> {
    const { step, loss } = this.#history.best() ?? {};
    const isThere = step !== undefined && loss !== undefined && this.latest !== undefined;
    return {
      ...(isThere && { best: { step, loss } }),
      ...(this.#waited > 0 && state === 'paused' && { waited: this.#waited }),
    };
  }

  /** Training begins again. */
  goesOn(): void {
    this.#waited = 0;
  }

  /** The run is at another point of its history: what it was there, or at its start. */
  moved(to?: Snapshot): void {
    this.#waited = 0;
    this.#copy = undefined;
    this.#kept = this.latest;
    if (to && to.step === this.#history.best()?.step) this.#kept = to;
  }

  #measured(): void {
    const copy = this.#copy;
    copy
      ?.then((snapshot) => {
        if (copy !== this.#copy || snapshot.step !== this.#history.best()?.step) return;
        this.#kept = snapshot;
        this.#onChange();
      })
      .catch(() => undefined);
  }
}
