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

/** `torch.nn.utils.clip_grad_value_`: cuts every number to ±clipValue, in place. 0: not at all. */
export function clipValues(gradients: Tensors, clipValue: number): void {
  if (clipValue === 0) return;
  for (const values of Object.values(gradients)) {
    values.forEach((value, i) => (values[i] = Math.min(clipValue, Math.max(-clipValue, value))));
  }
}

/** Changes `parameters` in place; keeps its own moments. */
export interface Optimizer {
  update(parameters: Tensors, gradients: Tensors, learningRate: number): void;
}

/** Calls `change` with every number's place, its gradient and its name. */
function forEachNumber(
  parameters: Tensors,
  gradients: Tensors,
  change: (values: Float64Array, i: number, g: number, name: string) => void,
): void {
  for (const [name, values] of Object.entries(parameters)) {
    gradients[name].forEach((g, i) => change(values, i, g, name));
  }
}

/** Zeros for each parameter when it is first asked for. */
function moments(): (name: string, like: Float64Array) => Float64Array {
  const kept: Tensors = {};
  return (name, { length }) => (kept[name] ??= new Float64Array(length));
}

/** `torch.optim.SGD` without momentum: p −= rate · g. */
export function sgd(): Optimizer {
  return {
    update(parameters, gradients, learningRate) {
      forEachNumber(parameters, gradients, (values, i, g) => {
        values[i] -= learningRate * g;
      });
    },
  };
}

/** `torch.optim.SGD` with momentum, dampening 0 (Polyak, 1964): m = β m + g, p −= rate · m. */
export function momentum(beta = 0.9): Optimizer {
  const means = moments();
  return {
    update(parameters, gradients, learningRate) {
      forEachNumber(parameters, gradients, (values, i, g, name) => {
        const m = means(name, values);
        m[i] = beta * m[i] + g;
        values[i] -= learningRate * m[i];
      });
    },
  };
}

/**
 * `torch.optim.RMSprop`, not centred, without momentum (Tieleman and Hinton, 2012, lecture 6.5):
 *   v = α v + (1 − α) g²      p −= rate · g / (√v + ε)
 */
export function rmsprop(alpha = 0.99, epsilon = 1e-8): Optimizer {
  const squares = moments();
  return {
    update(parameters, gradients, learningRate) {
      forEachNumber(parameters, gradients, (values, i, g, name) => {
        const v = squares(name, values);
        v[i] = alpha * v[i] + (1 - alpha) * g * g;
        values[i] -= (learningRate * g) / (Math.sqrt(v[i]) + epsilon);
      });
    },
  };
}

/**
 * `torch.optim.Adam` (Kingma and Ba, 2014, algorithm 1), at update t = 1, 2, …:
 *   m = β1 m + (1 − β1) g      v = β2 v + (1 − β2) g²
 *   p −= rate · m / (1 − β1^t) / (√(v / (1 − β2^t)) + ε)
 */
export function adam(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8): Optimizer {
  const means = moments();
  const squares = moments();
  let t = 0;
  return {
    update(parameters, gradients, learningRate) {
      t += 1;
      forEachNumber(parameters, gradients, (values, i, g, name) => {
        const m = means(name, values);
        const v = squares(name, values);
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        const mean = m[i] / (1 - beta1 ** t);
        const meanSquare = v[i] / (1 - beta2 ** t);
        values[i] -= (learningRate * mean) / (Math.sqrt(meanSquare) + epsilon);
      });
    },
  };
}

/** `torch.optim.AdamW` (Loshchilov and Hutter, 2019, algorithm 2): p −= rate · λ · p, then Adam. */
export function adamw(decay = 0.01, ...numbers: Parameters<typeof adam>): Optimizer {
  const inner = adam(...numbers);
  return {
    update(parameters, gradients, learningRate) {
      forEachNumber(parameters, gradients, (values, i) => {
        values[i] *= 1 - learningRate * decay;
      });
      inner.update(parameters, gradients, learningRate);
    },
  };
}
