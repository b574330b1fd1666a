/**
 * Tells when waiting is in vain: no session has told anything or given its GPU anything to do for a
 * good while, or one goes on and on. It counts turns of the event loop, never time: on a busy machine
 * all turns are late alike.
 */

/** What sessions do, as far as it can be counted. */
export interface Activity {
  /** Grows with whatever is told or submitted. */
  readonly done: number;
  /** What the GPU has begun and not finished. */
  readonly underWay: number;
}

/** Turns without anything after which nothing more comes. */
const patience = 1500;
/** So much, and what is waited for is not part of it. */
const most = 3000;

const active = new Set<Activity>();

export function follow(activity: Activity): void {
  active.add(activity);
}

export function unfollow(activity: Activity): void {
  active.delete(activity);
}

/** One who waits, from now on. */
export class Wait {
  #turns = 0;
  #last = -1;
  readonly #first = doneByAll();

  /** A turn of the event loop. @returns why there is no use in waiting any longer */
  async turn(): Promise<string | undefined> {
    const done = doneByAll();
    const isBusy = [...active].some(({ underWay }) => underWay > 0);
    if (isBusy || done !== this.#last) this.#turns = 0;
    this.#last = done;
    if (++this.#turns > patience) return 'nothing more comes';
    if (done - this.#first > most) return 'it goes on for ever';
    // where something goes on, at once
    await new Promise((resolve) => {
      if (this.#turns === 1) setImmediate(resolve);
      else setTimeout(resolve, 1);
    });
    return undefined;
  }
}

function doneByAll(): number {
  return [...active].reduce((sum, { done }) => sum + done, 0);
}
