/** A layer and a direction as the net that is looked at has them. */
import { directionsOf, type StackSizes } from '../model/stack-shape.ts';
import type { Direction } from '../protocol/direction.ts';

/** @param layer from 1. @returns one that the net has, from 1 */
export function layerWithin({ layers }: StackSizes, layer: number): number {
  return Math.max(1, Math.min(layers, Math.floor(layer) || 1));
}

export function directionWithin(shape: StackSizes, direction: Direction = 0): Direction {
  return direction === 1 && directionsOf(shape) === 2 ? 1 : 0;
}
