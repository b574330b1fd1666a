/**
 * One step of training on the CPU, in float64, of a model of one stack: the cell's composed form over a
 * tape, and the optimizer's formula. Slow, and only meant for very small nets.
 */
import { floatOf } from '../lib/float-words.ts';
import { inputGatesOf, recurrentGatesOf, recurrentStatesOf } from '../cells/cell.ts';
import type { Objective } from '../model/objective.ts';
import type { NamedValues } from '../model/parameters.ts';
import type { ModelShape } from '../model/shape.ts';
import { directionsOf, layerSuffix } from '../model/stack-shape.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';
import type { Optimizer, UpdateNumbers } from '../optimizers/optimizer.ts';
import { type Vector, VectorTape } from './cpu-vectors.ts';
import type { Moment } from '../training/net.ts';

/** What a step starts from. */
export interface Before {
  weights: readonly NamedValues[];
  moments: readonly Moment[];
  states: readonly NamedValues[];
}

/** What is read of every row at every time step, and what is wanted there or once, time-major. */
export interface TinyBatch {
  timeSteps: number;
  batchSize: number;
  /** Tokens, or as many words for each as the shape has features; or `noToken`. */
  tokens: readonly number[];
  /** As the objective has them; `maskedTarget` where none is compared. */
  targets: readonly number[];
  /** 1 for rows that begin with the next step, and, where initial states are learned, with this one. */
  fresh: readonly number[];
  /** Real time steps of each row; absent: all. */
  lengths?: readonly number[];
}

export type Values = ReadonlyMap<string, Float64Array>;

export interface BackwardResult {
  loss: number;
  gradients: Values;
  /** Those that the next step starts from; none where none were given. */
  states: Values;
}

type Named = ReadonlyMap<string, Vector>;

export function lossAndGradients(
  shape: ModelShape,
  { weights, states }: Before,
  batch: TinyBatch,
  objective: Objective['id'] = 'softmax',
): BackwardResult {
  const { batchSize, timeSteps, targets, lengths } = batch;
  const tape = new VectorTape();
  const parameters = new Map(weights.map(({ name, values }) => [name, tape.vector(values)]));
  const last = new Map(states.map(({ name, values }) => [name, new Float64Array(values.length)]));
  const share = 1 / targets.filter((target) => target !== maskedTarget).length;
  let loss = 0;
  for (let row = 0; row < batchSize; row++) {
    const length = lengths?.[row] ?? timeSteps;
    const positions = Array.from({ length }, (_, time) => time * batchSize + row);
    const read = positions.map((at) => inputAt(tape, shape, parameters, batch.tokens, at));
    const starts = startsOf(tape, shape, parameters, { states, batch, row });
    const { logits, ends } = forward(tape, shape, parameters, read, starts);
    logits.forEach((own, time) => {
      const position = shape.summary ? row : positions[time];
      loss += share * compare(tape, own, objective, targets, position, share);
    });
    if (batch.fresh[row]) continue;
    for (const [name, { values }] of ends) last.get(name)?.set(values, row * shape.hiddenSize);
  }
  tape.backward();
  const gradients = new Map([...parameters].map(([name, { gradient }]) => [name, gradient]));
  return { loss, gradients, states: last };
}

/** How far an answer is from what is wanted. */
function compare(
  tape: VectorTape,
  logits: Vector,
  objective: Objective['id'],
  targets: readonly number[],
  position: number,
  share: number,
): number {
  if (objective === 'softmax') {
    const target = targets[position];
    return target === maskedTarget ? 0 : tape.crossEntropy(logits, target, share);
  }
  const outputs = logits.values.length;
  const own = targets.slice(position * outputs, (position + 1) * outputs);
  return own.reduce((sum, target, output) => {
    if (target === maskedTarget) return sum;
    return objective === 'squared'
      ? sum + tape.squaredError(logits, output, floatOf(target), share)
      : sum + tape.binaryCrossEntropy(logits, output, target, share);
  }, 0);
}

/** What every state of every walk of one row begins with, by the names of the states. */
function startsOf(
  tape: VectorTape,
  { cell, layers, hiddenSize, ...shape }: ModelShape,
  parameters: Named,
  { states, batch, row }: { states: readonly NamedValues[]; batch: TinyBatch; row: number },
): Named {
  const learned = shape.learnsInitialState && batch.fresh[row] ? recurrentStatesOf(cell) : [];
  const carried = new Map(states.map(({ name, values }) => [name, values]));
  const starts = new Map<string, Vector>();
  for (let layer = 0; layer < layers; layer++) {
    for (let direction = 0; direction < directionsOf(shape); direction++) {
      const suffix = layerSuffix(layer, direction);
      for (const state of cell.states) {
        const name = `states.${state.id}${suffix}`;
        const given = carried.get(name)?.subarray(row * hiddenSize, (row + 1) * hiddenSize);
        starts.set(
          name,
          learned.includes(state)
            ? of(parameters, `rnn.initial_${state.id}${suffix}`)
            : tape.vector(given ?? new Float64Array(hiddenSize)),
        );
      }
    }
  }
  return starts;
}

/** One row. @returns logits of every answer, and the states behind the last time step of every walk */
function forward(
  tape: VectorTape,
  shape: ModelShape,
  parameters: Named,
  inputs: readonly Vector[],
  starts: Named,
): { logits: Vector[]; ends: Named } {
  const { layers } = shape;
  const ends = new Map<string, Vector>();
  let read = inputs;
  for (let layer = 0; layer < layers; layer++) {
    const walks = Array.from({ length: directionsOf(shape) }, (_, direction) =>
      walk(tape, shape, parameters, read, { layer, direction, starts, ends }),
    );
    read = read.map((_, time) =>
      walks.length === 1 ? walks[0][time] : tape.joined(walks.map((outputs) => outputs[time])),
    );
  }
  const [weight, bias] = ['head.weight', 'head.bias'].map((name) => of(parameters, name));
  const rows = bias.values.length;
  const answered = shape.summary ? [summaryOf(tape, shape, read)] : read;
  const logits = answered.map((x) => tape.arithmetic.add(tape.product(weight, x, 0, rows), bias));
  return { logits, ends };
}

