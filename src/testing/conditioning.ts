/**
 * How far rounding may move the gradients of a net of one unit. Each is a product of as many factors
 * as there are layers and time steps, some of them 1 − a² of an a near 1: how much they amplify the
 * last digit depends on the draw. So it is measured, in float64: by how far the gradient moves when
 * each weight is off by one in its last place of float32, as the gates of every time step are.
 */
import { measureDeviation } from './close-to.ts';
import type { Tensors } from './reference/matrix.ts';
import { uniformNumbers } from './reference/random-model.ts';

type Steps = readonly { gradients: Tensors }[];

const lastPlace = 2 ** -23;
/** Such movements that are allowed, and norm-wise what a well-conditioned net has and any may have. */
const movements = 8;
const [least, most] = [2e-5, 1e-4];
const draws = [1, 2, 3];

/** @returns of each step what each gradient may be off by, norm-wise */
export function limitsOfOne(
  reference: (parameters: Tensors) => Steps,
  parameters: Tensors,
  expected: Steps,
): Record<string, number>[] {
  const nudged = draws.map((draw) => reference(nudge(parameters, draw)));
  return expected.map(({ gradients }, step) =>
    Object.fromEntries(
      Object.entries(gradients).map(([name, exact]) => {
        const moved = nudged.map((steps) => {
          const got = steps[step].gradients[name];
          return measureDeviation({ name, got, expected: exact }).normWise;
        });
        return [name, Math.min(most, Math.max(least, movements * Math.max(...moved)))];
      }),
    ),
  );
}

function nudge(parameters: Tensors, draw: number): Tensors {
  const next = uniformNumbers(draw);
  const off = () => (next() < 0.5 ? -lastPlace : lastPlace);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, values]) => [name, values.map((v) => v * (1 + off()))]),
  );
}
