/**
 * One step of training on the CPU, in float64: a model over a tape, and the optimizer's formula. Slow,
 * and only meant for very small nets.
 */
import { floatOf } from '../lib/float-words.ts';
import type { Objective } from '../model/objective.ts';
import type { NamedValues } from '../model/parameters.ts';
import type { ModelShape } from '../model/shape.ts';
import { directionsOf } from '../model/stack-shape.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import type { Optimizer, UpdateNumbers } from '../optimizers/optimizer.ts';
import { headOver, type Named, of, stackOver, startsOf } from './cpu-stack.ts';
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
  /** What is read before, time-major, and its real time steps in each row; absent: nothing is. */
  source?: readonly number[];
  sourceLengths?: readonly number[];
}

/** Weights and states as they are, or in float64. */
type Given = Omit<Before, 'weights'> & {
  weights: readonly { name: string; values: ArrayLike<number> }[];
};

export type Values = ReadonlyMap<string, Float64Array>;

export interface BackwardResult {
  loss: number;
  gradients: Values;
  /** Those that the next step starts from; none where none were given. */
  states: Values;
}

export function lossAndGradients(
  shape: ModelShape,
  { weights, states }: Given,
  batch: TinyBatch,
  objective: Objective['id'] = 'softmax',
  forwardOf = forward,
): BackwardResult {
  const { batchSize, timeSteps, targets, lengths } = batch;
  const width = shape.features?.size ?? 1;
  const tape = new VectorTape();
  const parameters = new Map(weights.map(({ name, values }) => [name, tape.vector(values)]));
  const last = new Map(states.map(({ name, values }) => [name, new Float64Array(values.length)]));
  const share = 1 / targets.filter((target) => target !== maskedTarget).length;
  let loss = 0;
  for (let row = 0; row < batchSize; row++) {
    const length = lengths?.[row] ?? timeSteps;
    const positions = Array.from({ length }, (_, time) => time * batchSize + row);
    const tokens = positions.flatMap((at) => batch.tokens.slice(at * width, (at + 1) * width));
    const starts = startsOf(tape, shape, parameters, {
      states: carriedBy(states, row, shape.hiddenSize),
      // behind an encoder none of its own are learned
      isFresh: batch.fresh[row] === 1 && !shape.encoder,
    });
    const source = sourceOf(batch, row);
    const { logits, ends } = forwardOf(tape, shape, parameters, { tokens, source, starts });
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

/** What this row goes on from, by the names of the states. */
function carriedBy(states: readonly NamedValues[], row: number, hiddenSize: number) {
  const [from, to] = [row * hiddenSize, (row + 1) * hiddenSize];
  return new Map(states.map(({ name, values }) => [name, values.subarray(from, to)]));
}

function sourceOf({ source, sourceLengths, batchSize }: TinyBatch, row: number): number[] {
  const own = source?.filter((_, at) => at % batchSize === row) ?? [];
  return own.slice(0, sourceLengths?.[row]);
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

/** One row. @returns logits of every answer, and the states behind the last time step of every walk */
export type Forward = (
  tape: VectorTape,
  shape: ModelShape,
  parameters: Named,
  row: { tokens: readonly number[]; source: readonly number[]; starts: Named },
) => { logits: Vector[]; ends: Named };

/** Of a model of one stack. */
const forward: Forward = (tape, shape, parameters, { tokens, starts }) => {
  const { read, ends } = stackOver(tape, shape, parameters, { tokens, starts });
  const answered = shape.summary ? [summaryOf(tape, shape, read)] : read;
  return { logits: headOver(tape, parameters, answered), ends };
};

/** What a net answers from that answers once. */
function summaryOf(tape: VectorTape, shape: ModelShape, read: readonly Vector[]): Vector {
  if (shape.summary === 'mean') return tape.mean(read);
  const { hiddenSize } = shape;
  const ends = [read[read.length - 1], read[0]].slice(0, directionsOf(shape));
  return tape.joined(ends.map((end, walk) => tape.part(end, walk * hiddenSize, hiddenSize)));
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
