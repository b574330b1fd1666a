/** What a stack of recurrent layers is made of. */
import type { Cell } from '../cells/cell.ts';

export interface StackSizes {
  cell: Cell;
  layers: number;
  hiddenSize: number;
  /** 2: every layer also reads the sequence from its end. Default 1. */
  directions?: 1 | 2;
  /** Sequences begin from parameters instead of zero. */
  learnsInitialState?: boolean;
  /** Time steps that the lowest layer reads at once, the last of them its own. Default 1. */
  window?: number;
}

export interface StackShape extends StackSizes {
  /** Of its parameters' names, and of its tensors: `rnn`, as PyTorch calls it, in a model of one. */
  prefix: string;
  /** Features of what the lowest layer reads; tokens where they are one-hot. */
  inputSize: number;
  /** Directions of the stack that it reads, each of `inputSize` features; absent: it reads none. */
  inputParts?: number;
}

export const directionsOf = ({ directions = 1 }: Pick<StackSizes, 'directions'>): 1 | 2 =>
  directions;

/** Of a layer, from 0: those above read one time step of what is below. */
export const windowOf = ({ window = 1 }: Pick<StackSizes, 'window'>, layer: number): number =>
  layer === 0 ? window : 1;

/** PyTorch's ending of a layer's names. */
export function layerSuffix(layer: number, direction = 0): string {
  return `_l${layer}${direction === 0 ? '' : '_reverse'}`;
}

/** The section of the states that its sequences begin with. */
export const initialSection = (prefix: string): string => `${prefix}.initial`;

/** What the tensors of a stack are called after: nothing in front where it is the only one. */
export const labelOf = ({ prefix }: Pick<StackShape, 'prefix'>): string =>
  prefix === 'rnn' ? '' : `${prefix}.`;
