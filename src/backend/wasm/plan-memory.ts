/** Where a plan lies in the memory of its net: its buffers, and a table for each dispatch. */
import type { Dispatch } from '../../graph/op.ts';
import type { BufferKind, Plan } from '../../graph/plan.ts';
import type { Storage, Tensor } from '../../graph/tensor.ts';
import { readInterface } from '../../graph/kernel-source.ts';
import { tableWords } from './compile.ts';
import type { Heap } from './heap.ts';
import { MemorySection } from './memory-section.ts';

/** Addresses of buffers that outlive a plan. */
export type SharedAddresses = Partial<Record<BufferKind, number>>;

export class PlanMemory {
  readonly plan: Plan;
  /** Address of the table of each dispatch. */
  readonly tables: readonly number[];
  readonly #heap: Heap;
  /** Address of each buffer of the plan. */
  readonly #buffers: readonly number[];
  /** Addresses of what is its own. */
  readonly #own: number[] = [];

  /** @throws SettingsError where there is no memory; nothing is left behind then */
  constructor(plan: Plan, heap: Heap, shared: SharedAddresses) {
    this.plan = plan;
    this.#heap = heap;
    const words = plan.dispatches.map(({ kernel }) => wordsOf(kernel));
    try {
      this.#buffers = plan.buffers.map(
        ({ name, kind, bytes }) => shared[kind] ?? this.#allocate(name, bytes),
      );
      let at = this.#allocate('tables', 4 * words.reduce((sum, count) => sum + count, 0));
      this.tables = words.map((count) => (at += 4 * count) - 4 * count);
    } catch (error) {
      this.free();
      throw error;
    }
    const uniforms = this.#buffer('uniforms');
    uniforms.view().set(plan.uniforms);
    plan.dispatches.forEach((dispatch, index) => {
      const table = new Uint32Array(heap.memory.buffer, this.tables[index], words[index]);
      table[tableWords.uniforms] = uniforms.address + plan.uniformOffsets[index];
      dispatch.grid.forEach((count, axis) => (table[tableWords.x + axis] = count));
      this.#bind(dispatch, table);
    });
  }

  /** Address of the numbers of the step whose inputs lie in a slot. */
  stepAt(slot: number): number {
    return this.#buffer('inputs').address + slot * this.plan.slotBytes;
  }

  upload(inputs: Uint8Array): void {
    this.#buffer('inputs').part(0, inputs.byteLength).view().set(inputs);
  }

  /** The whole storage of a tensor. */
  section({ storage }: Pick<Tensor, 'storage'>): MemorySection {
    const { buffer, offset } = this.#placement(storage);
    return this.#section(this.#buffers[buffer] + offset, storage.words * 4);
  }

  /** A whole buffer of the plan. */
  buffer(kind: BufferKind): MemorySection | undefined {
    const index = this.plan.buffers.findIndex((buffer) => buffer.kind === kind);
    if (index < 0) return undefined;
    return this.#section(this.#buffers[index], this.plan.buffers[index].bytes);
  }

  /** Room of its own besides its buffers. @throws SettingsError */
  reserve(name: string, bytes: number): number {
    return this.#allocate(name, bytes);
  }

  free(): void {
    for (const address of this.#own.splice(0)) this.#heap.free(address);
  }

  #allocate(name: string, bytes: number): number {
    const address = this.#heap.allocate(`${this.plan.name} ${name}`, bytes);
    this.#own.push(address);
    return address;
  }

  #buffer(kind: BufferKind): MemorySection {
    return this.buffer(kind) as MemorySection;
  }

  #section(address: number, bytes: number): MemorySection {
    return new MemorySection(this.#heap.memory, address, bytes);
  }

  #placement(storage: Storage) {
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
