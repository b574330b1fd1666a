/** A plan in one WebAssembly memory: its buffers, its parameters, and a table for each dispatch. */
import type { Dispatch } from '../../graph/op.ts';
import type { BufferKind, Plan } from '../../graph/plan.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { readInterface } from '../../graph/kernel-source.ts';
import { tableWords } from './compile.ts';

const alignment = 256;
const pageBytes = 65_536;

export class PlanMemory {
  readonly plan: Plan;
  readonly memory: WebAssembly.Memory;
  /** Address of the table of each dispatch. */
  readonly tables: readonly number[];
  /** Address of each thread's own memory. */
  readonly frames: readonly number[];
  /** Address of each buffer of the plan. */
  readonly #buffers: readonly number[];

  /**
   * @param frameBytes of memory that kernels want for themselves, at most
   * @param threads more than one share the memory
   */
  constructor(plan: Plan, frameBytes: number, threads = 1) {
    let end = alignment;
    const reserve = (bytes: number): number => {
      const at = end;
      end = Math.ceil((end + bytes) / alignment) * alignment;
      return at;
    };
    this.frames = Array.from({ length: threads }, () => reserve(frameBytes));
    this.plan = plan;
    this.#buffers = plan.buffers.map(({ bytes }) => reserve(bytes));
    const words = plan.dispatches.map(({ kernel }) => wordsOf(kernel));
    this.tables = words.map((count) => reserve(4 * count));
    const pages = Math.ceil(end / pageBytes);
    this.memory = new WebAssembly.Memory(
      threads > 1 ? { initial: pages, maximum: pages, shared: true } : { initial: pages },
    );
    const params = this.#buffers[plan.buffers.findIndex(({ kind }) => kind === 'params')];
    new Uint8Array(this.memory.buffer, params).set(plan.params);
    plan.dispatches.forEach((dispatch, index) => {
      const table = new Uint32Array(this.memory.buffer, this.tables[index], words[index]);
      table[tableWords.params] = params + plan.paramsOffsets[index];
      dispatch.grid.forEach((count, axis) => (table[tableWords.x + axis] = count));
      this.#bind(dispatch, table);
    });
  }

  /** Address of the numbers of the step whose inputs lie in a slot. */
  stepAt(slot: number): number {
    const inputs = this.plan.buffers.findIndex(({ kind }) => kind === 'inputs');
    return this.#buffers[inputs] + slot * this.plan.slotBytes;
  }

  upload(inputs: Uint8Array): void {
    const index = this.plan.buffers.findIndex(({ kind }) => kind === 'inputs');
    new Uint8Array(this.memory.buffer, this.#buffers[index]).set(inputs);
  }

  /** The whole storage of a tensor, as it is in memory. */
  floats({ storage }: Tensor): Float32Array<ArrayBufferLike> {
    const { buffer, offset } = this.#placement(storage);
    return new Float32Array(this.memory.buffer, this.#buffers[buffer] + offset, storage.words);
  }

  /** A whole buffer of the plan. */
  buffer(kind: BufferKind): Float32Array<ArrayBufferLike> {
    const index = this.plan.buffers.findIndex((buffer) => buffer.kind === kind);
    const { bytes } = this.plan.buffers[index];
    return new Float32Array(this.memory.buffer, this.#buffers[index], bytes / 4);
  }

  #placement(storage: Tensor['storage']) {
    const placement = this.plan.placements.get(storage);
    if (!placement) throw new Error(`${this.plan.name}: ${storage.name} has no place in the plan`);
    return placement;
  }

  #bind({ kernel, bindings }: Dispatch, table: Uint32Array): void {
    for (const { name, binding } of readInterface(kernel).storage) {
      const { storage } = bindings[name];
      const { buffer, offset } = this.#placement(storage);
      // an input reaches to the end of all slots: the kernel adds the slot
      const rest = this.plan.buffers[buffer].bytes - offset;
      const word = tableWords.arrays + 2 * binding;
      table[word] = this.#buffers[buffer] + offset;
      table[word + 1] = storage.role === 'input' ? rest : 4 * storage.words;
    }
  }
}

function wordsOf(kernel: Dispatch['kernel']): number {
  const bindings = readInterface(kernel).storage.map(({ binding }) => binding);
  return tableWords.arrays + 2 * (Math.max(-1, ...bindings) + 1);
}
