/** What one net takes: a memory of its own, which goes with it, or to the next one. */
import type { Plan } from '../../graph/plan.ts';
import type {
  MemoryEntry,
  PlanOptions,
  Reader,
  Section,
  SharedKind,
  Space,
  Words,
} from '../backend.ts';
import { Heap } from './heap.ts';
import { MemoryReader } from './memory-reader.ts';
import { copySection, MemorySection, placeOf } from './memory-section.ts';
import { frameBytes, MemoryPlanRunner, type SharedRoom } from './plan-runner.ts';
import type { WasmBackend } from './wasm-backend.ts';

export class MemorySpace implements Space {
  readonly backend: WasmBackend;
  readonly #room: SharedRoom;
  readonly #shared: ReadonlyMap<SharedKind, MemorySection>;
  readonly #reader: MemoryReader;
  /** Besides those of plans. */
  readonly #ownEntries: number;

  /** @throws SettingsError where there is no memory */
  constructor(backend: WasmBackend, shared: Partial<Record<SharedKind, number>>) {
    this.backend = backend;
    this.#reader = new MemoryReader(backend);
    const wanted = Object.values(shared).reduce((sum, bytes) => sum + bytes, 0);
    const heap = new Heap(backend.isShared, backend.made, backend.takeSpare(wanted));
    const kinds = (Object.keys(shared) as SharedKind[]).filter((kind) => shared[kind]);
    const sections = kinds.map((kind) => {
      const bytes = shared[kind] ?? 0;
      return [kind, new MemorySection(heap.memory, heap.allocate(kind, bytes), bytes)] as const;
    });
    this.#shared = new Map(sections);
    const addresses = Object.fromEntries(sections.map(([kind, { address }]) => [kind, address]));
    const frames = Array.from({ length: backend.threads }, (_, thread) =>
      heap.allocate(`frame ${thread}`, frameBytes),
    );
    this.#room = { heap, addresses, frames };
    this.#ownEntries = heap.entries().length;
  }

  entries(): MemoryEntry[] {
    return this.#room.heap.entries();
  }

  shared(kind: SharedKind): Section | undefined {
    return this.#shared.get(kind);
  }

  allocate(plan: Plan, { isApart = false }: PlanOptions = {}): Promise<MemoryPlanRunner> {
    return attempt(() => {
      const addresses = isApart ? {} : this.#room.addresses;
      return new MemoryPlanRunner(this.backend, plan, this.#room, addresses);
    });
  }

  openReader(): Promise<Reader> {
    return Promise.resolve(this.#reader);
  }

  write(to: Section, words: Words): void {
    const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
    placeOf(to).view().set(bytes);
  }

  copy(from: Section, to: Section): void {
    copySection(from, to);
  }

  clear(sections: readonly Section[]): void {
    for (const section of sections) placeOf(section).view().fill(0);
  }

  read(section: Section): Promise<ArrayBuffer> {
    return this.#reader.read([section]);
  }

  destroy(): void {
    const { heap } = this.#room;
    // a plan that is there still may be run still
    const isLeft = heap.entries().length === this.#ownEntries;
    this.backend.close(this, isLeft ? heap : undefined);
  }
}

/** What is thrown becomes a rejection. */
function attempt<Result>(make: () => Result): Promise<Result> {
  return new Promise((resolve) => resolve(make()));
}
