/** Node 20 has relaxed SIMD behind a flag. */
import v8 from 'node:v8';

export function allowRelaxed(): void {
  v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
}
