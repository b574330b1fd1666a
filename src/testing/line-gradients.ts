/** The gradient through time of small nets: as the engine measures it, and by the reference. */
import { stretch } from '../data/sequences.ts';
import type { Backend } from '../backend/backend.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { languageModel } from '../model/language-model.ts';
import { optimizers } from '../optimizers/index.ts';
import { Net } from '../training/net.ts';
import type { GradientsThroughTime } from '../protocol/frames.ts';
import { ThroughTime } from '../training/through-time.ts';
import type { Compared } from './close-to.ts';
import type { Tensors } from './reference/matrix.ts';
import type { ModelShape } from './reference/model-shape.ts';
import { maskedTarget, runSequenceModel } from './reference/sequence-model.ts';
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
}

export function modelOfLine({ layers, ...line }: Omit<LineCase, 'watched' | 'form'>) {
  const { cell, hiddenSize, vocabSize, embeddingSize, learnsInitialState } = line;
  const sizes = { hiddenSize, vocabSize, embeddingSize, learnsInitialState };
  return { cell, numLayers: layers, ...sizes } satisfies ModelShape;
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
    model: languageModel(shape),
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
  tokens: readonly number[],
): Promise<GradientsThroughTime> {
  const net = await createLineNet(engine, c, parameters);
  const measure = await ThroughTime.create(net, stretch(tokens), c.watched);
  const got = await measure.run();
  measure.destroy();
  net.destroy();
  return got;
}

/** The norms of one loss at a time, in float64, beside what was measured. */
export function comparedNorms(
  c: LineCase,
  parameters: Tensors,
  tokens: readonly number[],
  got: GradientsThroughTime,
): Compared[] {
  const timeSteps = tokens.length - 1;
  const zeros = () => new Float64Array(timeSteps * timeSteps);
  const expected = { input: zeros(), state: zeros(), memory: zeros() };
  const parts = { line: zeros(), kept: zeros(), rest: zeros(), mean: zeros() };
  let hasMemory = false;
  let hasKeeping = false;
  for (let t = 0; t < timeSteps; t++) {
    const { inputGradients, reached, traces } = oneLoss(c, parameters, tokens, t);
    const { state, memory } = reached[c.watched];
    hasMemory = memory !== undefined;
    const keep = keepingOf(traces[c.watched]);
    hasKeeping = keep !== undefined;
    for (let k = 0; k <= t; k++) {
      const at = k * timeSteps + t;
      expected.input[at] = norm(rowOf(inputGradients, k, timeSteps));
      expected.state[at] = norm(rowOf(state, k, timeSteps));
      if (memory) expected.memory[at] = norm(rowOf(memory, k, timeSteps));
      if (!keep) continue;
      const gradients = (time: number) => rowOf(memory ?? state, time, timeSteps);
      const gates = (time: number) => rowOf(keep, time, timeSteps);
      let left = gradients(t);
      for (let j = k + 1; j <= t; j++) left = left.map((value, unit) => value * gates(j)[unit]);
      const kept = gradients(k).map((value, unit) => value * gates(k)[unit]);
      parts.line[at] = norm(left);
      parts.kept[at] = norm(kept);
      parts.mean[at] = gates(k).reduce((sum, value) => sum + value, 0) / kept.length;
      if (k > 0) parts.rest[at] = norm(gradients(k - 1).map((value, unit) => value - kept[unit]));
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

function oneLoss(c: LineCase, parameters: Tensors, tokens: readonly number[], t: number) {
  const read = tokens.slice(0, -1);
  const targets = read.map((_, time) => (time === t ? tokens[t + 1] : maskedTarget));
  const batch = { batchSize: 1, timeSteps: read.length, tokens: read, targets };
  return runSequenceModel(modelOfLine(c), parameters, batch);
}

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
