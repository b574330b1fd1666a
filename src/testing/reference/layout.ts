/** Stacked gates, directions and time steps, taken apart and put together. */
import { matrix } from './matrix.ts';
import type { Matrix } from './matrix.ts';

/** [B, N·H] → N parts [B, H]: gates, or directions. */
export function splitColumns(stacked: Matrix, parts: number): Matrix[] {
  const columns = stacked.columns / parts;
  return Array.from({ length: parts }, (_, part) => {
    const result = matrix(stacked.rows, columns);
    for (let b = 0; b < stacked.rows; b += 1) {
      const from = b * stacked.columns + part * columns;
      for (let i = 0; i < columns; i += 1) {
        result.values[b * columns + i] = stacked.values[from + i];
      }
    }
    return result;
  });
}

/** N parts [B, H] → [B, N·H]. */
export function joinColumns(parts: Matrix[]): Matrix {
  const [{ rows, columns }] = parts;
  const result = matrix(rows, columns * parts.length);
  parts.forEach(({ values }, part) => {
    for (let b = 0; b < rows; b += 1) {
      const from = b * result.columns + part * columns;
      for (let i = 0; i < columns; i += 1) {
        result.values[from + i] = values[b * columns + i];
      }
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

/** [T, B, N] → T matrices [B, N], sharing memory. */
export function splitTime(values: Float64Array, rows: number, columns: number): Matrix[] {
  const size = rows * columns;
  return Array.from({ length: values.length / size }, (_, t) =>
    matrix(rows, columns, values.subarray(t * size, (t + 1) * size)),
  );
}
