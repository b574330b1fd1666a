/** A ring of staging buffers: copies results out without stalling what runs. */
import type { Ledger } from './ledger.ts';

export interface Ticket {
  buffer: GPUBuffer;
  bytes: number;
}

export class Readback {
  readonly #ledger: Ledger;
  readonly #free: GPUBuffer[] = [];
  readonly #all: GPUBuffer[] = [];

  /** @param bytes the most that one copy takes, a multiple of 4 */
  constructor(ledger: Ledger, name: string, bytes: number, copies = 2) {
    this.#ledger = ledger;
    for (let copy = 0; copy < copies; copy++) {
      const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
      const buffer = ledger.create(`${name} staging ${copy}`, bytes, usage);
      this.#free.push(buffer);
      this.#all.push(buffer);
    }
  }

  /** False while every staging buffer is under way: the caller skips this copy. */
  get ready(): boolean {
    return this.#free.length > 0;
  }

  /** Encodes copies of some ranges, one after another; `read` after the submit. */
  copy(
    encoder: GPUCommandEncoder,
    ranges: { buffer: GPUBuffer; offset: number; bytes: number }[],
  ): Ticket | undefined {
    const staging = this.#free.pop();
    if (!staging) return undefined;
    let at = 0;
    for (const { buffer, offset, bytes } of ranges) {
      encoder.copyBufferToBuffer(buffer, offset, staging, at, bytes);
      at += bytes;
    }
    return { buffer: staging, bytes: at };
  }

  /** @returns a copy of the bytes. @throws when the device is lost */
  async read({ buffer, bytes }: Ticket): Promise<ArrayBuffer> {
    try {
      await buffer.mapAsync(GPUMapMode.READ, 0, bytes);
      return buffer.getMappedRange(0, bytes).slice(0);
    } finally {
      if (buffer.mapState === 'mapped') buffer.unmap();
      this.#free.push(buffer);
    }
  }

  destroy(): void {
    for (const buffer of this.#all) this.#ledger.destroy(buffer);
  }
}
