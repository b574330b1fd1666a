/** What the sweeps of kernels run on: `describe.each(backends)`. */
import type { Backend } from '../backend/backend.ts';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { cells } from '../cells/index.ts';
import { type ProductForm, productForms } from '../protocol/product-form.ts';
import { fewCells } from './few-cells.ts';
import { allowRelaxed } from './relaxed-flag.ts';
import { openTestCpu } from './test-cpu.ts';
import { openTestEngine } from './test-engine.ts';
import { isThorough, someOf } from './thorough.ts';

export type { Backend };

export interface TestBackend {
  name: string;
  forms: readonly ProductForm[];
  /**
   * Cells of which more than values and gradients is looked at: all, or one of each kind where kernels
   * take long to compile or differ in their products alone. The kernels of every cell run on each
   * backend (`recurrence.test.ts`).
   */
  cells: readonly string[];
  /** Of the cases of a sweep over whole nets those that are tried here (thorough.ts). */
  some: <Case>(cases: readonly Case[]) => readonly Case[];
  open: () => Promise<Backend>;
}

const allCells = cells.map(({ id }) => id);

const gpu: TestBackend = {
  name: 'the GPU',
  forms: productForms,
  cells: isThorough ? allCells : fewCells,
  some: someOf,
  open: openTestEngine,
};

const cpu: TestBackend = {
  name: 'the CPU',
  forms: ['cpu'],
  cells: allCells,
  some: (cases) => cases,
  open: () => Promise.resolve(openTestCpu()),
};

const relaxed: TestBackend = {
  name: 'the CPU, relaxed',
  forms: ['cpu'],
  cells: isThorough ? allCells : fewCells,
  some: someOf,
  open: () => {
    allowRelaxed();
    return Promise.resolve(new WasmBackend({ usesRelaxed: true, checksIndices: true }));
  },
};

const tiers: Record<string, readonly TestBackend[]> = { gpu: [gpu], cpu: [cpu, relaxed] };

/** Those of the tier that runs; all where none is named. */
export const backends: readonly TestBackend[] =
  tiers[import.meta.env.UNIT_TIER ?? ''] ?? Object.values(tiers).flat();
