/** The `Params` structs of a plan's dispatches as bytes of one uniform buffer. */
import { readInterface } from './kernel-source.ts';
import { ShapeError } from '../lib/errors.ts';
import type { Dispatch } from './op.ts';

/** Dynamic uniform offsets are multiples of this on every device. */
const slotBytes = 256;

export interface PackedParams {
  params: Uint8Array<ArrayBuffer>;
  paramsOffsets: number[];
}

export function packParams(dispatches: readonly Dispatch[]): PackedParams {
  const slots = new Map<string, number>();
  const contents: Uint8Array[] = [];
  const paramsOffsets = dispatches.map((dispatch) => {
    const bytes = encodeParams(dispatch);
    const key = new Uint32Array(bytes.buffer).join();
    const slot = slots.get(key) ?? contents.push(bytes) - 1;
    slots.set(key, slot);
    return slot * slotBytes;
  });
  const params = new Uint8Array(Math.max(1, contents.length) * slotBytes);
  contents.forEach((bytes, slot) => params.set(bytes, slot * slotBytes));
  return { params, paramsOffsets };
}

function encodeParams({ kernel, params, label }: Dispatch): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(slotBytes));
  readInterface(kernel).params.forEach(({ name, type }, index) => {
    const value = params[name];
    const fits = type === 'f32' || (Number.isInteger(value) && value >= 0 && value < 2 ** 32);
    if (value === undefined || !fits) {
      throw new ShapeError({
        where: label,
        what: 'a number of the kernel is missing or no whole number',
        values: { name, value: String(value) },
        advice: 'Give it in the params of the dispatch',
      });
    }
    if (type === 'f32') view.setFloat32(index * 4, value, true);
    else view.setUint32(index * 4, value, true);
  });
  return new Uint8Array(view.buffer);
}
