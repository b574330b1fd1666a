/**
 * Weights by PyTorch's names, from wherever they were made, as the parameters of a net; and back.
 * PyTorch's recurrent layers have two biases, `bias_ih` and `bias_hh`, which are always added but for
 * the candidate of its GRU: there the second one stands within the reset, and is a parameter of its
 * own here, `bias_hn`. Import adds the others up, export writes them as zeros.
 */
import { CheckpointError } from '../lib/errors.ts';
import type { StoredTensor } from '../lib/safetensors.ts';
import type { ParameterSpec } from './module.ts';
import type { NamedValues } from './parameters.ts';
import { moduleNames, otherNames } from './weight-names.ts';

const firstBias = 'bias_ih';
const secondBias = 'bias_hh';
/** The last rows of the second bias, where they are not added to the first. */
const apartBias = 'bias_hn';

/** What a file has: floating-point tensors, and the kinds of others by name. */
export interface FileTensors {
  tensors: ReadonlyMap<string, StoredTensor>;
  others?: ReadonlyMap<string, string>;
}

export interface ImportedWeights {
  weights: NamedValues[];
  /** Counters and the like, which no net needs. */
  leftOut: string[];
}

/**
 * The parameters of a net, each with values of its own, by whatever names their
 * modules have in the file.
 * @throws CheckpointError when a tensor is missing, of another shape or kind, or one too many
 */
export function importWeights(
  specs: readonly ParameterSpec[],
  { tensors, others = new Map() }: FileTensors,
): ImportedWeights {
  const extentsOf = new Map(specs.map(({ name, shape: extents }) => [name, extents]));
  const names = moduleNames([...tensors.keys(), ...others.keys()]);
  const left = new Set(names.values());
  const take = (
    name: string,
    extents: readonly number[],
  ): Float32Array<ArrayBuffer> | undefined => {
    const inFile = names.get(name);
    if (inFile === undefined) return undefined;
    left.delete(inFile);
    const tensor = tensors.get(inFile);
    if (!tensor) {
      const values = { name: inFile, kind: others.get(inFile) ?? '' };
      throw new CheckpointError({ code: 'tensor of another kind', values });
    }
    assertShape(inFile, tensor.shape, extents);
    return tensor.values;
  };
  const takeValues = (name: string, extents: readonly number[]): Float32Array<ArrayBuffer> => {
    const values = take(name, extents);
    if (values) return values.slice();
    throw otherNames('tensor missing', name, specs, [...names.values()]);
  };
  const weights = specs.map(({ name, shape: extents }) => {
    if (name.includes(apartBias)) {
      const whole = extentsOf.get(name.replace(apartBias, firstBias)) ?? [];
      const second = takeValues(name.replace(apartBias, secondBias), whole);
      return { name, shape: extents, values: second.slice(whole[0] - extents[0]) };
    }
    const values = takeValues(name, extents);
    if (name.includes(firstBias)) {
      const [apart] = extentsOf.get(name.replace(firstBias, apartBias)) ?? [0];
      const second = take(name.replace(firstBias, secondBias), extents);
      // a zero is left out, so that not even the sign of a zero changes
      second?.subarray(0, extents[0] - apart).forEach((value, index) => {
        if (value !== 0) values[index] += value;
      });
    }
    return { name, shape: extents, values };
  });
  const surplus = [...left].find((name) => (tensors.get(name)?.values.length ?? 0) > 0);
  if (surplus !== undefined) {
    throw otherNames('tensor not needed', surplus, specs, [...names.values()]);
  }
  return { weights, leftOut: [...left] };
}

/** In PyTorch's order, with the second biases. */
export function exportWeights(parameters: readonly NamedValues[]): Map<string, StoredTensor> {
  const apart = new Map(
    parameters
      .filter(({ name }) => name.includes(apartBias))
      .map(({ name, values }) => [name.replace(apartBias, secondBias), values]),
  );
  const tensors = new Map<string, StoredTensor>();
  for (const { name, shape, values } of parameters) {
    if (name.includes(apartBias)) continue;
    tensors.set(name, { shape, values });
    if (name.includes(firstBias)) {
      const second = name.replace(firstBias, secondBias);
      const secondValues = new Float32Array(values.length);
      const own = apart.get(second);
      if (own) secondValues.set(own, values.length - own.length);
      tensors.set(second, { shape, values: secondValues });
    }
  }
  return tensors;
}

/** @throws CheckpointError */
export function assertShape(
  name: string,
  given: readonly number[],
  expected: readonly number[],
): void {
  if (listed(given) === listed(expected)) return;
  const values = { name, given: listed(given), wanted: listed(expected) };
  throw new CheckpointError({ code: 'tensor of another shape', values });
}

function listed(extents: readonly number[]): string {
  return `[${extents.join(', ')}]`;
}
