/** From settings and an open text to a net that is ready to train; or only to its size. */
import type { Backend } from '../backend/backend.ts';
import type { Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { assertFits, StreamBatches } from '../data/batches.ts';
import type { OpenedText } from '../data/open-text.ts';
import { samplingGraph } from '../decode/sampling-graph.ts';
import type { MemoryLimits } from '../graph/memory-plan.ts';
import { type Plan, sharedKinds } from '../graph/plan.ts';
import { printPlan } from '../graph/print-plan.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { schedule } from '../graph/schedule.ts';
import { CancelledError, SettingsError, UnsupportedDeviceError } from '../lib/errors.ts';
import { runWithPauses } from '../lib/slices.ts';
import { describeUnrolled } from '../model/describe-unrolled.ts';
import { type Initialisation, initialSlices } from '../model/initialisation.ts';
import { evaluationGraph, inspectionGraph, trainingGraph } from '../model/language-model.ts';
import { parameterCount, parameterSpecs, type ModelShape } from '../model/shape.ts';
import { Evaluator } from '../training/evaluator.ts';
import { Inspector } from '../training/inspector.ts';
import type { NamedValues } from '../model/parameters.ts';
import { Net } from '../training/net.ts';
import { planned } from '../training/planned-net.ts';
import { sampleCapacity, Sampler } from '../training/sampler.ts';
import { assertSound } from '../training/self-test.ts';
import { Snapshots } from '../training/snapshots.ts';
import { chunkSlots, Trainer } from '../training/trainer.ts';
import { assertWithinBudget, assertWithinLimits, withWayOut } from './net-size.ts';
import type { AvoidedKernels, NetEstimate, NetInfo } from '../protocol/net-info.ts';

export interface BuiltNet {
  net: Net;
  trainer: Trainer;
  evaluator: Evaluator;
  sampler: Sampler;
  snapshots: Snapshots;
  /** Reads all layers over a piece of the text, to find units that no longer learn. */
  checkup: Inspector;
  batches: StreamBatches;
  /** For the page: made with the net, so that one that cannot be drawn replaces none. */
  drawing: Pick<NetInfo, 'unrolled' | 'plan'>;
  text: OpenedText;
  settings: Settings;
  /** What it started with instead of the weights of the seed. */
  initial: readonly NamedValues[] | undefined;
  avoided: AvoidedKernels | null;
}

function formOf(settings: Settings, backend: Backend): ProductForm {
  const isFree = settings.kernels === 'auto' || backend.kind === 'cpu';
  const form = isFree ? backend.form : (settings.kernels as ProductForm);
  if (backend.forms.includes(form)) return form;
  throw new SettingsError({
    where: 'settings',
    what: 'this GPU cannot run these kernels',
    values: { kernels: form, gpu: backend.name },
    advice: `Set Kernels to auto or one of ${backend.forms.join(', ')}`,
  });
}

/** Characters over which the units are looked at. */
const checkupLength = 64;

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
  backend: Backend | null,
  isConfirmed = false,
): NetEstimate {
  // what the text would have once it is read with these settings
  const symbols = Math.min(text.vocabulary.size, settings.symbols);
  const { shape, unrolling, optimizer } = planned(settings, symbols);
  assertFits(text.trainLength, unrolling.batchSize, unrolling.timeSteps);
  const form = backend ? formOf(settings, backend) : 'tiles';
  const limits = backend?.limits ?? defaultLimits;
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
    schedule(inspectionGraph(shape, checkupLength).graph, {
      name: 'checkup',
      slots: 1,
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
  if (backend && !isConfirmed) assertWithinBudget(bytes, backend.memoryBytes);
  return {
    parameters: parameterCount(shape),
    bytes,
    dispatchesPerStep: plan.dispatches.length,
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
  text: OpenedText,
  signal: AbortSignal,
  onProgress: (done: number, total: number, what: string) => void,
  start: NetStart = {},
): Promise<BuiltNet> {
  withWayOut(settings, (one) => estimateNet(one, text, backend, start.isConfirmed));
  const { shape } = planned(settings, text.vocabulary.size);
  const form = start.form ?? formOf(settings, backend);
  const { initial } = start;
  const drawn = initial ?? (await drawWeights(settings, shape, signal, onProgress));
  const [saferForm] = backend.forms;
  const build = (kernels: ProductForm) =>
    buildForm(backend, settings, text, signal, onProgress, { form: kernels, initial: drawn });
  try {
    return { ...(await build(form)), initial };
  } catch (error) {
    if (!(error instanceof UnsupportedDeviceError) || form === saferForm) throw error;
    const avoided = { kernels: form, reason: error.message };
    return { ...(await build(saferForm)), initial, avoided };
  }
}

async function buildForm(
  backend: Backend,
  settings: Settings,
  text: OpenedText,
  signal: AbortSignal,
  onProgress: (done: number, total: number, what: string) => void,
  { form, initial }: { form: ProductForm; initial: readonly NamedValues[] },
): Promise<Omit<BuiltNet, 'initial'>> {
  const { shape, unrolling, optimizer } = planned(settings, text.vocabulary.size);
  const { batchSize, timeSteps } = unrolling;
  const batches = new StreamBatches(text.tokens, text.trainLength, batchSize, timeSteps);
  const made: { destroy(): void }[] = [];
  const keep = <Part extends { destroy(): void }>(part: Part): Part => {
    made.unshift(part);
    if (signal.aborted) throw cancelled();
    return part;
  };
  try {
    const net = keep(
      await Net.create(backend, { shape, optimizer, form, seed: settings.seed, initial }),
    );
    const trainer = keep(
      await Trainer.create(net, unrolling, batches, tuningOf(settings), (done, total) => {
        onProgress(done, total, 'Compiling kernels');
      }),
    );
    await assertSound(trainer);
    const drawing = { unrolled: describeUnrolled(trainer.graph), plan: printPlan(trainer.plan) };
    if (signal.aborted) throw cancelled();
    const heldOut = text.tokens.subarray(text.trainLength);
    const evaluator = keep(await Evaluator.create(net, unrolling, heldOut));
    const sampler = keep(await Sampler.create(net));
    const snapshots = keep(await Snapshots.create(trainer));
    const excerpt = excerptToWatch(text);
    const checkup = keep(
      await Inspector.allocate(net, excerpt, { name: 'checkup', layersAtOnce: shape.layers }),
    );
    return {
      net,
      trainer,
      evaluator,
      sampler,
      snapshots,
      checkup,
      batches,
      drawing,
      text,
      settings,
      avoided: null,
    };
  } catch (error) {
    for (const part of made) part.destroy();
    throw error;
  }
}

/** What the units are looked at over: the middle is more like the rest than a title is. */
function excerptToWatch({ tokens, trainLength }: OpenedText): Uint32Array<ArrayBuffer> {
  const middle = Math.max(0, (trainLength - checkupLength) >> 1);
  return Uint32Array.from(tokens.subarray(middle, middle + checkupLength));
}

async function drawWeights(
  { initialisation, forgetBias, seed }: Settings,
  shape: ModelShape,
  signal: AbortSignal,
  onProgress: (done: number, total: number, what: string) => void,
): Promise<NamedValues[]> {
  const scheme = initialisation as Initialisation['scheme'];
  const total = parameterCount(shape);
  return runWithPauses(initialSlices(shape, seed, { scheme, forgetBias }), {
    signal,
    onProgress: (done) => onProgress(done, total, 'Drawing the initial weights'),
  });
}

export function describeNet({ net, trainer, batches, drawing, avoided }: BuiltNet): NetInfo {
  const { shape, form, backend } = net;
  return {
    parameters: parameterCount(shape),
    parameterList: parameterSpecs(shape).map((spec) => ({
      name: spec.name,
      shape: [...spec.shape],
    })),
    bytes: backend.liveBytes,
    dispatchesPerStep: trainer.dispatches,
    charactersPerStep: batches.charactersPerStep,
    kernels: form,
    avoided,
    layers: shape.layers,
    hiddenSize: shape.hiddenSize,
    cell: shape.cell.id,
    ...drawing,
    memory: backend.entries(),
  };
}

export function destroyNet({ net, trainer, ...others }: BuiltNet): void {
  const { checkup, snapshots, sampler, evaluator } = others;
  for (const part of [checkup, snapshots, sampler, evaluator, trainer, net]) part.destroy();
}

function cancelled(): CancelledError {
  return new CancelledError({
    where: 'net',
    what: 'building was cancelled',
    advice: 'The previous net is still there',
  });
}
