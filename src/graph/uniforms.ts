/** The `Uniforms` structs of a plan's dispatches as bytes of one uniform buffer. */
import { readInterface } from './kernel-source.ts';
import { ShapeError } from '../lib/errors.ts';
import type { Dispatch } from './op.ts';

/** Dynamic uniform offsets are multiples of this on every device. */
const alignment = 256;

export interface PackedUniforms {
  uniforms: Uint8Array<ArrayBuffer>;
  uniformOffsets: number[];
}

export function packUniforms(dispatches: readonly Dispatch[]): PackedUniforms {
  const places = new Map<string, number>();
  const contents: Uint8Array[] = [];
  const uniformOffsets = dispatches.map((dispatch) => {
    const bytes = encodeUniforms(dispatch);
    const key = new Uint32Array(bytes.buffer).join();
    const place = places.get(key) ?? contents.push(bytes) - 1;
    places.set(key, place);
    return place * alignment;
  });
  const uniforms = new Uint8Array(Math.max(1, contents.length) * alignment);
  contents.forEach((bytes, place) => uniforms.set(bytes, place * alignment));
  return { uniforms, uniformOffsets };
}

function encodeUniforms({ kernel, uniforms, label }: Dispatch): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(alignment));
  readInterface(kernel).uniforms.forEach(({ name, type }, index) => {
    const value = uniforms[name];
    const fits = type === 'f32' || (Number.isInteger(value) && value >= 0 && value < 2 ** 32);
    if (value === undefined || !fits) {
      throw new ShapeError({
        where: label,
        what: 'a number of the kernel is missing or no whole number',
        values: { name, value: String(value) },
        advice: 'Give it in the uniforms of the dispatch',
      });
    }
    if (type === 'f32') view.setFloat32(index * 4, value, true);
    else view.setUint32(index * 4, value, true);
  });
  return new Uint8Array(view.buffer);
}
