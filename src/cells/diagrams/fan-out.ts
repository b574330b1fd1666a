/** Wires that run along below the gates, in the drawings of cells. */
import type { Point, Wire } from '../../protocol/diagram.ts';

/** Where vectors run along below the gates. */
export const bus = 262;

/** A vector that goes by way of these corners to the bus, and from there up into each gate. */
export function fanOut(from: string, gates: Record<string, number>, ...corners: Point[]): Wire[] {
  return Object.entries(gates).map(([gate, x]) => [from, gate, ...corners, [x, bus]]);
}
