/** Runs a graph once: schedules, uploads tensors, executes and reads back. */
import type { Backend } from '../backend/backend.ts';
import type { Graph } from '../graph/graph.ts';
import type { KernelSupply } from '../graph/kernel-supply.ts';
import type { Op } from '../graph/op.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { schedule } from '../graph/schedule.ts';
import { isWhole, padded, type Tensor } from '../graph/tensor.ts';
import { pointwise } from '../ops/pointwise.ts';
import { ChunkInputs, type StepNumbers } from '../training/chunk-inputs.ts';
import { uniformNumbers } from './reference/random-model.ts';
import { openPlan } from './test-plan.ts';

export type Values = readonly [tensor: Tensor, values: ArrayLike<number>];

export interface GraphRun {
  graph: Graph;
  form: ProductForm;
  /** Kernels that it is to run whatever its sizes. */
  supply?: KernelSupply;
  /** Contents of parameters and states before the run, whole tensors without padding. */
  values?: readonly Values[];
  inputs?: readonly Values[];
  numbers?: StepNumbers;
  /** What is wanted afterwards: states and gradients, whose memory nobody else gets. */
  read: readonly Tensor[];
}

export interface GraphResult {
  /** The window of a tensor, without padding. */
  floats(tensor: Tensor): Float32Array;
  /** The storage as it is. */
  words(tensor: Tensor): Uint32Array;
}

export async function runGraph(engine: Backend, run: GraphRun): Promise<GraphResult> {
  const { graph, form, supply, values = [], inputs = [], numbers = {}, read } = run;
  const plan = schedule(graph, { name: 'test', slots: 1, limits: engine.limits, form, supply });
  const opened = await openPlan(engine, plan);
  const chunk = new ChunkInputs(plan);
  chunk.setNumbers(0, numbers);
  for (const [tensor, list] of inputs) chunk.words(0, tensor).set(Array.from(list));
  opened.upload(chunk.first(1));
  for (const [tensor, list] of values) opened.write(tensor, padRows(tensor, list));
  opened.run();
  const found = await opened.read(read);
  opened.destroy();
  const words = ({ storage }: Tensor) => new Uint32Array(found.get(storage) as ArrayBuffer).slice();
  return { words, floats: (tensor) => windowOf(tensor, new Float32Array(words(tensor).buffer)) };
}

/** Rows of f32 padded to whole vec4; u32 as they are. */
function padRows(tensor: Tensor, values: ArrayLike<number>) {
  const { storage, rows, columns } = tensor;
  if (!isWhole(tensor)) throw new Error(`${tensor.name}: upload the whole tensor, not a view`);
  if (values.length !== rows * columns) throw new Error(`${tensor.name}: ${values.length} values`);
  if (storage.dtype === 'u32') return Uint32Array.from(Array.from(values));
  const flat = new Float32Array(storage.words);
  for (let index = 0; index < values.length; index++) {
    flat[Math.floor(index / columns) * padded(columns) + (index % columns)] = values[index];
  }
  return flat;
}

function windowOf(tensor: Tensor, flat: Float32Array): Float32Array {
  const { rows, columns, offset4, rowStride4, take, skip } = tensor;
  return Float32Array.from({ length: rows * columns }, (_, index) => {
    const column = index % columns;
    const column4 = Math.floor(column / 4);
    const cell = Math.floor(column4 / take) * skip + (column4 % take);
    const row = offset4 + Math.floor(index / columns) * rowStride4;
    return flat[(row + cell) * 4 + (column % 4)];
  });
}

/**
 * Ends a graph in Σ weights * y, so that `differentiate` has where to start: the gradient of y is
 * `weights`. Computes nothing itself.
 */
export const weighedSum: Op<object> = {
  name: 'weighed-sum',

  outputs: () => [],

  backward({ inputs: [y, weights] }, tape) {
    if (tape.pass(y, weights)) return;
    tape.contribute(y, (into, accumulate) =>
      tape.graph.record(pointwise, [weights], { kind: 'copy' }, { into, accumulate }),
    );
  },

  lower: () => [],
};

/** Uniform float32 numbers in (−scale, scale). */
export function randomValues(count: number, seed: number, scale = 1): Float64Array {
  const next = uniformNumbers(seed);
  return Float64Array.from({ length: count }, () => Math.fround((2 * next() - 1) * scale));
}
