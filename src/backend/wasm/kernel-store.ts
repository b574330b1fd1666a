/** Kernels compiled once, for all plans that run them. */
import prelude from '../../../shaders/lib/exponentials.wgsl?raw';
import { assemble, type KernelSource } from '../../graph/kernel-source.ts';
import { compile } from './compile.ts';
import { turn } from './turn.ts';

export interface KernelOptions {
  /** Products and sums in one instruction: the engine must have `relaxed_madd`. */
  usesRelaxed?: boolean;
  /** For tests: an index beyond what is bound is an error. */
  checksIndices?: boolean;
  /** For memory that threads share. */
  isShared?: boolean;
}

export interface StoredKernel {
  module: WebAssembly.Module;
  /** Of a thread's own memory. */
  frameBytes: number;
}

export class KernelStore {
  readonly options: KernelOptions;
  readonly #kernels = new Map<string, Promise<StoredKernel>>();
  /** One after another, and whoever waits for a turn gets it in between. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: KernelOptions = {}) {
    this.options = options;
  }

  /** How many there are. */
  get size(): number {
    return this.#kernels.size;
  }

  /** @throws KernelError with file and line of what the compiler does not know */
  get(source: KernelSource): Promise<StoredKernel> {
    const text = assemble(source);
    const key = `${source.entryPoint} ${text}`;
    let found = this.#kernels.get(key);
    if (!found) {
      found = this.#last.then(turn).then(() => this.#compile(source, text));
      this.#kernels.set(key, found);
      this.#last = found.catch(() => undefined);
    }
    return found;
  }

  async #compile(source: KernelSource, text: string): Promise<StoredKernel> {
    const { label: name, entryPoint, workgroup } = source;
    const options = { name, entryPoint, workgroup, prelude, ...this.options };
    const { bytes, frameBytes } = compile(text, options);
    return { module: await WebAssembly.compile(bytes), frameBytes };
  }
}
