/** From settings and an open text to a net that is ready to train; or only to its size. */
import type { Settings } from '../config/settings.ts';
import { cells } from '../cells/index.ts';
import { assertFits, StreamBatches } from '../data/batches.ts';
import type { OpenedText } from '../data/open-text.ts';
import { samplingGraph } from '../decode/sampling-graph.ts';
import type { Gpu, KernelForm } from '../gpu/device.ts';
import type { MemoryLimits } from '../graph/memory-plan.ts';
import { type Plan, sharedKinds } from '../graph/plan.ts';
import { printPlan } from '../graph/print-plan.ts';
import { schedule } from '../graph/schedule.ts';
import { CancelledError, SettingsError } from '../lib/errors.ts';
import { evaluationGraph, trainingGraph, type Unrolling } from '../model/language-model.ts';
import { parameterCount, parameterSpecs, type ModelShape } from '../model/shape.ts';
import { optimizers } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { Evaluator } from '../training/evaluator.ts';
import type { NamedValues } from '../model/parameters.ts';
import { type Engine, memoryLimits, Net } from '../training/net.ts';
import { sampleCapacity, Sampler } from '../training/sampler.ts';
import { soundForm } from '../training/self-test.ts';
import { Snapshots } from '../training/snapshots.ts';
import { chunkSlots, Trainer } from '../training/trainer.ts';
import { assertWithinBudget, assertWithinLimits, withWayOut } from './net-size.ts';
import type { NetEstimate, NetInfo } from './protocol.ts';

export interface BuiltNet {
  net: Net;
  trainer: Trainer;
  evaluator: Evaluator;
  sampler: Sampler;
  snapshots: Snapshots;
  batches: StreamBatches;
  text: OpenedText;
  settings: Settings;
  /** What it started with instead of the weights of the seed. */
  initial: readonly NamedValues[] | undefined;
}

function chosen<Item extends { id: string }>(
  what: string,
  list: readonly Item[],
  id: string,
): Item {
  const item = list.find((candidate) => candidate.id === id);
  if (item) return item;
  throw new SettingsError({
    where: 'settings',
    what: `there is no such ${what}`,
    values: { [what]: id },
    advice: `Choose one of ${list.map((candidate) => candidate.id).join(', ')}`,
  });
}

/** What the settings stand for. @throws SettingsError when there is no such cell or optimizer */
export function planned(settings: Settings, vocabSize: number) {
  const shape: ModelShape = {
    cell: chosen('cell', cells, settings.cell),
    layers: settings.layers,
    hiddenSize: settings.hiddenSize,
    vocabSize,
    embeddingSize: settings.input === 'embedding' ? settings.embeddingSize : 0,
  };
  const unrolling: Unrolling = {
    timeSteps: settings.timeSteps,
    batchSize: settings.batchSize,
    strategy: 'step',
  };
  const optimizer: Optimizer = chosen('optimizer', optimizers, settings.optimizer);
  return { shape, unrolling, optimizer };
}

function formOf(settings: Settings, gpu: Gpu): KernelForm {
  const form = settings.kernels === 'auto' ? gpu.form : (settings.kernels as KernelForm);
  if (gpu.forms.includes(form)) return form;
  throw new SettingsError({
    where: 'settings',
    what: 'this GPU cannot run these kernels',
    values: { kernels: form, gpu: gpu.name },
    advice: `Set Kernels to auto or one of ${gpu.forms.join(', ')}`,
  });
}

/** What is left where a driver gets a form wrong: the one that asks the least of it. */
const saferForms = (form: KernelForm): KernelForm[] => (form === 'registers' ? [] : ['registers']);

/** Limits that every WebGPU device grants, for estimates without one. */
const defaultLimits: MemoryLimits = { maxBufferBytes: 2 ** 28, maxBindingBytes: 2 ** 27 };

/**
 * Size of the net that these settings stand for; nothing is made.
 * @param isConfirmed it may take more than a page should
 * @throws SettingsError, ShapeError or TextError when it cannot be built
 */
