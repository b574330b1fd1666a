/**
 * What one weight does at every time step: what it multiplies, and what the product goes into. The
 * gradient of the weight is the sum, over all time steps, of the one times the gradient of the other.
 */
import { inputGatesOf, recurrentGatesOf } from '../cells/cell.ts';
import { inputSizeOf, type ModelShape } from './shape.ts';
import { directionsOf, layerSuffix, windowOf } from './stack-shape.ts';
import type { Direction } from '../protocol/direction.ts';
import type { Operand, Reach, WeightUse } from '../protocol/frames.ts';

const one: Operand = { kind: 'one' };

/** One walk through time. */
interface WalkOf {
  /** From 0. */
  layer: number;
  direction: Direction;
}

/**
 * @param name PyTorch's
 * @param index in PyTorch's order
 */
export function weightUse(shape: ModelShape, name: string, index: number): WeightUse {
  const { encoder, ...decoder } = shape;
  if (!encoder) return useIn(shape, name, index);
  const { vocabSize, directions } = encoder;
  const reader = { ...decoder, vocabSize, directions };
  const own = name.replace(/^encoder\./, 'rnn.').replace(/^source_embedding\./, 'embedding.');
  if (own !== name) return { ...useIn(reader, own, index), at: 'source' };
  return useBetween(shape, reader, name, index) ?? useIn(shape, name, index);
}

/** Of what stands between an encoder and a decoder; undefined for what is the decoder's own. */
function useBetween(
  { cell, layers, hiddenSize }: ModelShape,
  reader: ModelShape,
  name: string,
  index: number,
): WeightUse | undefined {
  const width = directionsOf(reader) * hiddenSize;
  const [row, column] = [Math.floor(index / width), index % width];
  const direction: Direction = column < hiddenSize ? 0 : 1;
  const unit = column % hiddenSize;
  const [, id, layer] = /^bridge\.weight_(.+)_l(\d+)$/.exec(name) ?? [];
  if (id) {
    const state = cell.states.findIndex((one) => one.id === id);
    const { symbol } = cell.states[state];
    const place = { layer: Number(layer), state, symbol };
    return {
      into: { kind: 'start', ...place, unit: row },
      times: { kind: 'state', ...place, direction, time: 'end', unit },
      ...{ sign: 1, at: 'bridge' },
    };
  }
  if (name === 'attention.weight_source') {
    const times = outputOf(reader, layers - 1, column);
    return { into: { kind: 'key', unit: row }, times, sign: 1, at: 'source' };
  }
  if (name === 'attention.weight_state') {
    const [asking, own] = [Math.floor(index / hiddenSize), index % hiddenSize];
    const walk = { layer: layers - 1, direction: 0 } as const;
    const times = stateOf({ ...reader, directions: 1 }, walk, { state: 0, time: 'now' }, own);
    return { into: { kind: 'query', unit: asking }, times, sign: 1 };
  }
  if (name === 'attention.vector') {
    return { into: { kind: 'scores', unit: index }, times: one, sign: 1 };
  }
  return undefined;
}

function useIn(shape: ModelShape, name: string, index: number): WeightUse {
  const { hiddenSize, layers, embeddingSize, summary } = shape;
  const at = (columns: number): [row: number, column: number] => [
    Math.floor(index / columns),
    index % columns,
  ];
  // there is no answer but that to all that was read
  const once = summary && ({ summary, reach: 'once' } as const);
  if (name === 'head.bias') {
    return { into: { kind: 'logit', token: index }, times: one, sign: 1, ...once };
  }
  if (name === 'head.weight') {
    const { directions, hasAttention } = shape.encoder ?? { directions: 1, hasAttention: false };
    const looked = hasAttention ? directions * hiddenSize : 0;
    const [token, feature] = at(directionsOf(shape) * hiddenSize + looked);
    const seen = feature - hiddenSize;
    if (hasAttention && seen >= 0) {
      const direction: Direction = seen < hiddenSize ? 0 : 1;
      const times = { kind: 'context', direction, unit: seen % hiddenSize } as const;
      return { into: { kind: 'logit', token }, times, sign: 1 };
    }
    const times = outputOf(shape, layers - 1, feature);
    return { into: { kind: 'logit', token }, times, sign: 1, ...once };
  }
  if (name === 'embedding.weight') {
    const [token, feature] = at(embeddingSize);
    const times = { kind: 'token', token } as const;
    return { into: { kind: 'feature', feature }, times, sign: 1, ...reachOf(shape, 'window') };
  }
  const { kind, ...walk } = walkPart(shape, name);
  if (kind === 'weight_ih') {
    const below = directionsOf(shape) * hiddenSize;
    const width = walk.layer > 0 ? below : inputSizeOf(shape);
    const [row, column] = at(width * windowOf(shape, walk.layer));
    const gate = inputGatesOf(shape.cell)[Math.floor(row / hiddenSize)];
    const times = readBy(shape, walk.layer, column % width);
    const use = gateUse(shape, walk, gate, row % hiddenSize, times);
    const away = Math.floor(column / width);
    return away === 0 ? use : { ...use, before: walk.direction === 0 ? away : -away };
  }
  if (kind === 'weight_hh') {
    const [row, column] = at(hiddenSize);
    const gate = recurrentGatesOf(shape.cell)[Math.floor(row / hiddenSize)];
    const times = stateOf(shape, walk, operandOf(shape, gate), column);
    return gateUse(shape, walk, gate, row % hiddenSize, times);
  }
  const [block, unit] = at(hiddenSize);
  if (kind === 'bias_ih') return gateUse(shape, walk, inputGatesOf(shape.cell)[block], unit, one);
  const { gate, times } = shape.cell.vectors!.terms[block];
  return gateUse(shape, walk, gate, unit, times ? stateOf(shape, walk, times, unit) : one);
}

