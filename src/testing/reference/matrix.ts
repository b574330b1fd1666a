/** The little float64 algebra the reference is written in: row-major matrices, no views of time. */

/** Named arrays, e.g. parameters or their gradients by PyTorch's names. */
export type Tensors = Record<string, Float64Array>;

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row-major, [rows, columns]. */
  readonly values: Float64Array;
}

/** Wraps `values` without copying them; zeros when none are given. */
export function matrix(
  rows: number,
  columns: number,
  values: Float64Array = new Float64Array(rows * columns),
): Matrix {
  if (values.length !== rows * columns) {
    throw new RangeError(`matrix: ${values.length} values for [${rows}, ${columns}]`);
  }
  return { rows, columns, values };
}

/** Rows `from` … `from + count` of `whole`, sharing its memory: gate k of a stacked weight. */
export function rowBlock(whole: Matrix, from: number, count: number): Matrix {
  const { columns, values } = whole;
  return matrix(count, columns, values.subarray(from * columns, (from + count) * columns));
}

/** A new matrix of f(a, b, …) for each element; all of one shape. */
export function elementwise(
  f: (...values: number[]) => number,
  ...matrices: [Matrix, ...Matrix[]]
): Matrix {
  const [first] = matrices;
  for (const other of matrices) requireSame('elementwise', first, other);
  const [a, b = a, c = a, d = a, e = a, g = a] = matrices.map(({ values }) => values);
  if (matrices.length > 6) throw new RangeError('elementwise: more than 6 matrices');
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i += 1) result[i] = f(a[i], b[i], c[i], d[i], e[i], g[i]);
  return matrix(first.rows, first.columns, result);
}

/** Sum of matrices of one shape. */
export function sum(...matrices: [Matrix, ...Matrix[]]): Matrix {
  return matrices.reduce((total, next) => elementwise((x, y) => x + y, total, next));
}

/** y = x · wᵀ: x [R, K], w [N, K] → [R, N]. The product of a linear layer. */
export function timesTransposed(x: Matrix, w: Matrix): Matrix {
  if (x.columns !== w.columns) throw shapeMismatch('timesTransposed', x, w);
  const result = matrix(x.rows, w.rows);
  for (let row = 0; row < x.rows; row += 1) {
    const used = nonZeroColumns(x, row);
    for (let n = 0; n < w.rows; n += 1) {
      let total = 0;
      for (let at = 0; at < used.length; at += 1) {
        const k = used[at];
        total += x.values[row * x.columns + k] * w.values[n * w.columns + k];
      }
      result.values[row * w.rows + n] = total;
    }
  }
  return result;
}

/** dx = dy · w: dy [R, N], w [N, K] → [R, K]. The gradient of a linear layer by its input. */
export function times(dy: Matrix, w: Matrix): Matrix {
  if (dy.columns !== w.rows) throw shapeMismatch('times', dy, w);
  const result = matrix(dy.rows, w.columns);
  for (let row = 0; row < dy.rows; row += 1) {
    for (let n = 0; n < w.rows; n += 1) {
      const factor = dy.values[row * dy.columns + n];
      for (let k = 0; k < w.columns; k += 1) {
        result.values[row * w.columns + k] += factor * w.values[n * w.columns + k];
      }
    }
  }
  return result;
}

/** dw += dyᵀ · x: dy [R, N], x [R, K], dw [N, K]. The gradient of a linear layer by its weight. */
export function addOuter(dw: Matrix, dy: Matrix, x: Matrix): void {
  if (dy.rows !== x.rows) throw shapeMismatch('addOuter', dy, x);
  if (dw.rows !== dy.columns || dw.columns !== x.columns) throw shapeMismatch('addOuter', dw, x);
  for (let row = 0; row < x.rows; row += 1) {
    const used = nonZeroColumns(x, row);
    for (let n = 0; n < dw.rows; n += 1) {
      const factor = dy.values[row * dy.columns + n];
      for (const k of used) {
        dw.values[n * dw.columns + k] += factor * x.values[row * x.columns + k];
      }
    }
  }
}

/** db += column sums of dy: dy [R, N], db [N]. The gradient of a bias. */
export function addColumnSums(db: Float64Array, dy: Matrix): void {
  if (db.length !== dy.columns) throw new RangeError(`addColumnSums: ${db.length} biases`);
  for (let i = 0; i < dy.values.length; i += 1) db[i % dy.columns] += dy.values[i];
}

/** `x` with `row` [N] added to each of its rows: x [R, N]. */
export function addRow(x: Matrix, row: Float64Array): Matrix {
  if (row.length !== x.columns) throw new RangeError(`addRow: ${row.length} for ${x.columns}`);
  const result = x.values.slice();
  for (let i = 0; i < result.length; i += 1) result[i] += row[i % x.columns];
  return matrix(x.rows, x.columns, result);
}

/** `row` [N] as each of the rows of a matrix [R, N]. */
export function repeatRow(row: Float64Array, rows: number): Matrix {
  const result = matrix(rows, row.length);
  for (let r = 0; r < rows; r += 1) result.values.set(row, r * row.length);
  return result;
}

/** Row r of `first` where `isFirst[r]`, else of `second`. */
export function chooseRows(isFirst: boolean[], first: Matrix, second: Matrix): Matrix {
  requireSame('chooseRows', first, second);
  const { rows, columns } = first;
  const result = second.values.slice();
  for (let row = 0; row < rows; row += 1) {
    for (let i = row * columns; isFirst[row] && i < (row + 1) * columns; i += 1) {
      result[i] = first.values[i];
    }
  }
  return matrix(rows, columns, result);
}

/** σ(x) = 1 / (1 + e^−x), with the exponent kept negative so that it cannot overflow. */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** The terms that count: makes one-hot rows cheap, and adds the others in ascending order. */
function nonZeroColumns({ columns, values }: Matrix, row: number): number[] {
  const used: number[] = [];
  for (let k = 0; k < columns; k += 1) if (values[row * columns + k] !== 0) used.push(k);
  return used;
}

function requireSame(where: string, a: Matrix, b: Matrix): void {
  if (a.rows !== b.rows || a.columns !== b.columns) throw shapeMismatch(where, a, b);
}

function shapeMismatch(where: string, a: Matrix, b: Matrix): RangeError {
  return new RangeError(`${where}: [${a.rows}, ${a.columns}] meets [${b.rows}, ${b.columns}]`);
}
