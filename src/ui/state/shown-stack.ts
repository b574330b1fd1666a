/** The stacks of a net as its own description has them: of most nets there is one. */
import type { NetInfo } from '../../protocol/net-info.ts';
import type { StackPart } from '../../protocol/stack-part.ts';

export interface ShownStack {
  layers: number;
  /** 2: every layer also reads from the end. */
  directions: 1 | 2;
}

export const hasParts = (net: NetInfo | null): boolean => net?.unrolled.source !== undefined;

/** The one that answers where the net has no other. */
export function stackOf(net: NetInfo | null, part: StackPart = 'decoder'): ShownStack {
  const source = part === 'encoder' ? net?.unrolled.source : undefined;
  if (!source) return { layers: net?.layers ?? 1, directions: net?.directions ?? 1 };
  const [{ walks }] = source.layers;
  return { layers: source.layers.length, directions: walks.length === 2 ? 2 : 1 };
}