/** Of `rnn.<kind>_l<layer>`, and of `rnn.<kind>_l<layer>_reverse`. */
function walkPart(shape: ModelShape, name: string): WalkOf & { kind: string } {
  for (let layer = 0; layer < shape.layers; layer++) {
    for (const direction of directions(shape)) {
      const [before, after] = ['rnn.', layerSuffix(layer, direction)];
      if (name.startsWith(before) && name.endsWith(after)) {
        return { kind: name.slice(before.length, -after.length), layer, direction };
      }
    }
  }
  throw new Error(`weight use: the net has no weight ${name}`);
}

function directions(shape: ModelShape): readonly Direction[] {
  return directionsOf(shape) === 2 ? [0, 1] : [0];
}

/** What is told of a walk: its direction only where there is another one. */
function told(shape: ModelShape, { layer, direction }: WalkOf) {
  return directionsOf(shape) === 2 ? { layer, direction } : { layer };
}

function gateUse(
  shape: ModelShape,
  walk: WalkOf,
  gate: number,
  unit: number,
  times: Operand,
): WeightUse {
  const { role, symbol, negated } = shape.cell.gates[gate];
  const into = { kind: 'gate', ...told(shape, walk), gate, role, symbol, unit } as const;
  // told by the walk
  const { reach } = reachOf(shape, 'alone');
  return { into, times, sign: negated ? -1 : 1, ...(reach && reach !== 'all' && { reach }) };
}

/** @param ofPlain where nothing is handed on from time step to time step */
function reachOf(shape: ModelShape, ofPlain: Reach): Pick<WeightUse, 'reach'> {
  if (shape.summary) return { reach: 'once' };
  if (shape.cell.isPlain) return { reach: ofPlain };
  return directionsOf(shape) === 2 ? { reach: 'all' } : {};
}

/** The recurrent operand of a gate. */
function operandOf({ cell }: ModelShape, gate: number) {
  const phase = cell.phases.find(
    ({ gates: [first, count] }) => first <= gate && gate < first + count,
  );
  return phase!.operand;
}

function stateOf(
  shape: ModelShape,
  walk: WalkOf,
  { state, time }: { state: number; time: 'before' | 'now' },
  unit: number,
): Operand {
  const { symbol } = shape.cell.states[state];
  return { kind: 'state', ...told(shape, walk), state, symbol, time, unit };
}

/** A feature of what a layer puts out: the units of →, then those of ←. */
function outputOf(shape: ModelShape, layer: number, feature: number): Operand {
  const { hiddenSize } = shape;
  const direction = feature < hiddenSize ? 0 : 1;
  return stateOf(shape, { layer, direction }, { state: 0, time: 'now' }, feature % hiddenSize);
}

/** What a layer reads: the layer below, the embedded token, or which token it is. */
function readBy(shape: ModelShape, layer: number, column: number): Operand {
  if (layer > 0) return outputOf(shape, layer - 1, column);
  if (shape.features) return { kind: 'number', feature: column };
  if (shape.embeddingSize > 0) return { kind: 'feature', feature: column };
  return { kind: 'token', token: column };
}
