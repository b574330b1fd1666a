/** Runs a plan on the CPU: done when the call returns. */
import type { Plan } from '../../graph/plan.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { PlanRunner, Section, SharedKind, Work } from '../backend.ts';
import type { RunKernel } from './compile.ts';
import type { Heap } from './heap.ts';
import type { OwnPlan } from './member.ts';
import { copySection, type MemorySection } from './memory-section.ts';
import { MemoryReader } from './memory-reader.ts';
import { PlanMemory, type SharedAddresses } from './plan-memory.ts';
import type { WasmBackend } from './wasm-backend.ts';

/** What the plans of a net share. */
export interface SharedRoom {
  heap: Heap;
  addresses: SharedAddresses;
  /** Memory for each thread's own use while a kernel runs: the leader's first. */
  frames: readonly number[];
}

/** Of each; kernels that want more are rare, and their plans bring their own. */
export const frameBytes = 4096;

export class MemoryPlanRunner extends MemoryReader implements PlanRunner {
  readonly plan: Plan;
  readonly memory: PlanMemory;
  /** What the leader runs of it, once it is compiled. */
  own: OwnPlan | undefined;
  readonly #room: SharedRoom;
  /** Of the team, once it is compiled. */
  #id: number | undefined;
  #compiling: Promise<void> | undefined;
  #isDestroyed = false;

  /** @throws SettingsError where there is no memory; nothing is left behind then */
  constructor(backend: WasmBackend, plan: Plan, room: SharedRoom, addresses: SharedAddresses) {
    super(backend);
    this.plan = plan;
    this.#room = room;
    this.memory = new PlanMemory(plan, room.heap, addresses);
  }

  get isCompiled(): boolean {
    return this.#id !== undefined;
  }

  compile(onKernel?: (done: number, total: number) => void): Promise<void> {
    return (this.#compiling ??= this.#compile(onKernel).catch((error: unknown) => {
      this.#compiling = undefined;
      throw error;
    }));
  }

  async #compile(onKernel?: (done: number, total: number) => void): Promise<void> {
    const { dispatches } = this.plan;
    const sources = [...new Set(dispatches.map(({ kernel }) => kernel))];
    let done = 0;
    const kernels = await Promise.all(
      sources.map(async (source) => {
        const kernel = await this.backend.store.get(source);
        onKernel?.(++done, sources.length);
        return kernel;
      }),
    );
    if (this.#isDestroyed) return;
    const { memory } = this.#room.heap;
    // kernels of one text are one
    const modules = [...new Set(kernels.map(({ module }) => module))];
    const frames = this.#framesOf(Math.max(0, ...kernels.map((kernel) => kernel.frameBytes)));
    const launches = dispatches.map(({ kernel, grid: [x, y, z] }, index) => ({
      module: modules.indexOf(kernels[sources.indexOf(kernel)].module),
      table: this.memory.tables[index],
      total: x * y * z,
    }));
    const runs = modules.map(
      (module) => new WebAssembly.Instance(module, { env: { memory } }).exports.run as RunKernel,
    );
    this.own = {
      launches: launches.map(({ module, table, total }) => ({ run: runs[module], table, total })),
      frame: frames[0],
    };
    this.#id = this.backend.team.add(this.own, { memory, modules, launches, frames });
  }

  #framesOf(bytes: number): readonly number[] {
    const { frames } = this.#room;
    if (bytes <= frameBytes) return frames;
    return frames.map((_, thread) => this.memory.reserve(`frame ${thread}`, bytes));
  }

  section(tensor: Tensor): MemorySection {
    return this.memory.section(tensor);
  }

  shared(kind: SharedKind): MemorySection | undefined {
    return this.memory.buffer(kind);
  }

  upload(slots: Uint8Array<ArrayBuffer>): void {
    this.memory.upload(slots);
  }

  run({ copies = [], slots = { from: 0, to: 1 }, dispatches }: Work): void {
    this.backend.work((team) => {
      for (const { from, to } of copies) copySection(from, to);
      const plan = this.#id;
      if (plan === undefined) throw new Error(`${this.plan.name}: not compiled yet`);
      const { from, to } = dispatches ?? { from: 0, to: this.plan.dispatches.length };
      for (let slot = slots.from; slot < slots.to; slot++) {
        team.run({ plan, from, to, step: this.memory.stepAt(slot) });
      }
    });
  }

  runAndRead(work: Work, sections: readonly Section[]): Promise<ArrayBuffer> {
    this.run(work);
    return this.read(sections);
  }

  clearStates(): void {
    for (const storage of this.plan.states) this.memory.section({ storage }).view().fill(0);
  }

  override destroy(): void {
    this.#isDestroyed = true;
    if (this.#id !== undefined) this.backend.team.forget([this.#id]);
    this.#id = undefined;
    this.memory.free();
  }
}
