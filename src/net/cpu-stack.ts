/** A stack between tokens and a head on the CPU: the cell's composed form, walked over a tape. */
import { inputGatesOf, recurrentGatesOf, recurrentStatesOf } from '../cells/cell.ts';
import { floatOf } from '../lib/float-words.ts';
import type { ModelShape } from '../model/shape.ts';
import { directionsOf, layerSuffix, windowOf } from '../model/stack-shape.ts';
import { noToken } from '../ops/no-token.ts';
import type { Vector, VectorTape } from './cpu-vectors.ts';

export type Named = ReadonlyMap<string, Vector>;

/** What its parameters are called after. */
interface Names {
  stack: string;
  embedding: string;
}
const own: Names = { stack: 'rnn', embedding: 'embedding' };

/**
 * What every state of every walk begins with, by the names of the states.
 * @param states that it goes on from, by the same names; zeros where there are none
 * @param isFresh it begins where initial states are learned
 */
export function startsOf(
  tape: VectorTape,
  { cell, layers, hiddenSize, ...shape }: ModelShape,
  parameters: Named,
  { states, isFresh }: { states: ReadonlyMap<string, ArrayLike<number>>; isFresh: boolean },
  { stack }: Names = own,
): Named {
  const learned = shape.learnsInitialState && isFresh ? recurrentStatesOf(cell) : [];
  const starts = new Map<string, Vector>();
  for (let layer = 0; layer < layers; layer++) {
    for (let direction = 0; direction < directionsOf(shape); direction++) {
      const suffix = layerSuffix(layer, direction);
      for (const state of cell.states) {
        const name = `states.${state.id}${suffix}`;
        starts.set(
          name,
          learned.includes(state)
            ? of(parameters, `${stack}.initial_${state.id}${suffix}`)
            : tape.vector(states.get(name) ?? new Float64Array(hiddenSize)),
        );
      }
    }
  }
  return starts;
}

/** @returns what the last layer puts out at every time step, and the states behind the last of every walk */
export function stackOver(
  tape: VectorTape,
  shape: ModelShape,
  parameters: Named,
  { tokens, starts }: { tokens: readonly number[]; starts: Named },
  { stack, embedding }: Names = own,
): { read: Vector[]; ends: Named } {
  const { layers, features, embeddingSize, vocabSize } = shape;
  const ends = new Map<string, Vector>();
  let read = features
    ? numbersOf(tokens, features.size).map((numbers) => tape.vector(numbers))
    : tokens.map((token) => {
        if (token === noToken) return tape.vector(new Float64Array(embeddingSize || vocabSize));
        if (embeddingSize === 0) return tape.vector(oneHot(token, vocabSize));
        const table = of(parameters, `${embedding}.weight`);
        return tape.part(table, token * embeddingSize, embeddingSize);
      });
  for (let layer = 0; layer < layers; layer++) {
    const walks = Array.from({ length: directionsOf(shape) }, (_, direction) =>
      walk(tape, shape, parameters, read, { prefix: stack, layer, direction, starts, ends }),
    );
    read = read.map((_, time) =>
      walks.length === 1 ? walks[0][time] : tape.joined(walks.map((outputs) => outputs[time])),
    );
  }
  return { read, ends };
}

export function headOver(
  tape: VectorTape,
  parameters: Named,
  answered: readonly Vector[],
): Vector[] {
  const [weight, bias] = ['head.weight', 'head.bias'].map((name) => of(parameters, name));
  const rows = bias.values.length;
  return answered.map((x) => tape.arithmetic.add(tape.product(weight, x, 0, rows), bias));
}

/** Of each time step; zeros where none are given. */
function numbersOf(words: readonly number[], size: number): number[][] {
  const numbers = words.map((word) => (word === noToken ? 0 : floatOf(word)));
  return Array.from({ length: numbers.length / size }, (_, time) =>
    numbers.slice(time * size, (time + 1) * size),
  );
}

function oneHot(token: number, size: number): number[] {
  return Array.from({ length: size }, (_, index) => Number(index === token));
}

interface WalkOf {
  prefix: string;
  layer: number;
  direction: number;
  starts: Named;
  /** Written. */
  ends: Map<string, Vector>;
}

/** One direction of a layer over what it reads. @returns what it puts out at every time step */
function walk(
  tape: VectorTape,
  { cell, hiddenSize, ...shape }: ModelShape,
  parameters: Named,
  read: readonly Vector[],
  { prefix, layer, direction, starts, ends }: WalkOf,
): Vector[] {
  const { arithmetic } = tape;
  const suffix = layerSuffix(layer, direction);
  const own = (name: string) => of(parameters, `${prefix}.${name}${suffix}`);
  const vectors = (cell.vectors?.terms ?? []).map((_, index) =>
    tape.part(own(cell.vectors?.name ?? ''), index * hiddenSize, hiddenSize),
  );
  const window = windowOf(shape, layer);
  const windowAt = windowsOf(tape, read, window, direction);
  const none = tape.vector(new Float64Array(hiddenSize));
  // of streams over windows: what has been read before, and will be when it goes on
  const shares = cell.isPlain ? cell.states.slice(1).map(({ id }) => `states.${id}${suffix}`) : [];
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
        add(tape.product(own('weight_ih'), windowAt(time), block, hiddenSize), 0);
        add(own('bias_ih'), block);
      }
      if (window > 1 && time < shares.length) add(of(starts, shares[time]), 0);
      const from = recurrentGatesOf(cell).indexOf(gate) * hiddenSize;
      if (operand && !cell.isPlain)
        add(tape.product(own('weight_hh'), operand, from, hiddenSize), 0);
      return terms.reduce((sum, term) => arithmetic.add(sum, term));
    };
    now = cell.compose({ arithmetic, before: now, vectors, preactivation }).states;
    outputs[time] = now[0];
  }
  now.forEach((vector, state) => ends.set(`states.${cell.states[state].id}${suffix}`, vector));
  shares.forEach((name, at) => {
    const ahead = read.length + at;
    const given = ahead < shares.length ? of(starts, shares[ahead]) : none;
    const product = () => tape.product(own('weight_ih'), windowAt(ahead), 0, hiddenSize);
    ends.set(name, window > 1 ? arithmetic.add(given, product()) : none);
  });
  return outputs;
}

/** What is read at a time step: itself, then those before it in the direction of the walk. */
function windowsOf(
  tape: VectorTape,
  read: readonly Vector[],
  window: number,
  direction: number,
): (time: number) => Vector {
  if (window === 1) return (time) => read[time];
  const nothing = tape.vector(new Float64Array(read[0].values.length));
  const away = direction === 0 ? -1 : 1;
  return (time) =>
    tape.joined(Array.from({ length: window }, (_, j) => read[time + away * j] ?? nothing));
}

export function of<Value>(named: ReadonlyMap<string, Value>, name: string): Value {
  const found = named.get(name);
  if (found === undefined) throw new Error(`step on the CPU: there is no ${name}`);
  return found;
}
