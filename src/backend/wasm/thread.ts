/** What a thread of the team does with the mail of its leader. */
import type { RunKernel } from './compile.ts';
import type { Member, OwnPlan } from './member.ts';

/** A launch as it is sent to a thread: `module` counts the modules of the plan. */
export interface PlannedLaunch {
  module: number;
  table: number;
  total: number;
}

/** A plan as it is sent to a thread. */
export interface ThreadPlan {
  id: number;
  memory: WebAssembly.Memory;
  modules: readonly WebAssembly.Module[];
  launches: readonly PlannedLaunch[];
  /** Address of the thread's own memory. */
  frame: number;
}

export type Mail =
  /** First of all. */
  | { control: Int32Array; seat: number }
  | { plan: ThreadPlan }
  /** Plans that never run again. */
  | { forget: readonly number[] };

/**
 * Names nothing outside itself, as `createMember`.
 * @param create `createMember`
 * @param onMail calls its listener with everything that is sent to the thread
 */
export function runThread(
  create: (control: Int32Array) => Member,
  onMail: (listener: (mail: Mail) => void) => void,
): void {
  const plans = new Map<number, OwnPlan>();
  let member: Member | undefined;
  let own = 0;
  let read = 0;
  onMail((mail) => {
    if ('control' in mail) {
      member = create(mail.control);
      own = mail.seat;
    } else {
      read++;
      if ('forget' in mail) for (const id of mail.forget) plans.delete(id);
      else {
        const { id, memory, modules, launches, frame } = mail.plan;
        const runs = modules.map(
          (module) =>
            new WebAssembly.Instance(module, { env: { memory } }).exports.run as RunKernel,
        );
        const ready = launches.map(({ module, table, total }) => ({
          run: runs[module],
          table,
          total,
        }));
        plans.set(id, { launches: ready, frame });
      }
    }
    member?.follow(own, read, plans);
  });
}
