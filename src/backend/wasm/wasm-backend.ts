/** Plans on the CPU: kernels compiled to WebAssembly, run by a team of threads. */
import type { MemoryLimits } from '../../graph/memory-plan.ts';
import type { ProductForm } from '../../protocol/product-form.ts';
import { DeviceLostError, messageOf } from '../../lib/errors.ts';
import type { Reason } from '../../lib/problems.ts';
import type { Backend, CreationCounts, Loss, MemoryEntry, SharedKind } from '../backend.ts';
import { type Machine, memoryBudget } from '../memory-budget.ts';
import type { Heap } from './heap.ts';
import { type KernelOptions, KernelStore } from './kernel-store.ts';
import { MemorySpace } from './space.ts';
import { type StartThread, Team } from './team.ts';
import { turn } from './turn.ts';

export interface WasmOptions extends KernelOptions {
  /** Threads that run a plan; one needs nothing to be started. */
  threads?: number;
  start?: StartThread;
  /** Kernels that were compiled before, with the same options. */
  store?: KernelStore;
  aloneBecause?: Backend['aloneBecause'];
}

/** Of the net before, of one whose building ended early, and of a self-test. */
const mostSpares = 3;
/** The most that 32 bits address is 4 GiB, for everything. */
const mostBytes = 2 ** 31;

export class WasmBackend implements Backend {
  readonly kind = 'cpu';
  readonly isFallback = false;
  readonly form: ProductForm = 'cpu';
  readonly forms: readonly ProductForm[] = ['cpu'];
  readonly limits: MemoryLimits = { maxBufferBytes: mostBytes, maxBindingBytes: mostBytes };
  readonly memoryBytes = memoryBudget((globalThis as { navigator?: Machine }).navigator ?? {});
  readonly lost: Promise<Loss>;
  readonly store: KernelStore;
  readonly team: Team;
  readonly aloneBecause: Backend['aloneBecause'];
  /** What was made on its behalf. */
  readonly made: CreationCounts = { buffers: 0, bindGroups: 0, pipelines: 0, maps: 0, submits: 0 };
  readonly #spaces = new Set<MemorySpace>();
  /**
   * Memories of nets that are gone, the smallest first: threads let go of what they share when they
   * collect garbage, and they make hardly any. The next net takes one over.
   */
  #spares: Heap[] = [];
  #loss: Loss | undefined;
  #lose!: (loss: Loss) => void;

  constructor({ threads = 1, start, store, aloneBecause, ...kernels }: WasmOptions = {}) {
    this.aloneBecause = aloneBecause;
    const others = start ? threads - 1 : 0;
    this.store = store ?? new KernelStore({ ...kernels, isShared: others > 0 });
    this.lost = new Promise((resolve) => {
      this.#lose = (loss) => {
        this.#loss ??= loss;
        resolve(loss);
      };
    });
    const none: StartThread = () => {
      throw new Error('backend/wasm: nothing starts threads');
    };
    this.team = new Team(others, start ?? none, (cause) => this.#lose({ kind: 'lost', cause }));
  }

  /** Threads share its memories. */
  get isShared(): boolean {
    return this.team.size > 1;
  }

  get threads(): number {
    return this.team.size;
  }

  get name(): string {
    return this.threads === 1 ? 'CPU, 1 thread' : `CPU, ${this.threads} threads`;
  }

  get liveBytes(): number {
    return this.entries().reduce((sum, { bytes }) => sum + bytes, 0);
  }

  entries(): MemoryEntry[] {
    return [...this.#spaces].flatMap((space) => space.entries()).sort((a, b) => b.bytes - a.bytes);
  }

  get counts(): Readonly<CreationCounts> {
    return { ...this.made, pipelines: this.store.size };
  }

  /** Why it is of no use any more. */
  get loss(): Loss | undefined {
    return this.#loss;
  }

  openSpace(_name: string, shared: Partial<Record<SharedKind, number>>): Promise<MemorySpace> {
    return new Promise((resolve) => {
      const space = new MemorySpace(this, shared);
      this.#spaces.add(space);
      resolve(space);
    });
  }

  /** @param heap of the space, where nobody uses it any more */
  close(space: MemorySpace, heap: Heap | undefined): void {
    if (!this.#spaces.delete(space) || !heap || !this.isShared) return;
    this.#spares = [...this.#spares, heap].sort((a, b) => a.bytes - b.bytes).slice(-mostSpares);
  }

  /** A memory that is used no more, the smallest with so many bytes or else the largest. */
  takeSpare(bytes: number): Heap | undefined {
    const found = this.#spares.find((heap) => heap.bytes >= bytes) ?? this.#spares.at(-1);
    this.#spares = this.#spares.filter((heap) => heap !== found);
    return found;
  }

  /** Nothing is done once it is lost: whoever reads is told. */
  work(act: (team: Team) => void): void {
    if (this.#loss) return;
    this.made.submits++;
    try {
      act(this.team);
    } catch (error) {
      this.#lose({ kind: 'lost', cause: causeOf(error) });
    }
  }

  async settled(): Promise<void> {
    await turn();
    if (this.#loss) throw new DeviceLostError(this, this.#loss.cause);
  }

  destroy(): void {
    this.team.disband();
    this.#spaces.clear();
    this.#spares = [];
  }
}

/** A member names nothing outside itself: its errors say a code. */
function causeOf(error: unknown): Reason {
  const said = messageOf(error);
  const isOfThread = said === 'thread failed' || said === 'thread silent';
  return isOfThread ? { code: said, values: {} } : said;
}
