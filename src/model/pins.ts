/** Gates that are held at 0 or 1, or rounded, whatever their preactivation says. */
import { padded, quarter } from '../graph/tensor.ts';
import { directionsOf, type StackSizes } from './stack-shape.ts';
import type { Hold, Pin } from '../protocol/pin.ts';
import type { StackPart } from '../protocol/stack-part.ts';

/** As in shaders/recurrence/gates-pinned.wgsl. */
const codes: Record<Hold, number> = { free: 0, zero: 1, one: 2, rounded: 3 };

/** Words of one layer's pins, [D, H/4, G, 4]. */
export function pinWords(shape: StackSizes): number {
  return directionsOf(shape) * padded(shape.hiddenSize) * shape.cell.gates.length;
}

/**
 * The pins of each layer, as the kernels read them.
 * @param part of a model that reads a source first
 */
export function packPins(
  shape: StackSizes,
  pins: readonly Pin[],
  part: StackPart = 'decoder',
): Uint32Array<ArrayBuffer>[] {
  const { cell, hiddenSize, layers } = shape;
  const count = cell.gates.length;
  const half = padded(hiddenSize) * count;
  const packed = Array.from({ length: layers }, () => new Uint32Array(pinWords(shape)));
  for (const { layer, direction = 0, gate, unit, hold, ...of } of pins) {
    if ((of.part ?? 'decoder') !== part) continue;
    const words = packed[layer - 1] as Uint32Array | undefined;
    const index = cell.gates.findIndex(({ id, scale }) => id === gate && scale === 'gate');
    if (!words || index < 0 || direction >= directionsOf(shape)) continue;
    for (let four = 0; four < quarter(hiddenSize); four++) {
      for (let lane = 0; lane < 4; lane++) {
        if (unit !== null && unit !== four * 4 + lane) continue;
        words[direction * half + (four * count + index) * 4 + lane] = codes[hold];
      }
    }
  }
  return packed;
}

/** Gates of single units that are not free. */
export function countPins(
  { cell, hiddenSize }: StackSizes,
  packed: readonly Uint32Array[],
): number {
  const half = padded(hiddenSize) * cell.gates.length;
  const isReal = (at: number) =>
    Math.floor((at % half) / (4 * cell.gates.length)) * 4 + (at % 4) < hiddenSize;
  return packed.reduce(
    (sum, words) => sum + words.reduce((n, code, at) => n + (code && isReal(at) ? 1 : 0), 0),
    0,
  );
}
