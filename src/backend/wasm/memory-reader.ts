/** Reads what lies in memory: at once, without staging. */
import { DeviceLostError } from '../../lib/errors.ts';
import type { Reader, Section } from '../backend.ts';
import { readSections } from './memory-section.ts';
import type { WasmBackend } from './wasm-backend.ts';

export class MemoryReader implements Reader {
  readonly backend: WasmBackend;
  readonly isReady = true;

  constructor(backend: WasmBackend) {
    this.backend = backend;
  }

  read(sections: readonly Section[]): Promise<ArrayBuffer> {
    const { loss } = this.backend;
    if (loss) return Promise.reject(new DeviceLostError(this.backend, loss.cause));
    this.backend.made.maps++;
    return Promise.resolve(readSections(sections));
  }

  destroy(): void {
    // it holds nothing
  }
}
