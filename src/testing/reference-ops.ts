/** The ops in plain float64, written from their definitions. */
import { maskedTarget } from './reference/sequence-model.ts';

export interface Sizes {
  rows: number;
  columns: number;
  depth: number;
}

/** A · B with A [M, K] stored as [K, M] for `left` and B [K, N] as [N, K] for `right`. */
export function product(
  transposed: 'none' | 'left' | 'right',
  { rows, columns, depth }: Sizes,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let total = 0;
      for (let k = 0; k < depth; k++) {
        const left = transposed === 'left' ? a[k * rows + row] : a[row * depth + k];
        const right = transposed === 'right' ? b[column * depth + k] : b[k * columns + column];
        total += left * right;
      }
      result[row * columns + column] = total;
    }
  }
  return result;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** By the names of the op's kinds; those of gradients take d y and the other input or y. */
export const pointwiseFunctions: Readonly<Record<string, (a: number, b: number) => number>> = {
  copy: (a) => a,
  add: (a, b) => a + b,
  multiply: (a, b) => a * b,
  'one-minus': (a) => 1 - a,
  sigmoid,
  tanh: Math.tanh,
  relu: (a) => Math.max(a, 0),
  negate: (a) => -a,
  'sigmoid-gradient': (d, y) => d * y * (1 - y),
  'tanh-gradient': (d, y) => d * (1 - y * y),
  'relu-gradient': (d, y) => (y > 0 ? d : 0),
  zero: () => 0,
};

/** Losses [rows] and what the logits [rows, V] become, each divided by `count`. */
export function crossEntropy(
  logits: ArrayLike<number>,
  targets: ArrayLike<number>,
  count: number,
): { losses: Float64Array; gradient: Float64Array } {
  const vocabSize = logits.length / targets.length;
  const losses = new Float64Array(targets.length);
  const gradient = new Float64Array(logits.length);
  for (let row = 0; row < targets.length; row++) {
    const target = targets[row];
    if (target === maskedTarget) continue;
    const own = Array.from({ length: vocabSize }, (_, v) => logits[row * vocabSize + v]);
    const largest = Math.max(...own);
    const weights = own.map((logit) => Math.exp(logit - largest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    losses[row] = largest + Math.log(total) - own[target];
    weights.forEach((weight, v) => {
      gradient[row * vocabSize + v] = (weight / total - (v === target ? 1 : 0)) / count;
    });
  }
  return { losses, gradient };
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}

interface PooledSizes {
  timeSteps: number;
  batchSize: number;
  directions: number;
  /** Columns of all directions. */
  width: number;
}

/** y [B, F] of x [T, B, F], and d x of d y: the ends of the directions, or the mean of real steps. */
export function pooled(
  kind: 'ends' | 'mean',
  { timeSteps, batchSize, directions, width }: PooledSizes,
  x: ArrayLike<number>,
  gradY: ArrayLike<number>,
  lengths?: ArrayLike<number>,
): { y: Float64Array; gradient: Float64Array } {
  const y = new Float64Array(batchSize * width);
  const gradient = new Float64Array(timeSteps * batchSize * width);
  for (let at = 0; at < gradient.length; at++) {
    const [row, column] = [Math.floor(at / width), at % width];
    const [time, b] = [Math.floor(row / batchSize), row % batchSize];
    const length = lengths?.[b] ?? timeSteps;
    const end = column < width / directions ? length - 1 : 0;
    const counts = kind === 'mean' ? time < length : time === end;
    if (!counts) continue;
    const share = kind === 'mean' ? 1 / length : 1;
    y[b * width + column] += share * x[at];
    gradient[at] = share * gradY[b * width + column];
  }
  return { y, gradient };
}

/** Losses [rows] of outputs that are each yes or no, and what the logits [rows, C] become. */
export function binaryCrossEntropy(
  logits: ArrayLike<number>,
  targets: ArrayLike<number>,
  rows: number,
  count: number,
): { losses: Float64Array; gradient: Float64Array } {
  const columns = logits.length / rows;
  const losses = new Float64Array(rows);
  const gradient = new Float64Array(logits.length);
  for (let at = 0; at < logits.length; at++) {
    if (targets[at] === maskedTarget) continue;
    const z = logits[at];
    // −log σ(z) for a target of 1, −log σ(−z) for one of 0
    const wrong = targets[at] === 1 ? -z : z;
    losses[Math.floor(at / columns)] += Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    gradient[at] = (sigmoid(z) - targets[at]) / count;
  }
  return { losses, gradient };
}

/** Positions by rising token, those of a token by rising position, and where each token's begin; `noToken` has none. */
export function sortedByToken(tokens: Uint32Array, vocabSize: number) {
  const rows = Array.from({ length: vocabSize }, (_, token) =>
    Array.from(tokens.keys()).filter((position) => tokens[position] === token),
  );
  const order = new Uint32Array(tokens.length);
  order.set(rows.flat());
  const rowStart = new Uint32Array(vocabSize + 1);
  rows.forEach((row, token) => (rowStart[token + 1] = rowStart[token] + row.length));
  return { order, rowStart };
}
