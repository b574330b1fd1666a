/** A range of a GPU buffer. */
import type { Section } from '../backend.ts';

export class BufferSection implements Section {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly bytes: number;

  constructor(buffer: GPUBuffer, offset = 0, bytes = buffer.size - offset) {
    this.buffer = buffer;
    this.offset = offset;
    this.bytes = bytes;
  }

  part(offset: number, bytes: number): BufferSection {
    return new BufferSection(this.buffer, this.offset + offset, bytes);
  }
}

/** What a section of this backend is made of. */
export function bufferOf(section: Section): BufferSection {
  if (section instanceof BufferSection) return section;
  throw new Error('backend/webgpu: the section is one of another backend');
}
