/**
 * Vectors on the CPU, in float64, that remember how they came about: reverse-mode differentiation
 * in its plainest form. It only serves to check what a GPU computes, on very small cases.
 */
import type { Arithmetic } from '../cells/cell.ts';

export interface Vector {
  readonly values: Float64Array;
  /** Of the number that `backward` starts from. */
  readonly gradient: Float64Array;
}

export class VectorTape {
  readonly #backward: (() => void)[] = [];

  vector(values: ArrayLike<number>): Vector {
    return { values: Float64Array.from(values), gradient: new Float64Array(values.length) };
  }

  /** A cell's mathematics. */
  get arithmetic(): Arithmetic<Vector> {
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    return {
      add: (a, b) => this.#combine(a, b, (x, y) => [x + y, 1, 1]),
      multiply: (a, b) => this.#combine(a, b, (x, y) => [x * y, y, x]),
      oneMinus: (a) => this.#map(a, (x) => [1 - x, -1]),
      sigmoid: (a) => this.#map(a, (x) => [sigmoid(x), sigmoid(x) * sigmoid(-x)]),
      tanh: (a) => this.#map(a, (x) => [Math.tanh(x), 1 - Math.tanh(x) ** 2]),
      relu: (a) => this.#map(a, (x) => (x > 0 ? [x, 1] : [0, 0])),
      repeat: (a) => a,
    };
  }

  /** Rows `first` to `first + rows` of a matrix [_, a.length], times a. */
  product(matrix: Vector, a: Vector, first: number, rows: number): Vector {
    const columns = a.values.length;
    const result = this.vector(new Float64Array(rows));
    const each = (act: (at: number, row: number, column: number) => void) => {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          act((first + row) * columns + column, row, column);
        }
      }
    };
    each((at, row, column) => (result.values[row] += matrix.values[at] * a.values[column]));
    this.#backward.push(() =>
      each((at, row, column) => {
        matrix.gradient[at] += result.gradient[row] * a.values[column];
        a.gradient[column] += result.gradient[row] * matrix.values[at];
      }),
    );
    return result;
  }

  /** Elements `first` to `first + count`, negated where wanted. */
  part(a: Vector, first: number, count: number, sign = 1): Vector {
    const result = this.vector(a.values.slice(first, first + count).map((x) => sign * x));
    this.#backward.push(() =>
      result.gradient.forEach((d, index) => (a.gradient[first + index] += sign * d)),
    );
    return result;
  }

  /** Of vectors of one size. */
  mean(all: readonly Vector[]): Vector {
    const result = this.vector(all[0].values.map((_, at) => meanOf(all, at)));
    this.#backward.push(() => {
      for (const { gradient } of all) {
        result.gradient.forEach((d, at) => (gradient[at] += d / all.length));
      }
    });
    return result;
  }

  softmax(a: Vector): Vector {
    const most = Math.max(...a.values);
    const powers = a.values.map((x) => Math.exp(x - most));
    const sum = powers.reduce((total, power) => total + power, 0);
    const result = this.vector(powers.map((power) => power / sum));
    this.#backward.push(() => {
      const { values, gradient } = result;
      const mean = values.reduce((total, share, at) => total + share * gradient[at], 0);
      values.forEach((share, at) => (a.gradient[at] += share * (gradient[at] - mean)));
    });
    return result;
  }

  /** Σ shares[i] · all[i], of vectors of one size. */
  weightedSum(shares: Vector, all: readonly Vector[]): Vector {
    const result = this.vector(
      all[0].values.map((_, at) =>
        all.reduce((sum, { values }, i) => sum + shares.values[i] * values[at], 0),
      ),
    );
    this.#backward.push(() =>
      all.forEach(({ values, gradient }, i) =>
        result.gradient.forEach((d, at) => {
          shares.gradient[i] += d * values[at];
          gradient[at] += d * shares.values[i];
        }),
      ),
    );
    return result;
  }

  /** One behind the other. */
  joined(parts: readonly Vector[]): Vector {
    const result = this.vector(parts.flatMap(({ values }) => [...values]));
    this.#backward.push(() => {
      let at = 0;
      for (const { gradient } of parts) {
        for (let index = 0; index < gradient.length; index++)
          gradient[index] += result.gradient[at++];
      }
    });
    return result;
  }

  /** −log softmax(logits)[target], whose gradient counts `weight` times. */
  crossEntropy({ values, gradient }: Vector, target: number, weight: number): number {
    const sum = values.reduce((total, x) => total + Math.exp(x), 0);
    this.#backward.push(() =>
      values.forEach((x, index) => {
        gradient[index] += weight * (Math.exp(x) / sum - (index === target ? 1 : 0));
      }),
    );
    return Math.log(sum) - values[target];
  }

  /** −log of what σ(logit) gives the target, 0 or 1, of one output; its gradient counts `weight` times. */
  binaryCrossEntropy(
    { values, gradient }: Vector,
    output: number,
    target: number,
    weight: number,
  ): number {
    const z = values[output];
    const probability = 1 / (1 + Math.exp(-z));
    this.#backward.push(() => (gradient[output] += weight * (probability - target)));
    return -Math.log(target === 1 ? probability : 1 - probability);
  }

  /** (z − target)² of one output, whose gradient counts `weight` times. */
  squaredError(
    { values, gradient }: Vector,
    output: number,
    target: number,
    weight: number,
  ): number {
    const off = values[output] - target;
    this.#backward.push(() => (gradient[output] += weight * 2 * off));
    return off ** 2;
  }

  /** Fills the gradients of everything that led to the losses. */
  backward(): void {
    for (const step of this.#backward.splice(0).reverse()) step();
  }

  #map(a: Vector, of: (x: number) => [value: number, slope: number]): Vector {
    const slopes = new Float64Array(a.values.length);
    const result = this.vector(a.values);
    a.values.forEach((x, index) => ([result.values[index], slopes[index]] = of(x)));
    this.#backward.push(() =>
      result.gradient.forEach((d, index) => (a.gradient[index] += d * slopes[index])),
    );
    return result;
  }

  #combine(
    a: Vector,
    b: Vector,
    of: (x: number, y: number) => [value: number, slopeA: number, slopeB: number],
  ): Vector {
    const result = this.vector(a.values);
    a.values.forEach((x, index) => (result.values[index] = of(x, b.values[index])[0]));
    this.#backward.push(() =>
      result.gradient.forEach((d, index) => {
        const [, slopeA, slopeB] = of(a.values[index], b.values[index]);
        a.gradient[index] += d * slopeA;
        b.gradient[index] += d * slopeB;
      }),
    );
    return result;
  }
}

function meanOf(all: readonly Vector[], at: number): number {
  return all.reduce((sum, { values }) => sum + values[at], 0) / all.length;
}
