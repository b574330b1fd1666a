/** Every buffer is made here under a name, so that live bytes can be accounted for exactly. */
export class Ledger {
  readonly device: GPUDevice;
  readonly #live = new Map<GPUBuffer, { name: string; bytes: number }>();

  constructor(device: GPUDevice) {
    this.device = device;
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
  entries(): { name: string; bytes: number }[] {
    return [...this.#live.values()].sort((a, b) => b.bytes - a.bytes);
  }
}
