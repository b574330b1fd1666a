/**
 * Runs a plan on the GPU. Everything is made once, when it is allocated; a step only records the
 * prepared list again: nothing is created and nothing awaited per step.
 */
import type { Dispatch } from '../../graph/op.ts';
import { type BufferKind, numbersBytes, type Plan } from '../../graph/plan.ts';
import type { Storage, Tensor } from '../../graph/tensor.ts';
import type { PlanRunner, Staging, Section, SharedKind, Work } from '../backend.ts';
import { allocate } from './allocation.ts';
import { BufferSection } from './buffer-section.ts';
import { recordClear, recordCopy, submit } from './commands.ts';
import type { Kernel, KernelCache } from './kernel-cache.ts';
import type { Ledger } from './ledger.ts';
import { Readback } from './readback.ts';

interface Command {
  kernel: Kernel;
  arrays: GPUBindGroup;
  uniformOffset: number;
  grid: readonly [number, number, number];
}

/** Buffers that outlive a plan. */
export type SharedBuffers = Partial<Record<SharedKind, GPUBuffer>>;

/** In the order of the plan, and those of them that it owns. */
interface Buffers {
  all: readonly GPUBuffer[];
  own: readonly GPUBuffer[];
}

export class BufferPlanRunner implements PlanRunner {
  readonly plan: Plan;
  readonly #ledger: Ledger;
  readonly #buffers: Buffers;
  readonly #readback: Readback | undefined;
  readonly #commands: readonly Command[];
  readonly #numbers: GPUBindGroup;

