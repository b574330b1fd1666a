/**
 * What one weight does at every time step: what it multiplies, and what the product goes into. The
 * gradient of the weight is the sum, over all time steps, of the one times the gradient of the other.
 */
import { inputGatesOf, recurrentGatesOf } from '../cells/cell.ts';
import type { ModelShape } from './shape.ts';
import { layerSuffix } from './stack-shape.ts';
import type { Operand, WeightUse } from '../protocol/frames.ts';

const one: Operand = { kind: 'one' };

/**
 * @param name PyTorch's, of a net that reads in one direction
 * @param index in PyTorch's order
 */
export function weightUse(shape: ModelShape, name: string, index: number): WeightUse {
  const { hiddenSize, layers, vocabSize, embeddingSize } = shape;
  const at = (columns: number): [row: number, column: number] => [
    Math.floor(index / columns),
    index % columns,
  ];
  if (name === 'head.bias') return { into: { kind: 'logit', token: index }, times: one, sign: 1 };
  if (name === 'head.weight') {
    const [token, unit] = at(hiddenSize);
    const times = stateOf(shape, layers - 1, { slot: 0, time: 'now' }, unit);
    return { into: { kind: 'logit', token }, times, sign: 1 };
  }
  if (name === 'embedding.weight') {
    const [token, feature] = at(embeddingSize);
    return { into: { kind: 'feature', feature }, times: { kind: 'token', token }, sign: 1 };
  }
  const { kind, layer } = layerPart(shape, name);
  if (kind === 'weight_ih') {
    const size = layer > 0 ? hiddenSize : embeddingSize || vocabSize;
    const [row, column] = at(size);
    const gate = inputGatesOf(shape.cell)[Math.floor(row / hiddenSize)];
    return gateUse(shape, layer, gate, row % hiddenSize, readBy(shape, layer, column));
  }
  if (kind === 'weight_hh') {
    const [row, column] = at(hiddenSize);
    const gate = recurrentGatesOf(shape.cell)[Math.floor(row / hiddenSize)];
    const times = stateOf(shape, layer, operandOf(shape, gate), column);
    return gateUse(shape, layer, gate, row % hiddenSize, times);
  }
  const [block, unit] = at(hiddenSize);
  if (kind === 'bias_ih') return gateUse(shape, layer, inputGatesOf(shape.cell)[block], unit, one);
  const { gate, times } = shape.cell.vectors!.terms[block];
  return gateUse(shape, layer, gate, unit, times ? stateOf(shape, layer, times, unit) : one);
}

/** Of `rnn.<kind>_l<layer>`. */
function layerPart({ layers }: ModelShape, name: string): { kind: string; layer: number } {
  for (let layer = 0; layer < layers; layer++) {
    const [before, after] = ['rnn.', layerSuffix(layer)];
    if (name.startsWith(before) && name.endsWith(after)) {
      return { kind: name.slice(before.length, -after.length), layer };
    }
  }
  throw new Error(`weight use: the net has no weight ${name}`);
}

function gateUse(
  { cell }: ModelShape,
  layer: number,
  gate: number,
  unit: number,
  times: Operand,
): WeightUse {
  const { role, symbol, negated } = cell.gates[gate];
  return { into: { kind: 'gate', layer, gate, role, symbol, unit }, times, sign: negated ? -1 : 1 };
}

/** The recurrent operand of a gate. */
function operandOf({ cell }: ModelShape, gate: number) {
  const phase = cell.phases.find(
    ({ gates: [first, count] }) => first <= gate && gate < first + count,
  );
  return phase!.operand;
}

function stateOf(
  { cell }: ModelShape,
  layer: number,
  { slot, time }: { slot: number; time: 'before' | 'now' },
  unit: number,
): Operand {
  return { kind: 'state', layer, slot, symbol: cell.slots[slot].symbol, time, unit };
}

/** What a layer reads: the layer below, the embedded token, or which token it is. */
function readBy(shape: ModelShape, layer: number, column: number): Operand {
  if (layer > 0) return stateOf(shape, layer - 1, { slot: 0, time: 'now' }, column);
  if (shape.embeddingSize > 0) return { kind: 'feature', feature: column };
  return { kind: 'token', token: column };
}
