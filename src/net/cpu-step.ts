/**
 * One step of training a language model on the CPU, in float64: the cell's composed form over a
 * tape, and the optimizer's formula. Slow, and only meant for very small nets.
 */
import { inputGatesOf, recurrentGatesOf, stateSlotsOf } from '../cells/cell.ts';
import type { NamedValues } from '../model/parameters.ts';
import type { ModelShape } from '../model/shape.ts';
import { layerSuffix } from '../model/stack-shape.ts';
import type { Optimizer, UpdateNumbers } from '../optimizers/optimizer.ts';
import { type Vector, VectorTape } from './cpu-vectors.ts';
import type { Moment } from '../training/net.ts';

/** What a step starts from. */
export interface Before {
  weights: readonly NamedValues[];
  moments: readonly Moment[];
  states: readonly NamedValues[];
}

/** Token and target of every row at every time step, time-major. */
export interface TinyBatch {
  timeSteps: number;
  batchSize: number;
  tokens: readonly number[];
  targets: readonly number[];
  /** 1 for rows that begin with the next step, and, where initial states are learned, with this one. */
  fresh: readonly number[];
}

export type Values = ReadonlyMap<string, Float64Array>;

export interface BackwardResult {
  loss: number;
  gradients: Values;
  /** Those that the next step starts from. */
  states: Values;
}

export function lossAndGradients(
  shape: ModelShape,
  { weights, states }: Before,
  batch: TinyBatch,
): BackwardResult {
  const { cell, layers, hiddenSize } = shape;
  const { batchSize, timeSteps } = batch;
  const tape = new VectorTape();
  const parameters = new Map(weights.map(({ name, values }) => [name, tape.vector(values)]));
  const first = new Map(states.map(({ name, values }) => [name, values]));
  const last = new Map(states.map(({ name, values }) => [name, new Float64Array(values.length)]));
  const learned = shape.learnsInitialState ? stateSlotsOf(cell) : [];
  let loss = 0;
  for (let row = 0; row < batchSize; row++) {
    const [from, to] = [row * hiddenSize, (row + 1) * hiddenSize];
    const nameOf = (layer: number, slot: number) =>
      `states.${cell.slots[slot].id}${layerSuffix(layer)}`;
    const now = Array.from({ length: layers }, (_, layer) =>
      cell.slots.map((one, slot) =>
        learned.includes(one) && batch.fresh[row]
          ? of(parameters, `rnn.initial_${one.id}${layerSuffix(layer)}`)
          : tape.vector(of(first, nameOf(layer, slot)).subarray(from, to)),
      ),
    );
    for (let time = 0; time < timeSteps; time++) {
      const at = time * batchSize + row;
      const logits = forward(tape, shape, parameters, now, batch.tokens[at]);
      const share = 1 / (timeSteps * batchSize);
      loss += share * tape.crossEntropy(logits, batch.targets[at], share);
    }
    if (batch.fresh[row]) continue;
    now.forEach((slots, layer) =>
      slots.forEach(({ values }, slot) => of(last, nameOf(layer, slot)).set(values, from)),
    );
  }
  tape.backward();
  const gradients = new Map([...parameters].map(([name, { gradient }]) => [name, gradient]));
  return { loss, gradients, states: last };
}

/** One time step of one row. @param now the slots of all layers, replaced */
function forward(
  tape: VectorTape,
  { cell, hiddenSize, embeddingSize, vocabSize }: ModelShape,
  parameters: ReadonlyMap<string, Vector>,
  now: (readonly Vector[])[],
  token: number,
): Vector {
  const { arithmetic } = tape;
  const get = (name: string) => of(parameters, name);
  let x =
    embeddingSize > 0
      ? tape.part(get('embedding.weight'), token * embeddingSize, embeddingSize)
      : tape.vector(Array.from({ length: vocabSize }, (_, index) => Number(index === token)));
  now.forEach((before, layer) => {
    const own = (name: string) => get(`rnn.${name}${layerSuffix(layer)}`);
    const read = x;
    const preactivation = (gate: number, operand?: Vector) => {
      const terms: Vector[] = [];
      const sign = cell.gates[gate].negated ? -1 : 1;
      const add = (vector: Vector, first: number) =>
        terms.push(tape.part(vector, first, hiddenSize, sign));
      const block = inputGatesOf(cell).indexOf(gate) * hiddenSize;
      if (block >= 0) {
        add(tape.product(own('weight_ih'), read, block, hiddenSize), 0);
        add(own('bias_ih'), block);
      }
      const from = recurrentGatesOf(cell).indexOf(gate) * hiddenSize;
      if (operand) add(tape.product(own('weight_hh'), operand, from, hiddenSize), 0);
      return terms.reduce((sum, term) => arithmetic.add(sum, term));
    };
    const vectors = (cell.vectors?.terms ?? []).map((_, index) =>
      tape.part(own(cell.vectors?.name ?? ''), index * hiddenSize, hiddenSize),
    );
    now[layer] = cell.compose({ arithmetic, before, vectors, preactivation }).slots;
    x = now[layer][0];
  });
  return arithmetic.add(tape.product(get('head.weight'), x, 0, vocabSize), get('head.bias'));
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