export function estimateNet(
  settings: Settings,
  text: OpenedText,
  gpu: Gpu | null,
  isConfirmed = false,
): NetEstimate {
  const { shape, unrolling, optimizer } = planned(settings, text.vocabulary.size);
  assertFits(text.trainLength, unrolling.batchSize, unrolling.timeSteps);
  const form = gpu ? formOf(settings, gpu) : 'tiles';
  const limits = gpu ? memoryLimits(gpu.device) : defaultLimits;
  const training = trainingGraph(shape, unrolling, optimizer).graph;
  const plan = schedule(training, { name: 'training', slots: chunkSlots(unrolling), limits, form });
  const others = [
    schedule(evaluationGraph(shape, unrolling).graph, {
      name: 'validation',
      slots: 1,
      limits,
      form,
    }),
    schedule(samplingGraph(shape, sampleCapacity).graph, {
      name: 'sampling',
      slots: sampleCapacity,
      limits,
      form,
    }),
  ];
  const own = (one: Plan) =>
    one.buffers.reduce((sum, { kind, bytes }) => sum + (sharedKinds.has(kind) ? 0 : bytes), 0);
  const weights = plan.buffers.filter(({ kind }) => sharedKinds.has(kind));
  const bytes =
    weights.reduce((sum, { bytes }) => sum + bytes, 0) +
    [plan, ...others].reduce((sum, one) => sum + own(one), 0);
  assertWithinLimits(weights, limits);
  if (gpu && !isConfirmed) assertWithinBudget(bytes, gpu.memoryBytes);
  return {
    parameters: parameterCount(shape),
    bytes,
    dispatchesPerStep: plan.dispatches.length,
  };
}

/** What a net starts with other than its settings say. */
export interface NetStart {
  form?: KernelForm;
  /** Instead of the weights of the seed. */
  initial?: readonly NamedValues[];
  /** It may take more memory than a page should. */
  isConfirmed?: boolean;
}

/**
 * Builds the net. Training can start at once; kernels of the evaluator and the sampler are still to be compiled.
 * @throws SettingsError, TextError, KernelError, or CancelledError; nothing is left behind then
 */
export async function buildNet(
  engine: Engine,
  settings: Settings,
  text: OpenedText,
  signal: AbortSignal,
  onProgress: (done: number, total: number, what: string) => void,
  start: NetStart = {},
): Promise<BuiltNet> {
  withWayOut(settings, (one) => estimateNet(one, text, engine.gpu, start.isConfirmed));
  const { shape, unrolling, optimizer } = planned(settings, text.vocabulary.size);
  const { batchSize, timeSteps } = unrolling;
  const batches = new StreamBatches(text.tokens, text.trainLength, batchSize, timeSteps);
  const wanted = start.form ?? formOf(settings, engine.gpu);
  const onKernel = (done: number, total: number) => onProgress(done, total, 'Compiling kernels');
  const forms = [wanted, ...saferForms(wanted)];
  const form = await soundForm(engine, shape, optimizer, forms, onKernel);
  if (signal.aborted) throw cancelled();
  const { initial } = start;
  const made: { destroy(): void }[] = [];
  const keep = <Part extends { destroy(): void }>(part: Part): Part => {
    made.unshift(part);
    if (signal.aborted) throw cancelled();
    return part;
  };
  try {
    const net = keep(
      await Net.create(engine, { shape, optimizer, form, seed: settings.seed, initial }),
    );
    const { learningRate, clipNorm } = settings;
    const trainer = keep(
      await Trainer.create(net, unrolling, batches, { learningRate, clipNorm }, (done, total) => {
        onProgress(done, total, 'Compiling kernels');
      }),
    );
    const heldOut = text.tokens.subarray(text.trainLength);
    const evaluator = keep(await Evaluator.create(net, unrolling, heldOut));
    const sampler = keep(await Sampler.create(net));
    const snapshots = keep(await Snapshots.create(trainer));
    return { net, trainer, evaluator, sampler, snapshots, batches, text, settings, initial };
  } catch (error) {
    for (const part of made) part.destroy();
    throw error;
  }
}

export function describeNet({ net, trainer, batches }: BuiltNet): NetInfo {
  const { shape, form, engine } = net;
  return {
    parameters: parameterCount(shape),
    parameterList: parameterSpecs(shape).map((spec) => ({
      name: spec.name,
      shape: [...spec.shape],
    })),
    bytes: engine.ledger.liveBytes,
    dispatchesPerStep: trainer.dispatches,
    charactersPerStep: batches.charactersPerStep,
    kernels: form,
    layers: shape.layers,
    hiddenSize: shape.hiddenSize,
    cell: shape.cell.id,
    plan: printPlan(trainer.plan),
    memory: engine.ledger.entries(),
  };
}

export function destroyNet({ net, trainer, evaluator, sampler, snapshots }: BuiltNet): void {
  for (const part of [snapshots, sampler, evaluator, trainer, net]) part.destroy();
}

function cancelled(): CancelledError {
  return new CancelledError({
    where: 'net',
    what: 'building was cancelled',
    advice: 'The net from before is still there',
  });
}
