/** Sections of one WebAssembly memory, which grows as they come; room that was freed is given again. */
import { SettingsError } from '../../lib/errors.ts';
import type { CreationCounts, MemoryEntry } from '../backend.ts';

const alignment = 256;
const pageBytes = 65_536;
/** As many as 32 bits address; less where an engine grants less. */
const mostPages = [65_536, 32_768, 16_384, 8_192];

interface Taken extends MemoryEntry {
  address: number;
  end: number;
}

export class Heap {
  readonly memory: WebAssembly.Memory;
  readonly #counts: CreationCounts;
  /** In the order of their addresses. */
  #taken: Taken[] = [];
  /** What lies beyond has never been used: it is zero. */
  #end: number;

  /**
   * @param counts whose `buffers` counts what is allocated
   * @param before one that is used no more: its memory is
   */
  constructor(isShared: boolean, counts: CreationCounts, before?: Heap) {
    this.#counts = counts;
    this.memory =
      before?.memory ?? (isShared ? sharedMemory() : new WebAssembly.Memory({ initial: 1 }));
    this.#end = before ? before.#end : alignment;
  }

  /** Of its memory, taken or not. */
  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /**
   * Room that is zero. @returns its address
   * @throws SettingsError where there is no memory; nothing is left behind then
   */
  allocate(name: string, bytes: number): number {
    const size = Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
    let address = alignment;
    let at = 0;
    for (; at < this.#taken.length; at++) {
      const { address: start, end } = this.#taken[at];
      if (start - address >= size) break;
      address = end;
    }
    this.#reach(address + size, name, bytes);
    const used = Math.min(address + size, this.#end);
    if (used > address) new Uint8Array(this.memory.buffer, address, used - address).fill(0);
    this.#end = Math.max(this.#end, address + size);
    this.#counts.buffers++;
    this.#taken.splice(at, 0, { name, bytes, address, end: address + size });
    return address;
  }

  free(address: number): void {
    this.#taken = this.#taken.filter((taken) => taken.address !== address);
  }

  entries(): MemoryEntry[] {
    return this.#taken.map(({ name, bytes }) => ({ name, bytes }));
  }

  #reach(end: number, name: string, bytes: number): void {
    const missing = end - this.memory.buffer.byteLength;
    if (missing <= 0) return;
    try {
      this.memory.grow(Math.ceil(missing / pageBytes));
    } catch (error) {
      const values = { part: name, bytes, engine: 'cpu' } as const;
      throw new SettingsError({ code: 'no memory', values }, { cause: error });
    }
  }
}

/** @throws RangeError where the engine grants none at all */
function sharedMemory(): WebAssembly.Memory {
  for (const maximum of mostPages) {
    try {
      return new WebAssembly.Memory({ initial: 1, maximum, shared: true });
    } catch (error) {
      if (maximum === mostPages.at(-1)) throw error;
    }
  }
  throw new RangeError('unreachable');
}
