/** A ring of staging buffers: copies results out without stalling what runs. */
import type { Reader, Staging, Section } from '../backend.ts';
import { allocate, readBuffer } from './allocation.ts';
import { bufferOf } from './buffer-section.ts';
import { submit } from './commands.ts';
import type { Ledger } from './ledger.ts';

export class Readback implements Reader {
  readonly #ledger: Ledger;
  readonly #free: GPUBuffer[];
  readonly #all: readonly GPUBuffer[];

  private constructor(ledger: Ledger, buffers: GPUBuffer[]) {
    this.#ledger = ledger;
    this.#all = buffers;
    this.#free = [...buffers];
  }

  /** @throws SettingsError when there is no memory for it; nothing is left behind then */
  static async create(ledger: Ledger, { name, bytes, copies = 2 }: Staging): Promise<Readback> {
    const buffers = await allocate(ledger, `${name} staging`, () =>
      Array.from({ length: copies }, (_, copy) => {
        const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
        return ledger.create(`${name} staging ${copy}`, bytes, usage);
      }),
    );
    return new Readback(ledger, buffers);
  }

  get isReady(): boolean {
    return this.#free.length > 0;
  }

  read(sections: readonly Section[]): Promise<ArrayBuffer> | undefined {
    return this.readAfter(() => undefined, sections);
  }

  /** @param record what comes first in the same submit */
  readAfter(
    record: (encoder: GPUCommandEncoder) => void,
    sections: readonly Section[],
  ): Promise<ArrayBuffer> | undefined {
    const staging = this.#free.pop();
    if (!staging) return undefined;
    let at = 0;
    submit(this.#ledger.device, (encoder) => {
      record(encoder);
      for (const { buffer, offset, bytes } of sections.map(bufferOf)) {
        encoder.copyBufferToBuffer(buffer, offset, staging, at, bytes);
        at += bytes;
      }
    });
    return this.#take(staging, at);
  }

  destroy(): void {
    for (const buffer of this.#all) this.#ledger.destroy(buffer);
  }

  async #take(staging: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
    try {
      return await readBuffer(this.#ledger, staging, bytes);
    } finally {
      this.#free.push(staging);
    }
  }
}
