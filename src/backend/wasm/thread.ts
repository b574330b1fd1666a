/** What a thread of the team does with the messages of its leader. */
import type { RunKernel } from './compile.ts';
import type { Launch, Member } from './member.ts';

/** A plan as it is sent to a thread. */
export interface ThreadPlan {
  control: Int32Array;
  threads: number;
  memory: WebAssembly.Memory;
  modules: readonly WebAssembly.Module[];
  launches: readonly { module: number; table: number; total: number }[];
  /** Address of the thread's own memory. */
  frame: number;
}

export interface ThreadPort {
  onMessage(listener: (plan: ThreadPlan) => void): void;
  /** Tells the leader that the thread follows. */
  ready(): void;
}

/**
 * Names nothing outside itself, as `createMember`.
 * @param create `createMember`
 */
export function runThread(
  create: (control: Int32Array, threads: number) => Member,
  port: ThreadPort,
): void {
  port.onMessage(({ control, threads, memory, modules, launches, frame }) => {
    const member = create(control, threads);
    const runs = modules.map((module) => {
      const { exports } = new WebAssembly.Instance(module, { env: { memory } });
      return exports.run as RunKernel;
    });
    const own: Launch[] = launches.map(({ module, table, total }) => ({
      run: runs[module],
      table,
      total,
    }));
    const lastCommand = member.lastCommand();
    port.ready();
    member.follow(own, frame, lastCommand);
  });
}
