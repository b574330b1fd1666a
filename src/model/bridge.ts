/**
 * Where a decoder begins, from where an encoder ended: a layer's state is that of the layer itself;
 * of an encoder that reads both ways a learned projection of both directions', W [→s, ←s].
 */
import type { Cell } from '../cells/cell.ts';
import { recurrentStatesOf } from '../cells/cell.ts';
import { padded, type Tensor } from '../graph/tensor.ts';
import { transposedMatrix } from './layout.ts';
import { type Module, parameterOf } from './module.ts';
import { sumOfProducts } from './products.ts';

export interface BridgeSizes {
  cell: Cell;
  layers: number;
  hiddenSize: number;
  /** Of the encoder. */
  directions: 1 | 2;
}

/** By layer, direction and state, each [B, H]. */
export type Ends = readonly (readonly (readonly Tensor[])[])[];

export function bridge(
  prefix: string,
  { cell, layers, hiddenSize, directions }: BridgeSizes,
): Module<Ends, Ends> {
  const states = recurrentStatesOf(cell).map(({ id }) => id);
  const nameOf = (layer: number, state: number) => `${prefix}.weight_${states[state]}_l${layer}`;
  if (directions === 1) return { specs: [], record: (_graph, _parameters, ends) => ends };
  const owner = { module: 'bridge', hiddenSize } as const;
  const places = Array.from({ length: layers * states.length }, (_, at) =>
    nameOf(Math.floor(at / states.length), at % states.length),
  );
  return {
    specs: places.map((name) => ({
      ...transposedMatrix(name, [hiddenSize, hiddenSize], directions),
      // as wide as states lie, which a decoder begins in
      stored: [directions * padded(hiddenSize), padded(hiddenSize)],
      owner,
    })),

    record(graph, parameters, ends) {
      return ends.map((both, layer) => [
        states.map((_, state) => {
          const weight = parameterOf(parameters, nameOf(layer, state));
          const parts = both.map((own) => own[state]);
          return sumOfProducts(graph, parts, weight);
        }),
      ]);
    },
  };
}
