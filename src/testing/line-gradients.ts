/** The gradient through time of small nets: as the engine measures it, and by the reference. */
import { askedSteps, stretch, type TokenLine } from '../data/sequences.ts';
import type { Backend } from '../backend/backend.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { languageModel } from '../model/language-model.ts';
import { tagger } from '../model/tagger.ts';
import { optimizers } from '../optimizers/index.ts';
import { Net } from '../training/net.ts';
import type { Direction } from '../protocol/direction.ts';
import type { GradientsThroughTime } from '../protocol/frames.ts';
import { ThroughTime } from '../training/through-time.ts';
import type { Compared } from './close-to.ts';
import type { Tensors } from './reference/matrix.ts';
import type { ModelShape } from './reference/model-shape.ts';
import { type Batch, maskedTarget, runSequenceModel } from './reference/sequence-model.ts';
import { netShapeOf } from './run-net.ts';

export interface LineCase {
  cell: string;
  layers: number;
  hiddenSize: number;
  vocabSize: number;
  embeddingSize: number;
  form: ProductForm;
  /** Whose states are meant, from 0. */
  watched: number;
  learnsInitialState?: boolean;
  /** 2: a tagger, in whose layers every time step knows of all others. */
  directions?: 1 | 2;
  /** Of which walk. */
  direction?: Direction;
  outputSize?: number;
}

export function modelOfLine({ layers, ...line }: Omit<LineCase, 'watched' | 'form'>) {
  const { cell, hiddenSize, vocabSize, embeddingSize } = line;
  const { learnsInitialState, directions, outputSize } = line;
  const sizes = { hiddenSize, vocabSize, embeddingSize };
  const more = { learnsInitialState, directions, outputSize };
  return { cell, numLayers: layers, ...sizes, ...more } satisfies ModelShape;
}

/** A line as the reference reads it: all of it that losses depend on. */
export function batchOfLine({ directions }: Pick<LineCase, 'directions'>, line: TokenLine) {
  const timeSteps = askedSteps(line, directions === 2);
  const [tokens, targets] = [line.tokens, line.targets].map((all) => all.slice(0, timeSteps));
  return { batchSize: 1, timeSteps, tokens, targets } satisfies Batch;
}

export async function createLineNet(
  engine: Backend,
  c: Omit<LineCase, 'watched'>,
  parameters: Tensors,
) {
  const initial = Object.entries(parameters).map(([name, values]) => ({
    name,
    shape: [],
    values: Float32Array.from(values),
  }));
  const { form } = c;
  const shape = netShapeOf(c);
  return Net.create(engine, {
    model: c.directions === 2 ? tagger(shape) : languageModel(shape),
    optimizer: optimizers[0],
    form,
    seed: 1,
    initial,
  });
}

export async function measureLine(
  engine: Backend,
  c: LineCase,
  parameters: Tensors,
  line: readonly number[] | TokenLine,
): Promise<GradientsThroughTime> {
  const net = await createLineNet(engine, c, parameters);
  const measure = await ThroughTime.create(net, lineOf(line), c.watched, c.direction);
  const got = await measure.run();
  measure.destroy();
  net.destroy();
  return got;
}

/** The norms of one loss at a time, in float64, beside what was measured. */
export function comparedNorms(
  c: LineCase,
  parameters: Tensors,
  line: readonly number[] | TokenLine,
  got: GradientsThroughTime,
): Compared[] {
  const batch = batchOfLine(c, lineOf(line));
  const { timeSteps } = batch;
  const { directions = 1, direction = 0 } = c;
  const walk = c.watched * directions + direction;
  // one step on against the walk, and the ways from t that lead there
  const back = direction === 0 ? -1 : 1;
  const isBefore = (k: number, t: number) => (k - t) * back >= 0;
  const zeros = () => new Float64Array(timeSteps * timeSteps);
  const expected = { input: zeros(), state: zeros(), memory: zeros() };
  const parts = { line: zeros(), kept: zeros(), rest: zeros(), mean: zeros() };
  let hasMemory = false;
  let hasKeeping = false;
  for (let t = 0; t < timeSteps; t++) {
    const { inputGradients, reached, traces } = oneLoss(c, parameters, batch, t);
    const { state, memory } = reached[walk];
    hasMemory = memory !== undefined;
    const keep = keepingOf(traces[walk]);
    hasKeeping = keep !== undefined;
    for (let k = 0; k < timeSteps; k++) {
      const at = k * timeSteps + t;
      expected.input[at] = norm(rowOf(inputGradients, k, timeSteps));
      expected.state[at] = norm(rowOf(state, k, timeSteps));
      if (memory) expected.memory[at] = norm(rowOf(memory, k, timeSteps));
      if (!keep || !isBefore(k, t)) continue;
      const gradients = (time: number) => rowOf(memory ?? state, time, timeSteps);
      const gates = (time: number) => rowOf(keep, time, timeSteps);
      let left = gradients(t);
      for (let j = t; j !== k; j += back) {
        left = left.map((value, unit) => value * gates(j)[unit]);
      }
      const kept = gradients(k).map((value, unit) => value * gates(k)[unit]);
      parts.line[at] = norm(left);
      parts.kept[at] = norm(kept);
      parts.mean[at] = gates(k).reduce((sum, value) => sum + value, 0) / kept.length;
      const next = k + back;
      if (next < 0 || next === timeSteps) continue;
      parts.rest[at] = norm(gradients(next).map((value, unit) => value - kept[unit]));
    }
  }
  const named = (name: string, values: ArrayLike<number>, wanted: Float64Array): Compared => ({
    name,
    shape: [timeSteps, timeSteps],
    got: values,
    expected: wanted,
  });
  return [
    named('by x', got.input, expected.input),
    named('by a', got.state, expected.state),
    ...(hasMemory ? [named('by c', got.memory ?? [], expected.memory)] : []),
    ...(hasKeeping
      ? Object.entries(parts).map(([name, wanted], part) =>
          named(
            name,
            (got.line ?? []).filter((_, index) => index % 4 === part),
            wanted,
          ),
        )
      : []),
  ];
}

function oneLoss(c: LineCase, parameters: Tensors, batch: Batch, t: number) {
  const targets = Array.from(batch.targets, (target, time) => (time === t ? target : maskedTarget));
  return runSequenceModel(modelOfLine(c), parameters, { ...batch, targets });
}

const lineOf = (line: readonly number[] | TokenLine): TokenLine =>
  'targets' in line ? line : stretch(line);

/** Γf or 1 − Γu, [T, H]; undefined where the cell has neither. */
function keepingOf({ forget, update }: Tensors): Float64Array | undefined {
  return forget ?? (update as Float64Array | undefined)?.map((gate) => 1 - gate);
}

function rowOf(values: Float64Array, row: number, rows: number): Float64Array {
  const size = values.length / rows;
  return values.subarray(row * size, (row + 1) * size);
}

function norm(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
