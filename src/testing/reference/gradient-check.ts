/** Gradients against central differences of a function of named arrays. */
import { DeviationError } from '../close-to.ts';
import type { Tensors } from './matrix.ts';

/**
 * For every element x of `point`: |g − (f(x + ε) − f(x − ε)) / 2ε| ≤ relative · |g| + absolute.
 * `f` reads the arrays of `point`, which are changed and put back. Returns the worst
 * |difference| / allowed.
 */
export function checkAgainstDifferences(
  f: () => number,
  point: Tensors,
  gradients: Tensors,
  { epsilon = 1e-6, relative = 1e-6, absolute = 1e-8 } = {},
): number {
  let worst = 0;
  for (const [name, values] of Object.entries(point)) {
    for (let i = 0; i < values.length; i += 1) {
      const centre = values[i];
      values[i] = centre + epsilon;
      const above = f();
      values[i] = centre - epsilon;
      const below = f();
      values[i] = centre;
      const expected = (above - below) / (2 * epsilon);
      const got = gradients[name][i];
      const allowed = relative * Math.max(Math.abs(got), Math.abs(expected)) + absolute;
      const used = Math.abs(got - expected) / allowed;
      if (!(used <= 1)) {
        throw new DeviationError(
          `${name}: gradient at [${i}]: got ${got}, central difference ${expected}.`,
        );
      }
      worst = Math.max(worst, used);
    }
  }
  return worst;
}
