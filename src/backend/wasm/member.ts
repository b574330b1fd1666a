/**
 * A member of the team of threads that run plans: they share out the invocations of a dispatch and
 * meet before the next one. One leads and never waits for who has not come: others take their seats
 * when they are ready, and leave them to read their mail. Whoever waits spins for a moment, then
 * sleeps: the page needs a core.
 *
 * `createMember` names nothing outside itself: where a thread cannot import files (Node under a
 * test) its text is the thread's program.
 */
import type { RunKernel } from './compile.ts';

export interface Launch {
  run: RunKernel;
  table: number;
  /** Workgroups. */
  total: number;
}

/** Dispatches `from` to `to` of a plan, for the step whose numbers lie at `step`. */
export interface Order {
  plan: number;
  from: number;
  to: number;
  step: number;
}

/** A plan as one member runs it. */
export interface OwnPlan {
  launches: readonly Launch[];
  /** Address of the member's own memory. */
  frame: number;
}

export interface Member {
  /** The leader: with everybody who is seated. @throws Error where one failed or does not answer */
  lead(own: OwnPlan, order: Order): void;
  /** The leader: how many others are seated. */
  seated(): number;
  /** The leader: whether somebody has ever been. */
  hasSat(seat: number): boolean;
  /** The leader: calls somebody from their seat, as mail is on its way to them. */
  call(seat: number): void;
  /** The others: take their seat and follow orders until mail has come; `read` counts what was read. */
  follow(seat: number, read: number, plans: ReadonlyMap<number, OwnPlan>): void;
}

/** Words of `control`. */
export const controlWords = (seats: number): number => 16 * (4 + seats);

/** @param control zero at the start, shared by all members */
export function createMember(control: Int32Array): Member {
  // a cache line for what changes often: whoever spins on one is not disturbed by the others
  const line = 16;
  const [phase, arrived, next, orders] = [0, line, 2 * line, 3 * line];
  const [members, plan, from, to, step, failed] = [0, 1, 2, 3, 4, 5].map((word) => orders + word);
  const seats = control.length / line - 4;
  // number of the last order that was given to it, from 1; 0: just seated, negative: away
  const seatOf = (seat: number): number => (4 + seat) * line;
  const sentTo = (seat: number): number => seatOf(seat) + 1;
  const hasSat = (seat: number): number => seatOf(seat) + 2;
  const [away, called, nobody] = [-1, -2, 2 ** 30];
  const spins = 2000;
  // a machine that slept has not waited: time is counted in short naps
  const [napMs, mostNaps] = [250, 20];
  let number = 0;
  if (Atomics.load(control, members) === 0) {
    for (let seat = 0; seat < seats; seat++) Atomics.store(control, seatOf(seat), away);
    Atomics.store(control, members, nobody);
  }

  const hasChanged = (word: number, old: number): boolean => {
    for (let spin = 0; spin < spins; spin++) {
      if (Atomics.load(control, word) !== old) return true;
    }
    return false;
  };

  const waitForChange = (word: number, old: number): void => {
    if (hasChanged(word, old)) return;
    while (Atomics.load(control, word) === old) Atomics.wait(control, word, old);
  };

  /** The leader gives up on a team in which nobody has done anything for long. */
  const waitForTeam = (old: number): void => {
    if (hasChanged(phase, old)) return;
    const done = (): number => Atomics.load(control, next) + Atomics.load(control, arrived);
    for (let naps = 0, before = done(); Atomics.load(control, phase) === old; naps++) {
      if (Atomics.wait(control, phase, old, napMs) !== 'timed-out') continue;
      if (done() !== before) [naps, before] = [0, done()];
      if (naps >= mostNaps) throw new Error('thread silent');
    }
  };

  const meet = (wait: (old: number) => void): void => {
    const old = Atomics.load(control, phase);
    if (Atomics.add(control, arrived, 1) === Atomics.load(control, members) - 1) {
      Atomics.store(control, arrived, 0);
      Atomics.store(control, next, 0);
      Atomics.add(control, phase, 1);
      Atomics.notify(control, phase);
    } else wait(old);
  };

  /** Part after part, until none is left; parts are many, so that a slow thread takes fewer. */
  const runParts = ({ run, table, total }: Launch, at: number, frame: number): void => {
    const size = Math.max(1, Math.ceil(total / (4 * (seats + 1))));
    for (;;) {
      const start = Atomics.add(control, next, size);
      if (start >= total) return;
      run(table, at, frame, start, Math.min(start + size, total));
    }
  };

  /** Whoever fails comes to the meetings all the same. */
  const runTogether = (own: OwnPlan | undefined, wait: (old: number) => void): void => {
    const end = Atomics.load(control, to);
    const at = Atomics.load(control, step);
    for (let index = Atomics.load(control, from); index < end; index++) {
      try {
        if (!own) throw new Error('no such plan');
        if (Atomics.load(control, failed) === 0) runParts(own.launches[index], at, own.frame);
      } catch {
        Atomics.store(control, failed, 1);
      }
      meet(wait);
    }
  };

  const runAlone = ({ launches, frame }: OwnPlan, order: Order): void => {
    for (let index = order.from; index < order.to; index++) {
      const { run, table, total } = launches[index];
      run(table, order.step, frame, 0, total);
    }
  };

  /** @returns how many took it */
  const give = (order: Order): number => {
    number = (number % 2 ** 30) + 1;
    // nobody is the last to arrive before the leader
    Atomics.store(control, members, nobody);
    Atomics.store(control, plan, order.plan);
    Atomics.store(control, from, order.from);
    Atomics.store(control, to, order.to);
    Atomics.store(control, step, order.step);
    Atomics.store(control, failed, 0);
    let taken = 0;
    for (let seat = 0; seat < seats; seat++) {
      const word = seatOf(seat);
      const last = Atomics.load(control, word);
      if (last < 0 || Atomics.compareExchange(control, word, last, number) !== last) continue;
      Atomics.notify(control, word);
      taken++;
    }
    Atomics.store(control, members, taken + 1);
    return taken;
  };

  return {
    lead(own, order) {
      if (seats === 0 || give(order) === 0) return runAlone(own, order);
      runTogether(own, waitForTeam);
      if (Atomics.load(control, failed) !== 0) throw new Error('thread failed');
    },

    seated() {
      let count = 0;
      for (let seat = 0; seat < seats; seat++) {
        if (Atomics.load(control, seatOf(seat)) >= 0) count++;
      }
      return count;
    },

    hasSat: (seat) => Atomics.load(control, hasSat(seat)) !== 0,

    call(seat) {
      Atomics.store(control, seatOf(seat), called);
      Atomics.add(control, sentTo(seat), 1);
      Atomics.notify(control, seatOf(seat));
    },

    follow(seat, read, plans) {
      const word = seatOf(seat);
      const sent = sentTo(seat);
      let seen = 0;
      Atomics.store(control, hasSat(seat), 1);
      Atomics.store(control, word, seen);
      for (;;) {
        const hasMail = Atomics.load(control, sent) !== read;
        // an order that came first is followed first
        if (hasMail && Atomics.compareExchange(control, word, seen, away) === seen) return;
        waitForChange(word, seen);
        seen = Atomics.load(control, word);
        if (seen < 0) return;
        runTogether(plans.get(Atomics.load(control, plan)), (old) => waitForChange(phase, old));
      }
    },
  };
}
