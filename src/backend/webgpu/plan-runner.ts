/**
 * Runs a plan. Everything is made once, when the executor is built; a step only encodes the
 * prepared list again: nothing is created and nothing awaited per step.
 */
import { allocate } from '../gpu/allocation.ts';
import type { Kernel, KernelCache } from '../gpu/kernel-cache.ts';
import type { Ledger } from '../gpu/ledger.ts';
import type { Dispatch } from './op.ts';
import { type BufferKind, numbersBytes, type Plan } from './plan.ts';
import type { Storage, Tensor } from './tensor.ts';

interface Command {
  kernel: Kernel;
  arrays: GPUBindGroup;
  paramsOffset: number;
  grid: readonly [number, number, number];
}

/** A range of a buffer, for copies. */
export interface BufferRange {
  buffer: GPUBuffer;
  offset: number;
  bytes: number;
}

/** Buffers that outlive a plan: the weights of the net. */
export type SharedBuffers = Partial<Record<BufferKind, GPUBuffer>>;

export class Executor {
  readonly plan: Plan;
  readonly #ledger: Ledger;
  readonly #buffers: GPUBuffer[];
  readonly #owned: GPUBuffer[];
  readonly #commands: Command[];
  readonly #numbers: GPUBindGroup;

  private constructor(
    plan: Plan,
    ledger: Ledger,
    buffers: GPUBuffer[],
    owned: GPUBuffer[],
    commands: Command[],
    numbers: GPUBindGroup,
  ) {
    this.plan = plan;
    this.#ledger = ledger;
    this.#buffers = buffers;
    this.#owned = owned;
    this.#commands = commands;
    this.#numbers = numbers;
  }

  /**
   * Ready to run: buffers allocated and kernels compiled.
   * @throws KernelError, or SettingsError where there is no memory; nothing is left behind then
   */
  static async create(
    plan: Plan,
    cache: KernelCache,
    ledger: Ledger,
    shared: SharedBuffers,
    onKernel?: (done: number, total: number) => void,
  ): Promise<Executor> {
    const executor = await Executor.allocate(plan, cache, ledger, shared);
    try {
      await executor.compile(onKernel);
    } catch (error) {
      executor.destroy();
      throw error;
    }
    return executor;
  }

  /**
   * All but the kernels' compilation, for a plan that is not needed at once.
   * @throws SettingsError when there is no memory; nothing is left behind then
   */
  static async allocate(
    plan: Plan,
    cache: KernelCache,
    ledger: Ledger,
    shared: SharedBuffers,
  ): Promise<Executor> {
    const { device } = cache;
    const needed = plan.buffers.filter(({ kind }) => !shared[kind]);
    const owned = await allocate(ledger, plan.name, () =>
      needed.map(({ name, kind, bytes }) =>
        ledger.create(`${plan.name} ${name}`, bytes, usageOf(kind)),
      ),
    );
    const buffers = plan.buffers.map(
      (buffer) => shared[buffer.kind] ?? owned[needed.indexOf(buffer)],
    );
    const find = (kind: BufferKind) => buffers[plan.buffers.findIndex((b) => b.kind === kind)];
    device.queue.writeBuffer(find('params'), 0, plan.params);
    const numbers = device.createBindGroup({
      label: `${plan.name} numbers`,
      layout: cache.numbersLayout,
      entries: [find('params'), find('inputs')].map((buffer, binding) => ({
        binding,
        resource: { buffer, size: numbersBytes },
      })),
    });
    const groups = new Map<string, GPUBindGroup>();
    const sources = new Set(plan.dispatches.map(({ kernel }) => kernel));
    const kernels = new Map([...sources].map((source) => [source, cache.get(source)]));
    const commands = plan.dispatches.map((dispatch, index) => {
      const kernel = kernels.get(dispatch.kernel) as Kernel;
      return {
        kernel,
        arrays: bindArrays(device, plan, buffers, dispatch, kernel, groups),
        paramsOffset: plan.paramsOffsets[index],
        grid: dispatch.grid,
      };
    });
    return new Executor(plan, ledger, buffers, owned, commands, numbers);
  }

  get length(): number {
    return this.#commands.length;
  }

  get isCompiled(): boolean {
    return this.#commands.every(({ kernel }) => kernel.isCompiled);
  }

  /**
   * What is not compiled yet; `encode` needs it.
   * @param onKernel counts the plan's kernels
   * @throws KernelError
   */
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

  /** Encodes dispatches `from` to `to` of the step whose inputs lie in `slot`. */
  encode(pass: GPUComputePassEncoder, slot = 0, from = 0, to = this.length): void {
    const slotOffset = slot * this.plan.slotBytes;
    let current: Kernel | undefined;
    for (let index = from; index < to; index++) {
      const { kernel, arrays, paramsOffset, grid } = this.#commands[index];
      if (kernel !== current) pass.setPipeline(kernel.pipeline);
      current = kernel;
      pass.setBindGroup(0, this.#numbers, [paramsOffset, slotOffset]);
      pass.setBindGroup(1, arrays);
      pass.dispatchWorkgroups(...grid);
    }
  }

  /** Numbers and inputs of the first slots of the next chunk, in one write. */
  upload(slots: Uint8Array<ArrayBuffer>): void {
    const index = this.plan.buffers.findIndex(({ kind }) => kind === 'inputs');
    this.#ledger.device.queue.writeBuffer(this.#buffers[index], 0, slots);
  }

  range(tensor: Tensor): BufferRange {
    return this.#storageRange(tensor.storage);
  }

  /** Zeroes what lives on between runs. */
  clearStates(encoder: GPUCommandEncoder): void {
    for (const storage of this.plan.states) {
      const { buffer, offset, bytes } = this.#storageRange(storage);
      encoder.clearBuffer(buffer, offset, bytes);
    }
  }

  destroy(): void {
    for (const buffer of this.#owned) this.#ledger.destroy(buffer);
  }

  #storageRange(storage: Storage): BufferRange {
    const { buffer, offset } = placementOf(this.plan, storage);
    return { buffer: this.#buffers[buffer], offset, bytes: storage.words * 4 };
  }
}

function placementOf(plan: Plan, storage: Storage) {
  const placement = plan.placements.get(storage);
  if (!placement) throw new Error(`${plan.name}: ${storage.name} has no place in the plan`);
  return placement;
}

function usageOf(kind: BufferKind): GPUBufferUsageFlags {
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  if (kind === 'params') return UNIFORM | COPY_DST;
  if (kind === 'inputs') return UNIFORM | STORAGE | COPY_DST;
  return STORAGE | COPY_SRC | COPY_DST;
}

function bindArrays(
  device: GPUDevice,
  plan: Plan,
  buffers: GPUBuffer[],
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
