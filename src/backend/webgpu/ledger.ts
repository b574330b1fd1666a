/** Every buffer is made here under a name, so that live bytes can be accounted for exactly. */
import type { MemoryEntry } from '../backend.ts';

export class Ledger {
  readonly device: GPUDevice;
  /** Whose buffers they are, for errors. */
  readonly backend: object;
  readonly #live = new Map<GPUBuffer, MemoryEntry>();

  constructor(device: GPUDevice, backend: object) {
    this.device = device;
    this.backend = backend;
  }

  create(name: string, bytes: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = this.device.createBuffer({ label: name, size: bytes, usage });
    this.#live.set(buffer, { name, bytes });
    return buffer;
  }

  destroy(buffer: GPUBuffer): void {
    this.#live.delete(buffer);
    buffer.destroy();
  }

  get liveBytes(): number {
    let sum = 0;
    for (const { bytes } of this.#live.values()) sum += bytes;
    return sum;
  }

  /** Live entries by name, largest first. */
  entries(): MemoryEntry[] {
    return [...this.#live.values()].sort((a, b) => b.bytes - a.bytes);
  }
}
