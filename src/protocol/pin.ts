/** A gate that is held at 0 or 1, or rounded, whatever its preactivation says. */

import type { Direction } from './direction.ts';
import type { StackPart } from './stack-part.ts';

export type Hold = 'free' | 'zero' | 'one' | 'rounded';

/** Later pins go before earlier ones. */
export interface Pin {
  /** From 1. */
  layer: number;
  /** Of a net that reads a source first; absent: the stack that answers. */
  part?: StackPart;
  /** Of a layer that reads both ways; absent: →. */
  direction?: Direction;
  /** Id of the gate. */
  gate: string;
  /** From 0; null: all units of the layer. */
  unit: number | null;
  hold: Hold;
}
