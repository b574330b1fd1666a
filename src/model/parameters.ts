/** Parameters at the boundary: packing between PyTorch's layout and the GPU's. */
import { runAtOnce, type Slices } from '../lib/slices.ts';
import { alignedWords } from '../graph/graph.ts';
import { wordsOf } from '../graph/tensor.ts';
import { parameterSections, type ParameterSpec } from './module.ts';

export interface NamedValues {
  name: string;
  shape: readonly number[];
  values: Float32Array<ArrayBuffer>;
}

/** Values handled between two chances to pause. */
const sliceValues = 1 << 15;

export const valueCount = ({ shape }: ParameterSpec): number => shape.reduce((a, b) => a * b, 1);

/**
 * What is packed: values that change sign with their gate (weights, gradients, first moments), or
 * squares, which do not.
 */
export type Signs = 'signed' | 'squares';

/** The flat parameter buffer's contents; padding is zero. */
export function packParameters(
  specs: readonly ParameterSpec[],
  named: readonly NamedValues[],
  signs: Signs = 'signed',
): Float32Array<ArrayBuffer> {
  const { starts, words } = sections(specs);
  const flat = new Float32Array(words);
  for (const spec of specs) {
    const { values } = named.find(({ name }) => name === spec.name) as NamedValues;
    const start = starts.get(spec.section) as number;
    for (let index = 0; index < values.length; index++) {
      const { word, sign } = spec.place(index);
      flat[start + word] = signs === 'squares' ? values[index] : sign * values[index];
    }
  }
  return flat;
}

/** The inverse: PyTorch's names, shapes and order, from a flat buffer (weights or gradients). */
export function unpackParameters(
  specs: readonly ParameterSpec[],
  flat: Float32Array,
): NamedValues[] {
  return runAtOnce(unpackSlices(specs, flat));
}

/** As `unpackParameters`; yields the values done. */
export function* unpackSlices(
  specs: readonly ParameterSpec[],
  flat: Float32Array,
  signs: Signs = 'signed',
): Slices<NamedValues[]> {
  const unpacked: NamedValues[] = [];
  const { starts } = sections(specs);
  let done = 0;
  for (const spec of specs) {
    const values = new Float32Array(valueCount(spec));
    const start = starts.get(spec.section) as number;
    for (let index = 0; index < values.length; index++) {
      const { word, sign } = spec.place(index);
      const value = flat[start + word];
      values[index] = signs === 'squares' ? value : sign * value;
      if (++done % sliceValues === 0) yield done;
    }
    unpacked.push({ name: spec.name, shape: spec.shape, values });
  }
  return unpacked;
}

/** Where a section of the flat buffers starts, in words. */
export function sectionWord(specs: readonly ParameterSpec[], section: string): number {
  return sections(specs).starts.get(section) as number;
}

/** Where the sections of a flat buffer start, and its words, padding included. */
function sections(specs: readonly ParameterSpec[]) {
  const starts = new Map<string, number>();
  let words = 0;
  for (const { name, stored } of parameterSections(specs)) {
    starts.set(name, words);
    words += alignedWords(wordsOf(stored, 'f32'));
  }
  return { starts, words };
}
