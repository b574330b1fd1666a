/** Plans on a GPU, through WebGPU. */
import type { MemoryLimits } from '../../graph/memory-plan.ts';
import type { ProductForm } from '../../protocol/product-form.ts';
import { DeviceLostError, reasonOf, UnsupportedDeviceError } from '../../lib/errors.ts';
import type { Backend, CreationCounts, Loss, MemoryEntry, SharedKind } from '../backend.ts';
import { type Machine, memoryBudget } from '../memory-budget.ts';
import { openAdapter, type OpenedDevice, requestAdapter } from './device.ts';
import { KernelCache } from './kernel-cache.ts';
import { Ledger } from './ledger.ts';
import { BufferSpace } from './space.ts';

/** What a test puts in the place of a backend's own. */
export interface Parts {
  cache: KernelCache;
  ledger: Ledger;
}

export class WebGpuBackend implements Backend {
  readonly kind = 'gpu';
  readonly opened: OpenedDevice;
  readonly ledger: Ledger;
  readonly cache: KernelCache;
  readonly memoryBytes = memoryBudget((globalThis as { navigator?: Machine }).navigator ?? {});

  constructor(opened: OpenedDevice, { cache, ledger }: Partial<Parts> = {}) {
    this.opened = opened;
    this.cache = cache ?? new KernelCache(opened.device);
    this.ledger = ledger ?? new Ledger(opened.device, this);
  }

  get name(): string {
    return this.opened.name;
  }

  get isFallback(): boolean {
    return this.opened.isFallback;
  }

  get form(): ProductForm {
    return this.opened.form;
  }

  get forms(): readonly ProductForm[] {
    return this.opened.forms;
  }

  get limits(): MemoryLimits {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.opened.device.limits;
    return { maxBufferBytes: maxBufferSize, maxBindingBytes: maxStorageBufferBindingSize };
  }

  get lost(): Promise<Loss> {
    return this.opened.lost;
  }

  get liveBytes(): number {
    return this.ledger.liveBytes;
  }

  entries(): MemoryEntry[] {
    return this.ledger.entries();
  }

  get counts(): Readonly<CreationCounts> {
    return this.opened.counts;
  }

  openSpace(name: string, shared: Partial<Record<SharedKind, number>>): Promise<BufferSpace> {
    return BufferSpace.open(this, name, shared);
  }

  async settled(): Promise<void> {
    try {
      await this.opened.device.queue.onSubmittedWorkDone();
    } catch (error) {
      throw new DeviceLostError(this.ledger.backend, reasonOf(error), { cause: error });
    }
  }

  destroy(): void {
    this.opened.device.destroy();
  }
}

/**
 * On a new adapter each time.
 * @returns null where the browser has none, or refuses it for a while after losses
 * @throws UnsupportedDeviceError where there is no WebGPU
 */
export async function requestWebGpu(gpu: GPU | undefined): Promise<WebGpuBackend | null> {
  const adapter = await requestAdapter(gpu);
  return adapter && new WebGpuBackend(await openAdapter(adapter));
}

/** @throws UnsupportedDeviceError where there is no WebGPU or no adapter */
export async function openWebGpu(gpu: GPU | undefined): Promise<WebGpuBackend> {
  const backend = await requestWebGpu(gpu);
  if (backend) return backend;
  throw new UnsupportedDeviceError({ code: 'no adapter', values: {} });
}