  private constructor(
    plan: Plan,
    cache: KernelCache,
    ledger: Ledger,
    buffers: Buffers,
    readback: Readback | undefined,
  ) {
    this.plan = plan;
    this.#ledger = ledger;
    this.#buffers = buffers;
    this.#readback = readback;
    const { device } = ledger;
    const find = (kind: BufferKind) => this.#buffer(kind) as GPUBuffer;
    device.queue.writeBuffer(find('uniforms'), 0, plan.uniforms);
    this.#numbers = device.createBindGroup({
      label: `${plan.name} numbers`,
      layout: cache.numbersLayout,
      entries: [find('uniforms'), find('inputs')].map((buffer, binding) => ({
        binding,
        resource: { buffer, size: numbersBytes },
      })),
    });
    this.#commands = commandsOf(device, plan, buffers.all, cache);
  }

  /**
   * All but the kernels' compilation.
   * @throws SettingsError when there is no memory; nothing is left behind then
   */
  static async allocate(
    plan: Plan,
    cache: KernelCache,
    ledger: Ledger,
    shared: SharedBuffers,
    reading: Staging | undefined,
  ): Promise<BufferPlanRunner> {
    const sharedOf = (kind: BufferKind): GPUBuffer | undefined =>
      (shared as Partial<Record<BufferKind, GPUBuffer>>)[kind];
    const needed = plan.buffers.filter(({ kind }) => !sharedOf(kind));
    const own = await allocate(ledger, plan.name, () =>
      needed.map(({ name, kind, bytes }) =>
        ledger.create(`${plan.name} ${name}`, bytes, usageOf(kind)),
      ),
    );
    const all = plan.buffers.map((one) => sharedOf(one.kind) ?? own[needed.indexOf(one)]);
    let readback: Readback | undefined;
    try {
      readback = reading && (await Readback.create(ledger, reading));
      return new BufferPlanRunner(plan, cache, ledger, { all, own }, readback);
    } catch (error) {
      readback?.destroy();
      for (const buffer of own) ledger.destroy(buffer);
      throw error;
    }
  }

  get isCompiled(): boolean {
    return this.#commands.every(({ kernel }) => kernel.isCompiled);
  }

  async compile(onKernel?: (done: number, total: number) => void): Promise<void> {
    const kernels = [...new Set(this.#commands.map(({ kernel }) => kernel))];
    let done = 0;
    await Promise.all(
      kernels.map(async (kernel) => {
        await kernel.compile();
        onKernel?.(++done, kernels.length);
      }),
    );
  }

  section(tensor: Tensor): BufferSection {
    return this.#section(tensor.storage);
  }

  shared(kind: SharedKind): BufferSection | undefined {
    const buffer = this.#buffer(kind);
    return buffer && new BufferSection(buffer);
  }

  upload(slots: Uint8Array<ArrayBuffer>): void {
    this.#ledger.device.queue.writeBuffer(this.#buffer('inputs') as GPUBuffer, 0, slots);
  }

  run(work: Work): void {
    submit(this.#ledger.device, (encoder) => this.#record(encoder, work));
  }

  get isReady(): boolean {
    return this.#readback?.isReady ?? false;
  }

  read(sections: readonly Section[]): Promise<ArrayBuffer> | undefined {
    return this.#readback?.read(sections);
  }

  runAndRead(work: Work, sections: readonly Section[]): Promise<ArrayBuffer> | undefined {
    return this.#readback?.readAfter((encoder) => this.#record(encoder, work), sections);
  }

  clearStates(): void {
    const states = this.plan.states.map((storage) => this.#section(storage));
    submit(this.#ledger.device, (encoder) => recordClear(encoder, states));
  }

  destroy(): void {
    this.#readback?.destroy();
    for (const buffer of this.#buffers.own) this.#ledger.destroy(buffer);
  }

  #record(encoder: GPUCommandEncoder, { copies = [], slots, dispatches }: Work): void {
    for (const { from, to } of copies) recordCopy(encoder, from, to);
    const pass = encoder.beginComputePass({ label: this.plan.name });
    const { from, to } = slots ?? { from: 0, to: 1 };
    const { from: first, to: end } = dispatches ?? { from: 0, to: this.#commands.length };
    for (let slot = from; slot < to; slot++) this.#encode(pass, slot, first, end);
    pass.end();
  }

  /** Dispatches `from` to `to` of the step whose inputs lie in `slot`. */
  #encode(pass: GPUComputePassEncoder, slot: number, from: number, to: number): void {
    const slotOffset = slot * this.plan.slotBytes;
    let current: Kernel | undefined;
    for (let index = from; index < to; index++) {
      const { kernel, arrays, uniformOffset, grid } = this.#commands[index];
      if (kernel !== current) pass.setPipeline(kernel.pipeline);
      current = kernel;
      pass.setBindGroup(0, this.#numbers, [uniformOffset, slotOffset]);
      pass.setBindGroup(1, arrays);
      pass.dispatchWorkgroups(...grid);
    }
  }

  /** The first of this kind. */
  #buffer(kind: BufferKind): GPUBuffer | undefined {
    return this.#buffers.all[this.plan.buffers.findIndex((one) => one.kind === kind)];
  }

  #section(storage: Storage): BufferSection {
    const { buffer, offset } = placementOf(this.plan, storage);
    return new BufferSection(this.#buffers.all[buffer], offset, storage.words * 4);
  }
}

function commandsOf(
  device: GPUDevice,
  plan: Plan,
  buffers: readonly GPUBuffer[],
  cache: KernelCache,
): Command[] {
  const groups = new Map<string, GPUBindGroup>();
  const sources = new Set(plan.dispatches.map(({ kernel }) => kernel));
  const kernels = new Map([...sources].map((source) => [source, cache.get(source)]));
  return plan.dispatches.map((dispatch, index) => {
    const kernel = kernels.get(dispatch.kernel) as Kernel;
    return {
      kernel,
      arrays: bindArrays(device, plan, buffers, dispatch, kernel, groups),
      uniformOffset: plan.uniformOffsets[index],
      grid: dispatch.grid,
    };
  });
}

function placementOf(plan: Plan, storage: Storage) {
  const placement = plan.placements.get(storage);
  if (!placement) throw new Error(`${plan.name}: ${storage.name} has no place in the plan`);
  return placement;
}

function usageOf(kind: BufferKind): GPUBufferUsageFlags {
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  if (kind === 'uniforms') return UNIFORM | COPY_DST;
  if (kind === 'inputs') return UNIFORM | STORAGE | COPY_DST;
  return STORAGE | COPY_SRC | COPY_DST;
}

function bindArrays(
  device: GPUDevice,
  plan: Plan,
  buffers: readonly GPUBuffer[],
  dispatch: Dispatch,
  kernel: Kernel,
  groups: Map<string, GPUBindGroup>,
): GPUBindGroup {
  const entries = kernel.interface.storage.map(({ name, binding }) => {
    const { storage } = dispatch.bindings[name];
    const { buffer, offset } = placementOf(plan, storage);
    const bytes = storage.words * 4;
    // an input is bound from its place in slot 0 to the end: the kernel adds the slot
    const size = storage.role === 'input' ? plan.buffers[buffer].bytes - offset : bytes;
    return { binding, buffer, resource: { buffer: buffers[buffer], offset, size } };
  });
  const key = [
    kernel.label,
    ...entries.map((e) => `${e.buffer}:${e.resource.offset}:${e.resource.size}`),
  ].join();
  let group = groups.get(key);
  if (!group) {
    group = device.createBindGroup({
      label: kernel.label,
      layout: kernel.storageLayout,
      entries: entries.map(({ binding, resource }) => ({ binding, resource })),
    });
    groups.set(key, group);
  }
  return group;
}
