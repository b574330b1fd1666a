/**
 * Does this backend compute what it should? One step of training a tiny net of the same kind (in one
 * direction or both, over streams or sequences of different length, behind an encoder or not, answering as
 * it does, with the same objective), with the very kernels of a plan, against the same step on the CPU: loss, gradients, weights, what the
 * optimizer keeps and the states that are carried on.
 */
import type { Backend } from '../backend/backend.ts';
import type { Tuning } from '../config/tuning.ts';
import { kernelText } from '../graph/kernel-source.ts';
import { KernelSupply } from '../graph/kernel-supply.ts';
import type { Graph } from '../graph/graph.ts';
import type { Plan } from '../graph/plan.ts';
import { UnsupportedDeviceError } from '../lib/errors.ts';
import { uniformFloats } from '../lib/random.ts';
import type { Unrolling } from '../model/module.ts';
import type { NamedValues } from '../model/parameters.ts';
import { sequenceModel, type SequenceModel } from '../model/sequence-model.ts';
import { loaded } from '../tasks/loaded.ts';
import { carriedBy } from '../training/carried-states.ts';
import {
  type BackwardResult,
  type Before,
  changes,
  clipped,
  lossAndGradients,
  normOf,
  type TinyBatch,
  type Values,
} from './cpu-step.ts';
import { Net } from '../training/net.ts';
import { headInBlocks } from '../ops/head-in-blocks.ts';
import { Snapshots } from '../training/snapshots.ts';
import { Trainer } from '../training/trainer.ts';
import { batchesOf, batchOf, sourceSteps, tinyShape } from './tiny-nets.ts';

/** What is tested: a net, and the plan that trains it. */
export interface Tested {
  net: Pick<Net, 'backend' | 'shape' | 'model' | 'objective' | 'optimizer' | 'form'>;
  /** Its sequences are of different length. */
  hasLengths: boolean;
  graph: Pick<Graph, 'nodes'>;
  plan: Pick<Plan, 'dispatches'>;
  tuning: Tuning;
}

const seed = 20;
/** Steps made before: bias corrections and means have begun. */
const stepsBefore = 2;
/**
 * What a number may be off by, of the largest of its tensor: a hundred times the rounding of f32
 * here, which leaves room for the exp and the divisions that WGSL allows.
 */
const tolerance = 1e-4;

/** Far enough from zero that no gate is nearly linear. */
function startOf(model: SequenceModel, batch: TinyBatch, orders: readonly (1 | 2)[]): Before {
  let stream = 0;
  const draw = (name: string, of: readonly number[], low: number, high: number): NamedValues => {
    const count = of.reduce((product, size) => product * size, 1);
    return { name, shape: of, values: uniformFloats(seed, stream++, count, low, high) };
  };
  const all = (low: number, high: number) =>
    model.specs.map((spec) => draw(spec.name, spec.shape, low, high));
  const carried = carriedBy(model, batch);
  return {
    weights: all(-0.7, 0.7),
    moments: orders.map((order) => ({
      order,
      values: order === 1 ? all(-0.005, 0.005) : all(1e-6, 4e-6),
    })),
    states: carried?.names.map((name) => draw(name, carried.shape, -0.9, 0.9)) ?? [],
  };
}

/** The same rules as those of the net, with numbers that make them act. */
function tuningFor(tuning: Tuning, { gradients }: BackwardResult): Tuning {
  const all = [...gradients.values()].flatMap((values) => [...values]);
  const largest = all.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const clipValue = tuning.clipValue > 0 ? largest / 2 : 0;
  const norm = normOf(clipped(gradients, clipValue, 0));
  return {
    ...tuning,
    schedule: 'constant',
    learningRate: 0.5,
    momentum: 0.7,
    weightDecay: 0.3,
    dropout: 0,
    clipValue,
    clipNorm: tuning.clipNorm > 0 ? norm / 2 : 0,
  };
}

/** What the backend makes of the step. */
async function onBackend(
  tested: Tested,
  model: SequenceModel,
  batch: TinyBatch,
  before: Before,
  tuning: Tuning,
) {
  const { backend, objective, optimizer, form } = tested.net;
  const supply = new KernelSupply(tested.plan.dispatches);
  const made: { destroy(): void }[] = [];
  const keep = <Part extends { destroy(): void }>(part: Part): Part => {
    made.unshift(part);
    return part;
  };
  try {
    const { weights, moments, states } = before;
    const options = { model, objective, optimizer, form, supply, seed, initial: weights };
    const net = keep(await Net.create(backend, options));
    const { timeSteps, batchSize } = batch;
    const isInBlocks = tested.graph.nodes.some(({ op }) => op.name === headInBlocks.name);
    const unrolling: Unrolling = {
      timeSteps,
      timeStepsOf: { source: sourceSteps },
      batchSize,
      strategy: 'stepwise',
      hasDropout: model.shape.layers > 1,
      hasLengths: tested.hasLengths,
      // several blocks here too: the first one writes gradients, others add to them
      ...(isInBlocks && { logitRows: batchSize }),
    };
    const trainer = keep(await Trainer.create(net, unrolling, batchesOf(batch), tuning));
    const snapshots = keep(await Snapshots.create(trainer));
    net.write(weights, moments);
    trainer.resume(stepsBefore, states);
    trainer.run(1);
    const [entries, gradients, snapshot] = await Promise.all([
      trainer.readLosses(),
      net.readGradients(),
      snapshots.take(),
    ]);
    return { entries, gradients, ...snapshot };
  } finally {
    for (const part of made) part.destroy();
  }
}

