/** Stacked gates and stacked time steps, taken apart and put together. */
import { matrix } from './matrix.ts';
import type { Matrix } from './matrix.ts';

/** [B, G·H] → one [B, H] per gate. */
export function splitGates(stacked: Matrix, gateCount: number): Matrix[] {
  const hiddenSize = stacked.columns / gateCount;
  return Array.from({ length: gateCount }, (_, gate) => {
    const result = matrix(stacked.rows, hiddenSize);
    for (let b = 0; b < stacked.rows; b += 1) {
      const from = b * stacked.columns + gate * hiddenSize;
      result.values.set(stacked.values.subarray(from, from + hiddenSize), b * hiddenSize);
    }
    return result;
  });
}

/** One [B, H] per gate → [B, G·H]. */
export function joinGates(gates: Matrix[]): Matrix {
  const [{ rows, columns }] = gates;
  const result = matrix(rows, columns * gates.length);
  gates.forEach(({ values }, gate) => {
    for (let b = 0; b < rows; b += 1) {
      const row = values.subarray(b * columns, (b + 1) * columns);
      result.values.set(row, b * result.columns + gate * columns);
    }
  });
  return result;
}

/** T matrices [B, N] → [T, B, N]. */
export function joinTime(steps: Matrix[]): Float64Array {
  const size = steps[0]?.values.length ?? 0;
  const result = new Float64Array(size * steps.length);
  steps.forEach(({ values }, t) => result.set(values, t * size));
  return result;
}
