/** Random orthogonal matrices. */
import type { Slices } from '../lib/slices.ts';

/**
 * A matrix drawn evenly from all orthogonal ones (Stewart 1980): the Householder reflections of the
 * QR decomposition of a matrix of normal numbers, each from a vector of its own, multiplied out from
 * the last to the first, with the signs of R's diagonal, as PyTorch's `orthogonal_` has them.
 * 4/3 size³ multiplications; yields the reflections made.
 * @param normals size (size + 1) / 2 standard normal numbers
 * @returns [size, size], row-major, in double precision
 */
export function* orthogonalMatrix(size: number, normals: ArrayLike<number>): Slices<Float64Array> {
  const matrix = new Float64Array(size * size);
  let next = 0;
  for (let first = size - 1; first >= 0; first--) {
    const vector = Float64Array.from({ length: size - first }, () => normals[next++]);
    const sign = vector[0] < 0 ? -1 : 1;
    const isLast = vector.length === 1;
    // R's diagonal: a single number stays as it is, a vector becomes −sign · its length
    matrix[first * size + first] = isLast ? sign : -sign;
    if (!isLast) {
      vector[0] += sign * Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
      reflect(matrix, size, first, vector);
    }
    yield size - first;
  }
  return matrix;
}

/** The block of rows and columns from `first` on: M −= 2 v (vᵀ M) / vᵀv. */
function reflect(matrix: Float64Array, size: number, first: number, vector: Float64Array): void {
  const products = new Float64Array(vector.length);
  vector.forEach((v, i) => {
    const row = (first + i) * size + first;
    for (let j = 0; j < products.length; j++) products[j] += v * matrix[row + j];
  });
  const factor = 2 / vector.reduce((sum, v) => sum + v * v, 0);
  vector.forEach((v, i) => {
    const row = (first + i) * size + first;
    const scale = factor * v;
    for (let j = 0; j < products.length; j++) matrix[row + j] -= scale * products[j];
  });
}
