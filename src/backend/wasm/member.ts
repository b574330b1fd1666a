/**
 * A member of the team of threads that runs a plan: they share out the invocations of a dispatch and
 * meet before the next one. Whoever waits spins for a moment, then sleeps: the page needs a core.
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

export interface Member {
  /** The leader: runs dispatches `from` to `to` with everybody. @throws Error where one failed */
  lead(launches: readonly Launch[], frame: number, from: number, to: number, step: number): void;
  /** The leader: everybody else goes back to listening to messages. */
  dismiss(): void;
  /** Everyone else: number of the last command, to be asked for before the leader is told. */
  lastCommand(): number;
  /** Everyone else: follows commands until dismissed. */
  follow(launches: readonly Launch[], frame: number, lastCommand: number): void;
}

/** Words of `control`. */
export const controlWords = 8;

/** @param control shared by all members @param threads how many they are, the leader among them */
export function createMember(control: Int32Array, threads: number): Member {
  const [phase, arrived, next, command, first, last, stepWord, failed] = [0, 1, 2, 3, 4, 5, 6, 7];
  const spins = 2000;
  const patience = 30_000;

  /** @returns false where nothing happened for too long */
  const waitForChange = (word: number, old: number, milliseconds: number): boolean => {
    for (let spin = 0; spin < spins; spin++) {
      if (Atomics.load(control, word) !== old) return true;
    }
    while (Atomics.load(control, word) === old) {
      if (Atomics.wait(control, word, old, milliseconds) === 'timed-out') return false;
    }
    return true;
  };

  const meet = (): void => {
    const old = Atomics.load(control, phase);
    if (Atomics.add(control, arrived, 1) === threads - 1) {
      Atomics.store(control, arrived, 0);
      Atomics.store(control, next, 0);
      Atomics.add(control, phase, 1);
      Atomics.notify(control, phase);
    } else if (!waitForChange(phase, old, patience)) {
      throw new Error('backend/wasm: a thread does not answer');
    }
  };

  /** Part after part, until none is left; parts are many, so that a slow thread takes fewer. */
  const runParts = ({ run, table, total }: Launch, step: number, frame: number): void => {
    const size = Math.max(1, Math.ceil(total / (4 * threads)));
    for (;;) {
      const start = Atomics.add(control, next, size);
      if (start >= total) return;
      run(table, step, frame, start, Math.min(start + size, total));
    }
  };

  /** Whoever fails comes to the meetings all the same. */
  const runTogether = (launches: readonly Launch[], frame: number): void => {
    const to = Atomics.load(control, last);
    const step = Atomics.load(control, stepWord);
    for (let index = Atomics.load(control, first); index < to; index++) {
      try {
        if (Atomics.load(control, failed) === 0) runParts(launches[index], step, frame);
      } catch {
        Atomics.store(control, failed, 1);
      }
      meet();
    }
  };

  const announce = (from: number, to: number, step: number): void => {
    Atomics.store(control, first, from);
    Atomics.store(control, last, to);
    Atomics.store(control, stepWord, step);
    Atomics.add(control, command, 1);
    Atomics.notify(control, command);
  };

  return {
    lead(launches, frame, from, to, step) {
      if (threads === 1) {
        for (let index = from; index < to; index++) {
          const { run, table, total } = launches[index];
          run(table, step, frame, 0, total);
        }
        return;
      }
      announce(from, to, step);
      runTogether(launches, frame);
      if (Atomics.load(control, failed) !== 0) throw new Error('backend/wasm: a thread failed');
    },

    dismiss() {
      announce(-1, -1, 0);
    },

    lastCommand: () => Atomics.load(control, command),

    follow(launches, frame, lastCommand) {
      for (let seen = lastCommand; ; seen++) {
        while (!waitForChange(command, seen, patience));
        if (Atomics.load(control, first) < 0) return;
        runTogether(launches, frame);
      }
    },
  };
}