/** What the lowest layer reads at a place of the batch. */
function inputAt(
  tape: VectorTape,
  { features, embeddingSize, vocabSize }: ModelShape,
  parameters: Named,
  words: readonly number[],
  place: number,
): Vector {
  if (features) {
    const own = words.slice(place * features.size, (place + 1) * features.size);
    return tape.vector(own.map((word) => (word === noToken ? 0 : floatOf(word))));
  }
  const token = words[place];
  if (token === noToken) return tape.vector(new Float64Array(embeddingSize || vocabSize));
  if (embeddingSize === 0) return tape.vector(oneHot(token, vocabSize));
  return tape.part(of(parameters, 'embedding.weight'), token * embeddingSize, embeddingSize);
}

/** What a net answers from that answers once. */
function summaryOf(tape: VectorTape, shape: ModelShape, read: readonly Vector[]): Vector {
  if (shape.summary === 'mean') return tape.mean(read);
  const { hiddenSize } = shape;
  const ends = [read[read.length - 1], read[0]].slice(0, directionsOf(shape));
  return tape.joined(ends.map((end, walk) => tape.part(end, walk * hiddenSize, hiddenSize)));
}

function oneHot(token: number, size: number): number[] {
  return Array.from({ length: size }, (_, index) => Number(index === token));
}

interface WalkOf {
  layer: number;
  direction: number;
  starts: Named;
  /** Written. */
  ends: Map<string, Vector>;
}

/** One direction of a layer over what it reads. @returns what it puts out at every time step */
function walk(
  tape: VectorTape,
  { cell, hiddenSize }: ModelShape,
  parameters: Named,
  read: readonly Vector[],
  { layer, direction, starts, ends }: WalkOf,
): Vector[] {
  const { arithmetic } = tape;
  const suffix = layerSuffix(layer, direction);
  const own = (name: string) => of(parameters, `rnn.${name}${suffix}`);
  const vectors = (cell.vectors?.terms ?? []).map((_, index) =>
    tape.part(own(cell.vectors?.name ?? ''), index * hiddenSize, hiddenSize),
  );
  const outputs = [...read];
  const times = [...read.keys()];
  let now: readonly Vector[] = cell.states.map(({ id }) => of(starts, `states.${id}${suffix}`));
  for (const time of direction === 0 ? times : times.reverse()) {
    const preactivation = (gate: number, operand?: Vector) => {
      const terms: Vector[] = [];
      const sign = cell.gates[gate].negated ? -1 : 1;
      const add = (vector: Vector, first: number) =>
        terms.push(tape.part(vector, first, hiddenSize, sign));
      const block = inputGatesOf(cell).indexOf(gate) * hiddenSize;
      if (block >= 0) {
        add(tape.product(own('weight_ih'), read[time], block, hiddenSize), 0);
        add(own('bias_ih'), block);
      }
      const from = recurrentGatesOf(cell).indexOf(gate) * hiddenSize;
      if (operand) add(tape.product(own('weight_hh'), operand, from, hiddenSize), 0);
      return terms.reduce((sum, term) => arithmetic.add(sum, term));
    };
    now = cell.compose({ arithmetic, before: now, vectors, preactivation }).states;
    outputs[time] = now[0];
  }
  cell.states.forEach(({ id }, state) => ends.set(`states.${id}${suffix}`, now[state]));
  return outputs;
}

/** Root of the sum of squares of all gradients. */
export function normOf(gradients: Values): number {
  let squares = 0;
  for (const values of gradients.values()) for (const value of values) squares += value ** 2;
  return Math.sqrt(squares);
}

/** Clipped by value and then by norm; 0: not at all. */
export function clipped(gradients: Values, clipValue: number, clipNorm: number): Values {
  const limit = clipValue > 0 ? clipValue : Infinity;
  const mapped = (values: Values, act: (gradient: number) => number) =>
    new Map([...values].map(([name, own]) => [name, own.map(act)]));
  const cut = mapped(gradients, (gradient) => Math.max(-limit, Math.min(limit, gradient)));
  if (clipNorm === 0) return cut;
  const factor = Math.min(1, clipNorm / (normOf(cut) + 1e-6));
  return mapped(cut, (gradient) => gradient * factor);
}

/** @returns what is added to the weights, and the moments afterwards */
export function changes(
  optimizer: Optimizer,
  { weights, moments }: Before,
  gradients: Values,
  numbers: UpdateNumbers,
): { changes: Values; moments: Values[] } {
  const after = moments.map(
    ({ values }) => new Map(values.map((one) => [one.name, Float64Array.from(one.values)])),
  );
  const held = after.map(() => 0);
  const made = weights.map(({ name, values }) => {
    const gradient = of(gradients, name);
    const own = after.map((moment) => of(moment, name));
    const change = new Float64Array(values.length);
    for (let index = 0; index < values.length; index++) {
      for (let order = 0; order < own.length; order++) held[order] = own[order][index];
      change[index] = optimizer.change(values[index], gradient[index], held, numbers);
      for (let order = 0; order < own.length; order++) own[order][index] = held[order];
    }
    return [name, change] as const;
  });
  return { changes: new Map(made), moments: after };
}

function of<Value>(named: ReadonlyMap<string, Value>, name: string): Value {
  const found = named.get(name);
  if (found === undefined) throw new Error(`step on the CPU: there is no ${name}`);
  return found;
}
