/** The values that a net starts with. */
import { uniformFloats } from '../lib/random.ts';
import { type NamedValues, valueCount } from './parameters.ts';
import { type ModelShape, parameterSpecs } from './shape.ts';

/**
 * As PyTorch draws them: U(±1/√H) everywhere, N(0, 1) for the embedding. Each parameter has its own
 * stream of the seed, so its values do not depend on the others.
 */
export function initialParameters(shape: ModelShape, seed: number): NamedValues[] {
  const bound = 1 / Math.sqrt(shape.hiddenSize);
  return parameterSpecs(shape).map((spec, stream) => {
    const count = valueCount(spec);
    const values = spec.name.startsWith('embedding')
      ? normalFloats(seed, stream, count)
      : uniformFloats(seed, stream, count, -bound, bound);
    return { name: spec.name, shape: spec.shape, values };
  });
}

/** Standard normal numbers by Box and Muller's method. */
function normalFloats(seed: number, stream: number, count: number): Float32Array<ArrayBuffer> {
  const uniform = uniformFloats(seed, stream, count * 2, 0, 1);
  return Float32Array.from({ length: count }, (_, index) => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform[2 * index]));
    return radius * Math.cos(2 * Math.PI * uniform[2 * index + 1]);
  });
}
