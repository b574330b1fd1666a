/** What this browser offers. */
import type { Hardware } from './hardware.ts';
import { openWasm } from './wasm/open-wasm.ts';

/** @param threads on the CPU, instead of one for each core */
export function browserHardware(threads?: number): Hardware {
  return { gpu: navigator.gpu, cpu: () => openWasm(threads) };
}
