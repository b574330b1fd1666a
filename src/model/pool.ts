/** One vector for each sequence, for models that answer once. */
import type { Tensor } from '../graph/tensor.ts';
import { pool as poolOp, type PoolAttributes } from '../ops/pool.ts';
import type { Module } from './module.ts';

export interface PoolInput {
  /** [T, B, D·H] */
  x: Tensor;
  /** Real time steps of each sequence [B]; absent: all. */
  lengths?: Tensor;
}

/** [T, B, D·H] -> [B, D·H] */
export function pool(
  kind: PoolAttributes['kind'],
  directions: PoolAttributes['directions'],
): Module<PoolInput, Tensor> {
  return {
    specs: [],

    record(graph, _, { x, lengths }) {
      const inputs = lengths ? [x, lengths] : [x];
      return graph.record(poolOp, inputs, { kind, directions });
    },
  };
}
