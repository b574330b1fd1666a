/** A plan that runs on the CPU: its kernels compiled, its memory laid out, its threads waiting. */
import type { Plan } from '../../graph/plan.ts';
import type { RunKernel } from './compile.ts';
import type { KernelStore } from './kernel-store.ts';
import { controlWords, createMember, type Launch, type Member } from './member.ts';
import { PlanMemory } from './plan-memory.ts';
import type { ThreadPlan } from './thread.ts';

/** A thread beside the one that leads: a worker that `runThread` runs in. */
export interface Thread {
  /** Resolves when it follows the leader. */
  prepare(plan: ThreadPlan): Promise<void>;
  terminate(): Promise<void>;
}

export class PlanRunner {
  readonly memory: PlanMemory;
  readonly launches: readonly Launch[];
  readonly #member: Member;
  #isFollowed: boolean;

  private constructor(memory: PlanMemory, launches: readonly Launch[], member: Member) {
    this.memory = memory;
    this.launches = launches;
    this.#member = member;
    this.#isFollowed = memory.frames.length > 1;
  }

  /**
   * @param threads those beside the leader; the store is one for shared memory then
   * @throws KernelError with file and line of what the compiler does not know
   */
  static async create(
    plan: Plan,
    store: KernelStore,
    threads: readonly Thread[] = [],
  ): Promise<PlanRunner> {
    const isShared = threads.length > 0;
    const sources = [...new Set(plan.dispatches.map(({ kernel }) => kernel))];
    const kernels = await Promise.all(sources.map((source) => store.get(source)));
    const modules = kernels.map(({ module }) => module);
    const frameBytes = Math.max(0, ...kernels.map((kernel) => kernel.frameBytes));
    const memory = new PlanMemory(plan, frameBytes, threads.length + 1);
    const launches = plan.dispatches.map(({ kernel, grid: [x, y, z] }, index) => ({
      module: sources.indexOf(kernel),
      table: memory.tables[index],
      total: x * y * z,
    }));
    const imports = { env: { memory: memory.memory } };
    const instances = await Promise.all(
      modules.map((module) => WebAssembly.instantiate(module, imports)),
    );
    const runs = instances.map(({ exports }) => exports.run as RunKernel);
    const bytes = 4 * controlWords;
    const control = new Int32Array(
      isShared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes),
    );
    await Promise.all(
      threads.map((thread, index) =>
        thread.prepare({
          control,
          threads: threads.length + 1,
          memory: memory.memory,
          modules,
          launches,
          frame: memory.frames[index + 1],
        }),
      ),
    );
    const own = launches.map(({ module, ...launch }) => ({ run: runs[module], ...launch }));
    return new PlanRunner(memory, own, createMember(control, threads.length + 1));
  }

  /** Dispatches `from` to `to` of the step whose inputs lie in `slot`; done when it returns. */
  run(slot = 0, from = 0, to = this.launches.length): void {
    const { memory, launches } = this;
    this.#member.lead(launches, memory.frames[0], from, to, memory.stepAt(slot));
  }

  /** The threads are free for another plan. */
  release(): void {
    if (this.#isFollowed) this.#member.dismiss();
    this.#isFollowed = false;
  }
}
