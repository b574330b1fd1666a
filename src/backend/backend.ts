/**
 * What runs plans, whatever it is made of: WebGPU or WebAssembly. Nobody above sees a buffer of a
 * GPU or a memory of WebAssembly, only sections of them.
 *
 * All verbs take effect in the order in which they are called: a write, copy, clear or upload is
 * seen by every run and every read after it, and by none before it. Nothing more is promised of
 * *when* that is. A GPU works on while the caller goes on; a CPU is done when the call returns, and
 * what it reads is there at once. So nothing above may need work to be under way, or to be done,
 * before a promise of it has resolved.
 *
 * What fails because the backend is lost rejects with a `DeviceLostError` that names the backend;
 * verbs that return nothing do nothing then.
 */
import type { Reason } from '../lib/problems.ts';
import type { MemoryLimits } from '../graph/memory-plan.ts';
import type { BufferKind, Plan } from '../graph/plan.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import type { Tensor } from '../graph/tensor.ts';

/** What plans of one net share: its weights, their gradients and the optimizer's moments. */
export type SharedKind = Extract<BufferKind, 'parameters' | 'gradients' | 'moments'>;

export interface Backend {
  readonly kind: 'gpu' | 'cpu';
  /** For people; the same for the same machine from one page to the next. */
  readonly name: string;
  /** Of a CPU: how many compute, and why it is but one. */
  readonly threads?: number;
  readonly aloneBecause?: 'not isolated' | 'no shared memory' | 'one core';
  /** Software that stands in for a GPU. */
  readonly isFallback: boolean;
  /** What `auto` stands for. */
  readonly form: ProductForm;
  /** Forms that can run here, the one that asks the least of a driver first. */
  readonly forms: readonly ProductForm[];
  readonly limits: MemoryLimits;
  /** Bytes that a net may take unless the person wants it all the same. */
  readonly memoryBytes: number;
  /** Resolves once, when nothing of it is of use any more; never because of `destroy`. */
  readonly lost: Promise<Loss>;
  /** Bytes of all sections in use: after the last space is destroyed, 0. */
  readonly liveBytes: number;
  /** Sections in use by name, largest first. */
  entries(): MemoryEntry[];
  /** How many of each kind have been made so far. In steady training only the work itself counts. */
  readonly counts: Readonly<CreationCounts>;

  /**
   * Room for one net: sections that all of its plans share, zero at the start.
   * @param shared bytes of each
   * @throws SettingsError where there is no memory; nothing is left behind then
   */
  openSpace(name: string, shared: Partial<Record<SharedKind, number>>): Promise<Space>;
  /**
   * Resolves when everything called so far has been done, and never before messages that wait for
   * this thread had their turn: a loop that awaits it lets others in.
   * @throws DeviceLostError
   */
  settled(): Promise<void>;
  /** Frees everything, used or not. */
  destroy(): void;
}

/** Why a backend is of no use any more. */
export interface Loss {
  /** `lost`: another one may do better. `broken`: it would not, what was computed cannot be trusted. */
  kind: 'lost' | 'broken';
  cause: Reason;
}

export interface MemoryEntry {
  name: string;
  bytes: number;
}

/** Kinds that a backend does not know stay 0. */
export interface CreationCounts {
  buffers: number;
  bindGroups: number;
  pipelines: number;
  maps: number;
  submits: number;
}

/** Bytes of a space. Only the backend that gave it knows where they lie. */
export interface Section {
  readonly bytes: number;
  /** @param offset from its start, in bytes; both are multiples of 4 */
  part(offset: number, bytes: number): Section;
}

/** What one net takes. Whoever makes something in it destroys that before the space. */
export interface Space {
  readonly backend: Backend;
  /** @returns undefined for what the net has none of */
  shared(kind: SharedKind): Section | undefined;
  /**
   * Room for a plan, and staging for what is read out of it; its kernels are still to be compiled.
   * @throws SettingsError where there is no memory; nothing is left behind then
   */
  allocate(plan: Plan, options?: PlanOptions): Promise<PlanRunner>;
  /**
   * Staging for what is read again and again without a plan.
   * @throws SettingsError where there is no memory; nothing is left behind then
   */
  openReader(reading: Staging): Promise<Reader>;

  /** From the start of the section on. Taken over at once: the words may be changed afterwards. */
  write(to: Section, words: Words): void;
  /** Sizes are equal. */
  copy(from: Section, to: Section): void;
  /** Zeroes them. */
  clear(sections: readonly Section[]): void;
  /**
   * Rare and of any size: with staging of its own, gone afterwards.
   * @returns a copy
   * @throws SettingsError where there is no memory, DeviceLostError
   */
  read(section: Section, name: string): Promise<ArrayBuffer>;
  destroy(): void;
}

/** Words of 4 bytes. */
export type Words = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

export interface PlanOptions {
  /** Without it nothing is read through the runner. */
  reading?: Staging;
  /** It has weights, gradients and moments of its own: nothing it does reaches those of the net. */
  isApart?: boolean;
}

/** What is read: the most bytes at once, and how many times before the first has come (2). */
export interface Staging {
  name: string;
  bytes: number;
  copies?: number;
}

export interface Reader {
  /** False while as many readings as were asked for are under way. */
  readonly isReady: boolean;
  /**
   * What the sections hold after all that was called before, one after another.
   * @returns a copy; undefined where it is not ready: nothing is read then
   * @throws DeviceLostError
   */
  read(sections: readonly Section[]): Promise<ArrayBuffer> | undefined;
  destroy(): void;
}

/** One piece of work on a plan; what it has, in this order. */
export interface Work {
  copies?: readonly { from: Section; to: Section }[];
  /** From one up to the other, which is not run: slots of the chunk (the first alone) … */
  slots?: Range;
  /** … and dispatches of each (all). */
  dispatches?: Range;
}

export interface Range {
  from: number;
  to: number;
}

/** A plan that has its place in a space. Nothing is made when it runs. */
export interface PlanRunner extends Reader {
  readonly plan: Plan;
  readonly isCompiled: boolean;
  /**
   * What is not compiled yet; whatever runs needs it.
   * @param onKernel counts the plan's kernels
   * @throws KernelError
   */
  compile(onKernel?: (done: number, total: number) => void): Promise<void>;
  /** The whole storage of a tensor of the plan. */
  section(tensor: Tensor): Section;
  /** All weights, gradients or moments that it runs on: its own where it is apart. */
  shared(kind: SharedKind): Section | undefined;
  /** Numbers and inputs of the first slots of the next chunk. Taken over at once. */
  upload(slots: Uint8Array<ArrayBuffer>): void;
  /** Runs dispatches in order; each sees what those before it wrote. */
  run(work: Work): void;
  /**
   * `run`, then `read`, in one piece.
   * @returns undefined where it is not ready: nothing has run then
   */
  runAndRead(work: Work, sections: readonly Section[]): Promise<ArrayBuffer> | undefined;
  /** Zeroes what lives on between runs. */
  clearStates(): void;
}
