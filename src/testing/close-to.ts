/**
 * Tolerance checks of computed tensors against expected ones. A failure names the tensor, the worst
 * element with its index, what was got and expected, and how far the whole tensor is off.
 */

/** A number was off by more than allowed. The runner of planted bugs tells it from other errors. */
export class DeviationError extends Error {
  override readonly name = 'DeviationError';
}

export interface Compared {
  /** For the message, e.g. `rnn.weight_ih_l0`. */
  name: string;
  /** For the index in the message; flat when absent. */
  shape?: number[];
  got: ArrayLike<number>;
  expected: ArrayLike<number>;
}

export interface Deviation {
  /** max |got − expected|. */
  worst: number;
  /** Flat index of the worst. */
  index: number;
  /** ‖got − expected‖ / ‖expected‖; 0 when both are all zero, ∞ when only `expected` is. */
  normWise: number;
  /** max |expected|. */
  scale: number;
}

/** How far `got` is from `expected`; fails at once on other lengths and on what is not finite. */
export function measureDeviation(compared: Compared): Deviation {
  const { got, expected } = compared;
  if (got.length !== expected.length) {
    throw new DeviationError(
      `${title(compared)}: got ${got.length} values, expected ${expected.length}.`,
    );
  }
  let worst = 0;
  let index = 0;
  let squares = 0;
  let expectedSquares = 0;
  let scale = 0;
  for (let i = 0; i < got.length; i += 1) {
    const difference = Math.abs(got[i] - expected[i]);
    if (!Number.isFinite(difference)) {
      throw new DeviationError(
        `${title(compared)}: not finite at ${place(compared, i)}: got ${got[i]}, expected ${expected[i]}.`,
      );
    }
    if (difference > worst) [worst, index] = [difference, i];
    squares += difference ** 2;
    expectedSquares += expected[i] ** 2;
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  const normWise = squares === 0 ? 0 : Math.sqrt(squares / expectedSquares);
  return { worst, index, normWise, scale };
}

/** ‖got − expected‖ ≤ limit · ‖expected‖. An expected tensor of zeros must be met exactly. */
export function checkNormWise(compared: Compared, limit: number): Deviation {
  const deviation = measureDeviation(compared);
  if (deviation.normWise > limit) fail(compared, deviation, `norm-wise limit ${limit}`);
  return deviation;
}

/** |got − expected| ≤ limit for each element. */
export function checkAbsolute(compared: Compared, limit: number): Deviation {
  const deviation = measureDeviation(compared);
  if (deviation.worst > limit) fail(compared, deviation, `absolute limit ${limit}`);
  return deviation;
}

/** |got − expected| ≤ limit · max |expected| for each element. */
export function checkScaled(compared: Compared, limit: number): Deviation {
  const deviation = measureDeviation(compared);
  const allowed = limit * deviation.scale;
  if (deviation.worst > allowed) {
    fail(compared, deviation, `limit ${limit} of max ${format(deviation.scale)}`);
  }
  return deviation;
}

/** A gradient tensor of the GPU: norm-wise 1e-4, each element 1e-4 of the largest. */
export function checkGradient(compared: Compared, limit = 1e-4): Deviation {
  checkNormWise(compared, limit);
  return checkScaled(compared, limit);
}

function fail(compared: Compared, deviation: Deviation, limit: string): never {
  const { index, worst, normWise } = deviation;
  const got = format(compared.got[index]);
  const expected = format(compared.expected[index]);
  throw new DeviationError(
    `${title(compared)}: worst at ${place(compared, index)}: got ${got}, expected ${expected}, ` +
      `off by ${worst.toExponential(2)}; norm-wise ${normWise.toExponential(2)}; ${limit}.`,
  );
}

function title({ name, shape }: Compared): string {
  return shape ? `${name} [${shape.join(', ')}]` : name;
}

/** `[3, 0, 5]` in the tensor's shape, or the flat index. */
function place({ shape }: Compared, index: number): string {
  if (!shape) return `[${index}]`;
  const indices: number[] = [];
  let rest = index;
  for (const extent of shape.toReversed()) {
    indices.unshift(rest % extent);
    rest = Math.floor(rest / extent);
  }
  return `[${indices.join(', ')}]`;
}

function format(value: number): string {
  return String(Number(value.toPrecision(9)));
}
