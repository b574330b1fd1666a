/**
 * What the gradient of one weight is the sum of: one summand per time step, the gradient of a
 * preactivation times what the weight multiplied there. dW[i, j] = Σ_t dẑ⟨t⟩[i] · operand⟨t⟩[j].
 */
import { inputGatesOf, recurrentGatesOf } from '../cells/cell.ts';
import { padded, quarter } from '../graph/tensor.ts';
import type { ModelShape } from '../model/shape.ts';

/** As they lie on the GPU after backward over one line, batch 1. */
export interface LineRecord {
  tokens: Uint32Array;
  /** Per layer [T, H/4, G, 4]: gradients of the preactivations. */
  gates: readonly Float32Array[];
  /** [layers · SLOTS, T + 1, H], padded. */
  states: Float32Array;
  /** Gradients of the logits [T, V], rows padded. */
  logits: Float32Array;
  /** Gradients of the embedded tokens [T, E], rows padded. */
  input?: Float32Array;
  /** PyTorch's embedding.weight [V, E]. */
  embedding?: Float32Array;
}

type AtTime = (time: number) => number;

/** @param index in PyTorch's order @returns [T]; undefined for a weight that acts only once */
export function gradientSummands(
  shape: ModelShape,
  record: LineRecord,
  name: string,
  index: number,
): Float64Array | undefined {
  const factors = factorsOf(shape, record, name, index);
  if (!factors) return undefined;
  const [gradient, operand] = factors;
  return Float64Array.from(record.tokens, (_, time) => gradient(time) * operand(time));
}

function factorsOf(
  shape: ModelShape,
  record: LineRecord,
  name: string,
  index: number,
): [AtTime, AtTime] | undefined {
  const { hiddenSize, layers, vocabSize, embeddingSize } = shape;
  const { tokens, logits, input } = record;
  if (name === 'head.bias') return [(t) => logits[t * padded(vocabSize) + index], one];
  if (name === 'head.weight') {
    const row = Math.floor(index / hiddenSize);
    const seen = stateAt(shape, record, layers - 1, 0, index % hiddenSize, 'now');
    return [(t) => logits[t * padded(vocabSize) + row], seen];
  }
  if (name === 'embedding.weight' && input) {
    const [row, column] = [Math.floor(index / embeddingSize), index % embeddingSize];
    const isRead = (t: number) => (tokens[t] === row ? 1 : 0);
    return [(t) => input[t * padded(embeddingSize) + column], isRead];
  }
  const [, kind, number] = /^rnn\.(\w+)_l(\d+)$/.exec(name) ?? [];
  return kind === undefined ? undefined : layerFactors(shape, record, kind, Number(number), index);
}

function layerFactors(
  shape: ModelShape,
  record: LineRecord,
  kind: string,
  layer: number,
  index: number,
): [AtTime, AtTime] | undefined {
  const { cell, hiddenSize } = shape;
  const gradientOf = (gate: number, unit: number) => gateGradient(shape, record, layer, gate, unit);
  if (kind === 'bias_ih') {
    const gate = inputGatesOf(cell)[Math.floor(index / hiddenSize)];
    return [gradientOf(gate, index % hiddenSize), one];
  }
  if (kind === 'weight_hh') {
    const [row, column] = [Math.floor(index / hiddenSize), index % hiddenSize];
    const gate = recurrentGatesOf(cell)[Math.floor(row / hiddenSize)];
    const phase = cell.phases.find(
      ({ gates: [first, count] }) => gate >= first && gate < first + count,
    );
    if (!phase) return undefined;
    const { slot, time } = phase.operand;
    return [gradientOf(gate, row % hiddenSize), stateAt(shape, record, layer, slot, column, time)];
  }
  if (kind === 'weight_ih') {
    const size = inputSize(shape, layer);
    const [row, column] = [Math.floor(index / size), index % size];
    const gate = inputGatesOf(cell)[Math.floor(row / hiddenSize)];
    return [gradientOf(gate, row % hiddenSize), readAt(shape, record, layer, column)];
  }
  const term = cell.vectors?.terms[Math.floor(index / hiddenSize)];
  if (kind !== cell.vectors?.name || !term) return undefined;
  const unit = index % hiddenSize;
  const { gate, times } = term;
  const seen = times ? stateAt(shape, record, layer, times.slot, unit, times.time) : one;
  return [gradientOf(gate, unit), seen];
}

const one = () => 1;

function inputSize({ hiddenSize, vocabSize, embeddingSize }: ModelShape, layer: number): number {
  return layer > 0 ? hiddenSize : embeddingSize || vocabSize;
}

/** What a layer reads: the layer below, the embedding of the token, or whether it is this token. */
function readAt(shape: ModelShape, record: LineRecord, layer: number, column: number): AtTime {
  if (layer > 0) return stateAt(shape, record, layer - 1, 0, column, 'now');
  const { tokens, embedding } = record;
  const { embeddingSize } = shape;
  if (embedding) return (t) => embedding[tokens[t] * embeddingSize + column];
  return (t) => (tokens[t] === column ? 1 : 0);
}

/** By PyTorch's preactivation, whose sign may be the other one. */
function gateGradient(
  { cell, hiddenSize }: ModelShape,
  { gates }: LineRecord,
  layer: number,
  gate: number,
  unit: number,
): AtTime {
  const count = cell.gates.length;
  const width = quarter(hiddenSize) * count * 4;
  const at = ((unit >> 2) * count + gate) * 4 + (unit & 3);
  const sign = cell.gates[gate].negated ? -1 : 1;
  return (t) => sign * gates[layer][t * width + at];
}

function stateAt(
  { cell, hiddenSize }: ModelShape,
  { tokens, states }: LineRecord,
  layer: number,
  slot: number,
  unit: number,
  time: 'before' | 'now',
): AtTime {
  const width = padded(hiddenSize);
  const first = (layer * cell.slots.length + slot) * (tokens.length + 1) + (time === 'now' ? 1 : 0);
  return (t) => states[(first + t) * width + unit];
}
