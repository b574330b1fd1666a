/** A range of the memory of a space. */
import type { Section } from '../backend.ts';

export class MemorySection implements Section {
  readonly memory: WebAssembly.Memory;
  readonly address: number;
  readonly bytes: number;

  constructor(memory: WebAssembly.Memory, address: number, bytes: number) {
    this.memory = memory;
    this.address = address;
    this.bytes = bytes;
  }

  part(offset: number, bytes: number): MemorySection {
    return new MemorySection(this.memory, this.address + offset, bytes);
  }

  /** Until the memory grows: then its bytes may be elsewhere. */
  view(): Uint8Array<ArrayBufferLike> {
    return new Uint8Array(this.memory.buffer, this.address, this.bytes);
  }
}

/** What a section of this backend is made of. */
export function placeOf(section: Section): MemorySection {
  if (section instanceof MemorySection) return section;
  throw new Error('backend/wasm: the section is one of another backend');
}

export function copySection(from: Section, to: Section): void {
  placeOf(to).view().set(placeOf(from).view());
}

/** What they hold, one after another. */
export function readSections(sections: readonly Section[]): ArrayBuffer {
  const total = sections.reduce((sum, { bytes }) => sum + bytes, 0);
  const all = new Uint8Array(total);
  let at = 0;
  for (const section of sections) {
    all.set(placeOf(section).view(), at);
    at += section.bytes;
  }
  return all.buffer;
}
