/** The values that a net starts with. */
import { inputGatesOf, recurrentGatesOf } from '../cells/cell.ts';
import { uniformFloats } from '../lib/random.ts';
import { asPart, runAtOnce, type Slices } from '../lib/slices.ts';
import { orthogonalMatrix } from './orthogonal.ts';
import { type NamedValues, valueCount } from './parameters.ts';
import { ownName, type ParameterSpec } from './module.ts';

type Values = Float32Array<ArrayBuffer>;

export interface Initialisation {
  /**
   * - `uniform`: U(±1/√H) everywhere, as PyTorch draws them
   * - `xavier`: weights U(±√(6 / (fan in + fan out))), each gate for itself; biases 0 (Glorot,
   *   Bengio 2010)
   * - `orthogonal`: the recurrent weights of each gate are an orthogonal matrix (Saxe et al. 2014);
   *   the others are uniform
   * - `identity`: the recurrent weights of each gate are the identity and the layers' biases 0 (Le,
   *   Jaitly, Hinton 2015); the others are uniform
   */
  scheme: 'uniform' | 'xavier' | 'orthogonal' | 'identity';
  /**
   * How much more of its memory a cell keeps at first: added to the bias of the gate that keeps it,
   * b_f of an LSTM, or taken from it where the gate says what is replaced, b_u of a GRU (Gers 2000;
   * Jozefowicz et al. 2015).
   */
  memoryBias: number;
}

const pytorchInitialisation: Initialisation = { scheme: 'uniform', memoryBias: 0 };

/** All at once: for small nets. */
export function initialParameters(
  specs: readonly ParameterSpec[],
  seed: number,
  initialisation?: Initialisation,
): NamedValues[] {
  return runAtOnce(initialSlices(specs, seed, initialisation));
}

/**
 * N(0, 1) for the embedding, zeros for initial states, everything else as the scheme says. Each parameter has its own stream
 * of the seed, so its values do not depend on the others. Yields the values that are done.
 */
export function* initialSlices(
  specs: readonly ParameterSpec[],
  seed: number,
  { scheme, memoryBias }: Initialisation = pytorchInitialisation,
): Slices<NamedValues[]> {
  const drawn: NamedValues[] = [];
  let done = 0;
  for (const [stream, spec] of specs.entries()) {
    const before = done;
    const draw = { seed, stream, count: valueCount(spec) };
    const values = yield* asPart(drawSlices(spec, scheme, draw), (own) => before + own);
    addToMemoryGate(values, spec, memoryBias);
    drawn.push({ name: spec.name, shape: spec.shape, values });
    done += values.length;
    yield done;
  }
  return drawn;
}

/** Which of the seed's numbers, and how many. */
interface Draw {
  seed: number;
  stream: number;
  count: number;
}

function* drawSlices(
  { name, shape, owner }: ParameterSpec,
  scheme: Initialisation['scheme'],
  draw: Draw,
): Slices<Values> {
  const own = ownName({ name });
  const { hiddenSize } = owner;
  const isRecurrent = own.startsWith('weight_hh');
  if (owner.module === 'embedding') return normalFloats(draw);
  if (own.startsWith('initial_')) return new Float32Array(draw.count);
  if (scheme === 'orthogonal' && owner.module === 'stack' && isRecurrent) {
    return yield* orthogonalSlices(hiddenSize, recurrentGatesOf(owner.cell).length, draw);
  }
  if (scheme === 'identity' && isRecurrent) return identities(hiddenSize, draw.count);
  const hasZeroBias = scheme === 'xavier' || (scheme === 'identity' && owner.module === 'stack');
  if (hasZeroBias && own.startsWith('bias')) return new Float32Array(draw.count);
  const isGateMatrix = isRecurrent || own.startsWith('weight_ih');
  const isOtherMatrix = owner.module !== 'stack' && own.startsWith('weight');
  if (scheme === 'xavier' && (isGateMatrix || isOtherMatrix)) {
    const [rows, columns] = shape;
    return symmetricFloats(draw, Math.sqrt(6 / ((isGateMatrix ? hiddenSize : rows) + columns)));
  }
  return symmetricFloats(draw, 1 / Math.sqrt(hiddenSize));
}

/** [gates · H, H]: an orthogonal matrix for each gate. */
function* orthogonalSlices(size: number, gates: number, draw: Draw): Slices<Values> {
  const values = new Float32Array(draw.count);
  const each = (size * (size + 1)) / 2;
  const normals = normalFloats({ ...draw, count: gates * each });
  for (let gate = 0; gate < gates; gate++) {
    const first = gate * size * size;
    const own = normals.subarray(gate * each, (gate + 1) * each);
    const slices = orthogonalMatrix(size, own);
    values.set(yield* asPart(slices, (reflections) => first + reflections * size), first);
  }
  return values;
}

/** [gates · H, H]: the identity for each gate. */
function identities(size: number, count: number): Values {
  return Float32Array.from({ length: count }, (_, index) =>
    Math.floor(index / size) % size === index % size ? 1 : 0,
  );
}

/** @param values in PyTorch's order of gates and with its signs, where they are a layer's bias */
function addToMemoryGate(values: Values, { name, owner }: ParameterSpec, memoryBias: number) {
  if (owner.module !== 'stack' || !ownName({ name }).startsWith('bias_ih')) return;
  const { cell, hiddenSize } = owner;
  if (!cell.memory || memoryBias === 0) return;
  const { gate, complement } = cell.memory.retainedBy;
  const first = inputGatesOf(cell).indexOf(gate) * hiddenSize;
  // PyTorch's z of a GRU is 1 − Γu, the very share that is kept
  const isTurned = complement !== (cell.gates[gate].negated ?? false);
  const added = isTurned ? -memoryBias : memoryBias;
  for (let unit = 0; unit < hiddenSize; unit++) values[first + unit] += added;
}

/** U(±bound) */
function symmetricFloats({ seed, stream, count }: Draw, bound: number): Values {
  return uniformFloats(seed, stream, count, -bound, bound);
}

/** Standard normal numbers by Box and Muller's method. */
function normalFloats({ seed, stream, count }: Draw): Values {
  const uniform = uniformFloats(seed, stream, count * 2, 0, 1);
  return Float32Array.from({ length: count }, (_, index) => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform[2 * index]));
    return radius * Math.cos(2 * Math.PI * uniform[2 * index + 1]);
  });
}
