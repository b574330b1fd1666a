/** Clipping and optimizers over named parameters, with PyTorch's formulas. */
import type { Tensors } from './matrix.ts';

/** Root of the sum of squares of all gradients. */
export function globalNorm(gradients: Tensors): number {
  let squares = 0;
  for (const values of Object.values(gradients)) {
    for (const value of values) squares += value * value;
  }
  return Math.sqrt(squares);
}

/**
 * `torch.nn.utils.clip_grad_norm_`: multiplies every gradient by min(1, clipNorm / (norm + 1e-6)),
 * in place. 0 switches clipping off. Returns the norm before.
 */
export function clipGradients(gradients: Tensors, clipNorm: number): number {
  const norm = globalNorm(gradients);
  const coefficient = clipNorm > 0 ? Math.min(1, clipNorm / (norm + 1e-6)) : 1;
  for (const values of Object.values(gradients)) {
    values.forEach((value, i) => (values[i] = value * coefficient));
  }
  return norm;
}

/** Changes `parameters` in place; keeps its own moments. */
export interface Optimizer {
  update(parameters: Tensors, gradients: Tensors, learningRate: number): void;
}

/** `torch.optim.SGD` without momentum: p −= rate · g. */
export function sgd(): Optimizer {
  return {
    update(parameters, gradients, learningRate) {
      for (const [name, values] of Object.entries(parameters)) {
        values.forEach((value, i) => (values[i] = value - learningRate * gradients[name][i]));
      }
    },
  };
}

/**
 * `torch.optim.Adam` (Kingma and Ba, 2014, algorithm 1), at update t = 1, 2, …:
 *   m = β1 m + (1 − β1) g      v = β2 v + (1 − β2) g²
 *   p −= rate · m / (1 − β1^t) / (√(v / (1 − β2^t)) + ε)
 */
export function adam(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8): Optimizer {
  const first: Tensors = {};
  const second: Tensors = {};
  let t = 0;
  return {
    update(parameters, gradients, learningRate) {
      t += 1;
      for (const [name, values] of Object.entries(parameters)) {
        const m = (first[name] ??= new Float64Array(values.length));
        const v = (second[name] ??= new Float64Array(values.length));
        gradients[name].forEach((g, i) => {
          m[i] = beta1 * m[i] + (1 - beta1) * g;
          v[i] = beta2 * v[i] + (1 - beta2) * g * g;
          const mean = m[i] / (1 - beta1 ** t);
          const meanSquare = v[i] / (1 - beta2 ** t);
          values[i] -= (learningRate * mean) / (Math.sqrt(meanSquare) + epsilon);
        });
      }
    },
  };
}
