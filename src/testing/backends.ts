/** What the sweeps of kernels run on: `describe.each(backends)`. */
import v8 from 'node:v8';
import { KernelStore } from '../backend/wasm/kernel-store.ts';
import type { ProductForm } from '../graph/op.ts';
import { closeTestEngine, openTestEngine } from './test-engine.ts';
import { type CpuEngine, isOnCpu, type TestEngine } from './test-plan.ts';

export interface TestBackend {
  name: string;
  forms: readonly ProductForm[];
  /**
   * Added to the seeds of the sweep of cells. Nets of one unit can be drawn whose gradients amplify
   * rounding beyond any fixed limit: which draws do depends on the last bits of an `exp`.
   */
  seed: number;
  open(): Promise<TestEngine>;
}

const gpu: TestBackend = {
  name: 'the GPU',
  forms: ['registers', 'quads', 'tiles', 'cpu'],
  seed: 0,
  open: openTestEngine,
};

const cpu: TestBackend = {
  name: 'the CPU',
  forms: ['cpu'],
  seed: 1000,
  open: () => Promise.resolve({ store: new KernelStore({ checksIndices: true }) }),
};

const relaxed: TestBackend = {
  name: 'the CPU, relaxed',
  forms: ['cpu'],
  seed: 0,
  open: () => Promise.resolve(openRelaxed()),
};

/** Node 20 has relaxed SIMD behind a flag. */
function openRelaxed(): CpuEngine {
  v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
  return { store: new KernelStore({ usesRelaxed: true, checksIndices: true }) };
}

export const backends: readonly TestBackend[] = [gpu, cpu, relaxed];

/** Everything that a test made must be gone. */
export function closeBackend(engine: TestEngine): void {
  if (!isOnCpu(engine)) closeTestEngine(engine);
}
