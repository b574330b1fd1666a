/** What the sweeps of kernels run on: `describe.each(backends)`. */
import type { Backend } from '../backend/backend.ts';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { type ProductForm, productForms } from '../protocol/product-form.ts';
import { allowRelaxed } from './relaxed-flag.ts';
import { openTestCpu } from './test-cpu.ts';
import { openTestEngine } from './test-engine.ts';

export type { Backend };

export interface TestBackend {
  name: string;
  forms: readonly ProductForm[];
  open: () => Promise<Backend>;
}

const gpu: TestBackend = {
  name: 'the GPU',
  forms: productForms,
  open: openTestEngine,
};

const cpu: TestBackend = {
  name: 'the CPU',
  forms: ['cpu'],
  open: () => Promise.resolve(openTestCpu()),
};

const relaxed: TestBackend = {
  name: 'the CPU, relaxed',
  forms: ['cpu'],
  open: () => {
    allowRelaxed();
    return Promise.resolve(new WasmBackend({ usesRelaxed: true, checksIndices: true }));
  },
};

const tiers: Record<string, readonly TestBackend[]> = { gpu: [gpu], cpu: [cpu, relaxed] };

/** Those of the tier that runs; all where none is named. */
export const backends: readonly TestBackend[] =
  tiers[import.meta.env.UNIT_TIER ?? ''] ?? Object.values(tiers).flat();
