/** What the sweeps of kernels run on: `describe.each(backends)`. */
import { KernelStore } from '../backend/wasm/kernel-store.ts';
import { type ProductForm, productForms } from '../graph/product-form.ts';
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
  forms: productForms,
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

export const backends: readonly TestBackend[] = [gpu, cpu, relaxed];

/** Everything that a test made must be gone. */
export function closeBackend(engine: TestEngine): void {
  if (!isOnCpu(engine)) closeTestEngine(engine);
}
