/** What nets run on, and why on that. */
import type { Reason } from '../lib/problems.ts';
import type { ProductForm } from './product-form.ts';

/** What nets run on. */
export interface EngineInfo {
  kind: 'gpu' | 'cpu';
  /** For people, e.g. `swiftshader (software)`. */
  name: string;
  isFallback: boolean;
  /** The form of kernels that `auto` stands for on it. */
  kernels: ProductForm;
  /** Of the CPU. */
  threads: number;
  /** Why it is but one. */
  aloneBecause: 'not isolated' | 'no shared memory' | 'one core' | null;
}

/** Why the CPU is taken where a GPU might have been: there is none, or one that is software. */
export interface NoGpu {
  isSoftware: boolean;
  reason: Reason;
}

/** Which engine was taken. */
export interface EngineChoice {
  engine: EngineInfo | null;
  /** Why there is none. */
  problem: Reason | null;
  noGpu: NoGpu | null;
}
