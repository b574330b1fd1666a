/**
 * One thread of the CPU in plain SIMD: what is computed on it has the same bits in every browser, which
 * products and sums in one instruction, or a GPU, would not have.
 */
import type { Backend } from './backend.ts';
import { KernelStore } from './wasm/kernel-store.ts';
import { WasmBackend } from './wasm/wasm-backend.ts';

const store = new KernelStore();

/** Another one each time. */
export function openExact(): Backend {
  return new WasmBackend({ store });
}