/** Weights are around 0.7, which f32 rounds by 3e-8: smaller changes of them count as this. */
const leastChange = 1e-3;

interface Comparison {
  name: string;
  /** Where the largest number of a tensor is below this, this stands for it. */
  least?: number;
  got: ArrayLike<number>;
  expected: ArrayLike<number>;
}

/** A tiny net of the same kind, and what it computes where that is not one stack alone. */
async function tinyOf({ shape, model }: Tested['net']) {
  const { encoder, ...tiny } = tinyShape(shape);
  if (!encoder) return { model: sequenceModel(tiny, model.carries) };
  const [{ encoderDecoder }, { translated: forward }] = await loaded(() =>
    Promise.all([import('../model/encoder-decoder.ts'), import('./cpu-translation.ts')]),
  );
  return { model: encoderDecoder({ ...tiny, encoder }), forward };
}

/** Every number that the step gives, on both. */
export async function compareStep(tested: Tested): Promise<Comparison[]> {
  const { optimizer, objective } = tested.net;
  const { model, forward } = await tinyOf(tested.net);
  const batch = batchOf(tested);
  const before = startOf(model, batch, optimizer.moments);
  const expected = lossAndGradients(model.shape, before, batch, objective.id, forward);
  const tuning = tuningFor(tested.tuning, expected);
  const { learningRate, momentum, weightDecay, clipValue, clipNorm } = tuning;
  const after = changes(optimizer, before, clipped(expected.gradients, clipValue, clipNorm), {
    update: stepsBefore + 1,
    learningRate,
    momentum,
    weightDecay: optimizer.heeds.includes('weightDecay') ? weightDecay : 0,
  });
  const got = await onBackend(tested, model, batch, before, tuning);
  const each = (
    what: string,
    values: readonly NamedValues[],
    right: Values,
    least = 0,
  ): Comparison[] =>
    values.map((one) => ({
      least,
      name: `${what} ${one.name}`,
      got: one.values,
      expected: right.get(one.name) as Float64Array,
    }));
  const changed = got.weights.map((one, parameter) => ({
    ...one,
    values: one.values.map((value, index) => value - before.weights[parameter].values[index]),
  }));
  return [
    { name: 'loss', got: got.entries?.losses ?? [NaN], expected: [expected.loss] },
    {
      name: 'gradient norm',
      got: got.entries?.norms ?? [NaN],
      expected: [normOf(expected.gradients)],
    },
    ...each('gradient of', got.gradients, expected.gradients),
    ...each('change of', changed, after.changes, leastChange),
    ...got.moments.flatMap(({ order, values }, index) =>
      each(`moment ${order} of`, values, after.moments[index]),
    ),
    ...each('carried', got.states, expected.states),
  ];
}

/** The number that is furthest off, of the largest of its tensor. */
export function worstOf({ name, got, expected, least = 0 }: Comparison) {
  let [index, off, largest] = [0, 0, least];
  for (let at = 0; at < expected.length; at++) {
    const difference = Math.abs(got[at] - expected[at]);
    largest = Math.max(largest, Math.abs(expected[at]));
    if (difference <= off) continue;
    [index, off] = [at, Number.isFinite(difference) ? difference : Infinity];
  }
  return { name, got: got[index], right: expected[index], off: off === 0 ? 0 : off / largest };
}

/** What was found of some kernels, under some rules of clipping. */
interface Finding {
  /** Their texts. */
  kernels: ReadonlySet<string>;
  clips: string;
  problem: UnsupportedDeviceError | undefined;
}

const findings = new WeakMap<Backend, Finding[]>();

/**
 * Tests the kernels of a plan, once per backend.
 * @throws UnsupportedDeviceError where they compute other numbers than the CPU
 */
export async function assertSound(tested: Tested): Promise<void> {
  const { backend } = tested.net;
  const { clipValue, clipNorm } = tested.tuning;
  const clips = [clipValue > 0, clipNorm > 0].join();
  const sources = new Set(tested.plan.dispatches.map(({ kernel }) => kernel));
  const kernels = new Set([...sources].map(kernelText));
  const known = findings.get(backend) ?? [];
  findings.set(backend, known);
  let found = known.find(
    (one) =>
      one.clips === clips &&
      one.kernels.size === kernels.size &&
      [...kernels].every((kernel) => one.kernels.has(kernel)),
  );
  if (!found) {
    const worst = (await compareStep(tested)).map(worstOf).find(({ off }) => off > tolerance);
    found = { kernels, clips, problem: worst && wrongNumbers(tested, worst) };
    known.push(found);
  }
  if (found.problem) throw found.problem;
}

function wrongNumbers({ net }: Tested, { name, got, right }: ReturnType<typeof worstOf>) {
  const short = (value: number) => String(Number(value.toPrecision(6)));
  const { kind, name: engineName } = net.backend;
  return new UnsupportedDeviceError({
    code: 'wrong numbers',
    values: {
      engine: kind,
      name: engineName,
      kernels: net.form,
      cell: net.shape.cell.id,
      number: name,
      got: short(got),
      right: short(right),
    },
  });
}
