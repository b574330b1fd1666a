/** A layer as the net that is looked at has it. */
import type { ModelShape } from '../model/shape.ts';

/** @param layer from 1. @returns one that the net has, from 1 */
export function layerWithin({ layers }: ModelShape, layer: number): number {
  return Math.max(1, Math.min(layers, Math.floor(layer) || 1));
}
