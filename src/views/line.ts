/** A line of the person's own, and a layer, as the net that is looked at has them. */
import type { ModelShape } from '../model/shape.ts';
import type { LiveNet } from './view.ts';

export interface Line {
  tokens: Uint32Array;
  /** One per token. */
  characters: string[];
  /** Characters of the line that are not in the vocabulary, each once. */
  skipped: string[];
}

/** @param most tokens: the end of the line, where it is longer */
export function readLine({ vocabulary }: LiveNet['text'], line: string, most = Infinity): Line {
  const { tokens: all, skipped } = vocabulary.encode(line);
  const tokens = Uint32Array.from(all).subarray(Math.max(0, all.length - most));
  const characters = Array.from(tokens, (token) => vocabulary.decode(token));
  return { tokens, characters, skipped };
}

/** @param layer from 1. @returns one that the net has, from 1 */
export function layerWithin({ layers }: ModelShape, layer: number): number {
  return Math.max(1, Math.min(layers, Math.floor(layer) || 1));
}
