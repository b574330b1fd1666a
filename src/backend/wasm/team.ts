/**
 * The threads that run plans together: the calling one, which leads, and workers beside it. A plan is
 * sent to them once; until a thread has read that, the others run it without it. How many took part
 * is nowhere to be seen in a result.
 */
import type { Reason } from '../../lib/problems.ts';
import { controlWords, createMember, type Member, type Order, type OwnPlan } from './member.ts';
import type { Mail, ThreadPlan } from './thread.ts';

/** A worker that `runThread` runs in. */
export interface Thread {
  post(mail: Mail): void;
  terminate(): void;
}

/** Starts one. @param onDeath called, at most once, when it can do nothing any more */
export type StartThread = (onDeath: (cause: Reason) => void) => Thread;

/** A plan as it is handed to the team; every member has memory of its own. */
export interface TeamPlan extends Omit<ThreadPlan, 'id' | 'frame'> {
  /** Of the leader first. */
  frames: readonly number[];
}

export class Team {
  readonly #threads: readonly Thread[];
  readonly #leader: Member;
  readonly #plans = new Map<number, OwnPlan>();
  #lastPlan = 0;

  /**
   * @param others how many threads beside the one that leads
   * @param onDeath told of one that took part; who never came is not missed
   */
  constructor(others: number, start: StartThread, onDeath: (cause: Reason) => void) {
    const bytes = 4 * controlWords(others);
    const control = new Int32Array(
      others > 0 ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes),
    );
    this.#leader = createMember(control);
    this.#threads = Array.from({ length: others }, (_, seat) =>
      start((cause) => {
        if (this.#leader.hasSat(seat)) onDeath(cause);
      }),
    );
    this.#threads.forEach((thread, seat) => thread.post({ control, seat }));
  }

  get size(): number {
    return this.#threads.length + 1;
  }

  /** How many would run the next order, the leader among them. */
  get present(): number {
    return this.#leader.seated() + 1;
  }

  /** @returns the number under which it is run */
  add(own: OwnPlan, { frames, ...plan }: TeamPlan): number {
    const id = ++this.#lastPlan;
    this.#plans.set(id, own);
    this.#send((seat) => ({ plan: { id, frame: frames[seat + 1], ...plan } }));
    return id;
  }

  /** @throws Error where a thread failed or does not answer */
  run(order: Order): void {
    const own = this.#plans.get(order.plan);
    if (own) this.#leader.lead(own, order);
  }

  forget(plans: readonly number[]): void {
    if (plans.length === 0) return;
    for (const id of plans) this.#plans.delete(id);
    this.#send(() => ({ forget: plans }));
  }

  disband(): void {
    for (const thread of this.#threads) thread.terminate();
    this.#plans.clear();
  }

  #send(mail: (seat: number) => Mail): void {
    this.#threads.forEach((thread, seat) => {
      this.#leader.call(seat);
      thread.post(mail(seat));
    });
  }
}
