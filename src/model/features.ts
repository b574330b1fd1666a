/** x⟨t⟩ is a vector of numbers: as they are given, they go into the first layer's product. */
import type { Tensor } from '../graph/tensor.ts';
import { features as featuresOp } from '../ops/features.ts';
import type { TokenRows } from '../recurrence/strategy.ts';
import type { Module } from './module.ts';

/** What a shape says of it. It brings its module, so that only tasks of numbers load that. */
export interface Features {
  /** F: numbers of a time step. */
  size: number;
  /** Bits of numbers [T, B, F] -> [T, B, F] */
  module: Module<TokenRows, Tensor>;
}

export function features(size: number): Features {
  return {
    size,
    module: {
      specs: [],

      record(graph, _, { tokens, gathering: { tokenStride } }) {
        return graph.record(featuresOp, [tokens], { tokenStride });
      },
    },
  };
}
