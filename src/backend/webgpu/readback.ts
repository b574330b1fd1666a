/** A ring of staging buffers: copies results out without stalling what runs. */
import { allocate, readBuffer } from './allocation.ts';
import type { Ledger } from './ledger.ts';

export interface Ticket {
  buffer: GPUBuffer;
  bytes: number;
}

export class Readback {
  readonly #ledger: Ledger;
  readonly #free: GPUBuffer[];
  readonly #all: readonly GPUBuffer[];

  private constructor(ledger: Ledger, buffers: GPUBuffer[]) {
    this.#ledger = ledger;
    this.#all = buffers;
    this.#free = [...buffers];
  }

  /**
   * @param bytes the most that one copy takes, a multiple of 4
   * @throws SettingsError when there is no memory for it; nothing is left behind then
   */
  static async create(ledger: Ledger, name: string, bytes: number, copies = 2): Promise<Readback> {
    const buffers = await allocate(ledger, `${name} staging`, () =>
      Array.from({ length: copies }, (_, copy) => {
        const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
        return ledger.create(`${name} staging ${copy}`, bytes, usage);
      }),
    );
    return new Readback(ledger, buffers);
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

  /** @returns a copy of the bytes. @throws DeviceLostError when they do not come back */
  async read({ buffer, bytes }: Ticket): Promise<ArrayBuffer> {
    try {
      return await readBuffer(this.#ledger.device, buffer, bytes);
    } finally {
      this.#free.push(buffer);
    }
  }

  destroy(): void {
    for (const buffer of this.#all) this.#ledger.destroy(buffer);
  }
}
