/** What the sweeps of kernels run on: `describe.each(backends)`. */
import { KernelStore } from '../backend/wasm/kernel-store.ts';
import type { ProductForm } from '../graph/op.ts';
import { allowRelaxed } from './relaxed-flag.ts';
import { closeTestEngine, openTestEngine } from './test-engine.ts';
import { type CpuEngine, isOnCpu, type TestEngine } from './test-plan.ts';

export interface TestBackend {
  name: string;
  forms: readonly ProductForm[];
  open(): Promise<TestEngine>;
}

const gpu: TestBackend = {
  name: 'the GPU',
  forms: ['registers', 'quads', 'tiles', 'cpu'],
  open: openTestEngine,
};

const cpu: TestBackend = {
  name: 'the CPU',
  forms: ['cpu'],
  open: () => Promise.resolve({ store: new KernelStore({ checksIndices: true }) }),
};

const relaxed: TestBackend = {
  name: 'the CPU, relaxed',
  forms: ['cpu'],
  open: () => Promise.resolve(openRelaxed()),
};

function openRelaxed(): CpuEngine {
  allowRelaxed();
  return { store: new KernelStore({ usesRelaxed: true, checksIndices: true }) };
}

const tiers: Record<string, readonly TestBackend[]> = { gpu: [gpu], cpu: [cpu, relaxed] };

/** Those of the tier that runs; all where none is named. */
export const backends: readonly TestBackend[] =
  tiers[import.meta.env.UNIT_TIER ?? ''] ?? Object.values(tiers).flat();

/** Everything that a test made must be gone. */
export function closeBackend(engine: TestEngine): void {
  if (!isOnCpu(engine)) closeTestEngine(engine);
}
