/** A backend on the CPU, for tests that need one and no GPU. */
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';

/** One thread; every index is checked against what is bound. */
export function openTestCpu(): WasmBackend {
  return new WasmBackend({ checksIndices: true });
}
