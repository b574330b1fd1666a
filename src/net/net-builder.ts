/** From settings and an open text to a net that is ready to train; or only to its size. */
import type { OnProgress } from '../protocol/work.ts';
import type { Backend } from '../backend/backend.ts';
import type { Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import type { MemoryLimits } from '../graph/memory-plan.ts';
import { sharedKinds } from '../graph/plan.ts';
import { printPlan } from '../graph/print-plan.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { CancelledError, SettingsError, UnsupportedDeviceError } from '../lib/errors.ts';
import { runWithPauses } from '../lib/slices.ts';
import { describeUnrolled } from '../model/describe-unrolled.ts';
import { initialSlices } from '../model/initialisation.ts';
import type { Model } from '../model/model.ts';
import type { Unrolling } from '../model/module.ts';
import { parameterCount } from '../model/shape.ts';
import { directionsOf } from '../model/stack-shape.ts';
import type { UnrolledNet } from '../protocol/unrolled-net.ts';
import { loaded } from '../tasks/loaded.ts';
import type { TaskData, TrainingBatches } from '../tasks/task.ts';
import { Evaluator } from '../training/evaluator.ts';
import { Inspector } from '../training/inspector.ts';
import type { NamedValues } from '../model/parameters.ts';
import { Net } from '../training/net.ts';
import { designOf, type PlannedNet, planNet } from './planned-net.ts';
import { Sampler } from '../training/sampler.ts';
import { assertSound } from './self-test.ts';
import { Snapshots } from '../training/snapshots.ts';
import { Trainer } from '../training/trainer.ts';
import { assertWithinBudget, assertWithinLimits, withWayOut } from './net-size.ts';
import type { AvoidedKernels, NetEstimate, NetInfo } from '../protocol/net-info.ts';

export interface BuiltNet {
  net: Net;
  trainer: Trainer;
  evaluator: Evaluator;
  /** Of the text that it had learned before; undefined where there is none. */
  former: Evaluator | undefined;
  sampler: Sampler;
  snapshots: Snapshots;
  /** Reads all layers over some of the data, to find units that no longer learn. */
  checkup: Inspector;
  batches: TrainingBatches;
  unrolling: Unrolling;
  /** For the page: made with the net, so that one that cannot be drawn replaces none. */
  drawing: Pick<NetInfo, 'unrolled' | 'plan'>;
  data: TaskData;
  settings: Settings;
  /** What it started with instead of the weights of the seed. */
  initial: readonly NamedValues[] | undefined;
  avoided: AvoidedKernels | null;
}

function formOf(settings: Settings, backend: Backend): ProductForm {
  const isFree = settings.kernels === 'auto' || backend.kind === 'cpu';
  const form = isFree ? backend.form : (settings.kernels as ProductForm);
  if (backend.forms.includes(form)) return form;
  const values = { kernels: form, engine: backend.name, choices: backend.forms.join(', ') };
  throw new SettingsError({ code: 'kernels not offered', values });
}

/** Limits that every WebGPU device grants, for estimates without one. */
const defaultLimits: MemoryLimits = { maxBufferBytes: 2 ** 28, maxBindingBytes: 2 ** 27 };

/** What the estimate of a net goes by, and its build after it. */
interface PlanOptions {
  /** Instead of what the settings say. */
  form?: ProductForm;
  /** It may take more memory than a page should. */
  isConfirmed?: boolean;
  /** The data will have been opened anew with these settings. */
  isReadAgain?: boolean;
}

/**
 * The net that these settings stand for, with all its plans; nothing is made.
 * @throws SettingsError, ShapeError or TextError when it cannot be built
 */
function planFitting(
  settings: Settings,
  data: TaskData,
  backend: Backend | null,
  { form, isConfirmed = false, isReadAgain = false }: PlanOptions = {},
): PlannedNet {
  const net = designOf(settings, data, isReadAgain);
  // there is enough to train on
  data.batches(net.unrolling, settings.seed);
  const wanted = backend ? formOf(settings, backend) : 'tiles';
  const target = { form: form ?? wanted, limits: backend?.limits ?? defaultLimits };
  const plans = planNet(net, target, data.checkup());
  assertWithinLimits(sharedBuffers(plans), target.limits);
  if (backend && !isConfirmed) assertWithinBudget(bytesOf(plans), backend.memoryBytes);
  return plans;
}

/** Weights, gradients, moments: the same for all plans of a net. */
function sharedBuffers({ training }: PlannedNet) {
  return training.plan.buffers.filter(({ kind }) => sharedKinds.has(kind));
}

function bytesOf(plans: PlannedNet): number {
  const { training, validation, sampling, checkup } = plans;
  const own = [training, validation, sampling, checkup].flatMap(({ plan }) =>
    plan.buffers.filter(({ kind }) => !sharedKinds.has(kind)),
  );
  return [...sharedBuffers(plans), ...own].reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * Size of the net that these settings stand for.
 * @throws SettingsError, ShapeError or TextError when it cannot be built
 */
export function estimateNet(
  settings: Settings,
  data: TaskData,
  backend: Backend | null,
): NetEstimate {
  const plans = planFitting(settings, data, backend, { isReadAgain: true });
  return {
    parameters: parameterCount(plans.model.specs),
    bytes: bytesOf(plans),
    dispatchesPerStep: plans.training.plan.dispatches.length,
  };
}

/** What a net starts with other than its settings say. */
export interface NetStart {
  form?: ProductForm;
  /** Instead of the weights of the seed. */
  initial?: readonly NamedValues[];
  /** It may take more memory than a page should. */
  isConfirmed?: boolean;
}

/**
 * Builds the net, from safer kernels where the GPU gets the wanted ones wrong. Training can start at
 * once; kernels of the evaluator and the sampler are still to be compiled.
 * @throws SettingsError, TextError, KernelError, CancelledError, or UnsupportedDeviceError where the
 * GPU gets all of them wrong; nothing is left behind then
 */
export async function buildNet(
  backend: Backend,
  settings: Settings,
  data: TaskData,
  signal: AbortSignal,
  onProgress: OnProgress,
  start: NetStart = {},
): Promise<BuiltNet> {
  const { initial, form, isConfirmed } = start;
  const plans = withWayOut(settings, (one) =>
    planFitting(one, data, backend, { form, isConfirmed, isReadAgain: one !== settings }),
  );
  const drawn = initial ?? (await drawWeights(settings, plans.model, signal, onProgress));
  const [saferForm] = backend.forms;
  const build = (own: PlannedNet) =>
    buildForm(backend, settings, data, signal, onProgress, { plans: own, initial: drawn });
  try {
    return { ...(await build(plans)), initial };
  } catch (error) {
    if (!(error instanceof UnsupportedDeviceError) || plans.form === saferForm) throw error;
    const avoided = { kernels: plans.form, problem: error.problem };
    const safer = planFitting(settings, data, backend, { form: saferForm, isConfirmed: true });
    return { ...(await build(safer)), initial, avoided };
  }
}

async function buildForm(
  backend: Backend,
  settings: Settings,
  data: TaskData,
  signal: AbortSignal,
  onProgress: OnProgress,
  { plans, initial }: { plans: PlannedNet; initial: readonly NamedValues[] },
): Promise<Omit<BuiltNet, 'initial'>> {
  const { shape, model, objective, unrolling, optimizer, form } = plans;
  const { training, validation, sampling } = plans;
  const batches = data.batches(unrolling, settings.seed);
  const made: { destroy(): void }[] = [];
  const keep = <Part extends { destroy(): void }>(part: Part): Part => {
    made.unshift(part);
    if (signal.aborted) throw new CancelledError();
    return part;
  };
  try {
    const net = keep(
      await Net.create(backend, {
        model,
        objective,
        optimizer,
        form,
        seed: settings.seed,
        initial,
      }),
    );
    const onKernel = (done: number, total: number) => onProgress(done, total, 'compiling kernels');
    const trainer = keep(
      await Trainer.create(net, unrolling, batches, tuningOf(settings), onKernel, training),
    );
    await assertSound(trainer);
    const drawing = { unrolled: await unrolledOf(trainer), plan: printPlan(trainer.plan) };
    if (signal.aborted) throw new CancelledError();
    const evaluator = keep(
      await Evaluator.create(net, unrolling, data.heldOut(unrolling), {
        metrics: data.metrics,
        end: data.targets.end,
        planned: validation,
      }),
    );
    const former =
      data.former && keep(await Evaluator.create(net, unrolling, data.former.heldOut(unrolling)));
    const sampler = keep(await Sampler.create(net, [], 1, sampling));
    const snapshots = keep(await Snapshots.create(trainer));
    const watching = { name: 'checkup', layersAtOnce: shape.layers };
    const checkup = keep(await Inspector.allocate(net, data.checkup(), watching, plans.checkup));
    return {
      net,
      trainer,
      evaluator,
      former,
      sampler,
      snapshots,
      checkup,
      batches,
      unrolling,
      drawing,
      data,
      settings,
      avoided: null,
    };
  } catch (error) {
    for (const part of made) part.destroy();
    throw error;
  }
}

async function unrolledOf({ graph, net }: Trainer): Promise<UnrolledNet> {
  if (!net.model.halves) return describeUnrolled(graph);
  const { describeTranslation } = await loaded(() => import('../model/describe-source.ts'));
  return describeTranslation(graph);
}

async function drawWeights(
  { initialisation, memoryBias, seed }: Settings,
  { specs }: Model,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<NamedValues[]> {
  const scheme = initialisation;
  const total = parameterCount(specs);
  return runWithPauses(initialSlices(specs, seed, { scheme, memoryBias }), {
    signal,
    onProgress: (done) => onProgress(done, total, 'drawing weights'),
  });
}

export function describeNet({ net, trainer, batches, drawing, avoided }: BuiltNet): NetInfo {
  const { shape, model, form, backend } = net;
  return {
    parameters: parameterCount(model.specs),
    parameterList: model.specs.map((spec) => ({
      name: spec.name,
      shape: [...spec.shape],
    })),
    bytes: backend.liveBytes,
    dispatchesPerStep: trainer.dispatches,
    tokensPerStep: batches.tokensPerStep,
    kernels: form,
    avoided,
    layers: shape.layers,
    directions: directionsOf(shape),
    hiddenSize: shape.hiddenSize,
    cell: shape.cell.id,
    ...drawing,
    memory: backend.entries(),
  };
}

export function destroyNet({ net, trainer, ...others }: BuiltNet): void {
  const { checkup, snapshots, sampler, former, evaluator } = others;
  for (const part of [checkup, snapshots, sampler, former, evaluator, trainer, net])
    part?.destroy();
}
