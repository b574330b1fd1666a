/** The engine's side of the protocol: one text, one net, one GPU, in a worker of their own. */
import type { Settings } from '../config/settings.ts';
import { countCreations, type CreationCounts } from '../gpu/counting.ts';
import { openGpu } from '../gpu/device.ts';
import {
  CancelledError,
  CheckpointError,
  UnrolledError,
  UnsupportedDeviceError,
} from '../lib/errors.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import { createEngine, type Engine } from '../training/net.ts';
import { catalogue } from './catalogue.ts';
import { type BuiltNet, buildNet, describeNet, estimateNet } from './net-builder.ts';
import type { PageMessage, WorkerMessage } from './protocol.ts';
import { Run, type RunOptions } from './run.ts';
import { loadRun, readRunFile, writeRun } from './run-files.ts';
import { becomeWriter, openOriginFolder } from './origin-folder.ts';
import { RunKeeper } from './run-keeper.ts';
import { TextDesk } from './text-desk.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

function post(message: WorkerMessage, transfer: ArrayBuffer[] = []): void {
  scope.postMessage(message, transfer);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

let engine: Engine | undefined;
let counts: CreationCounts | undefined;
let run: Run | undefined;
const keeper = new RunKeeper({ openFolder: openOriginFolder, becomeWriter, post });
const texts = new TextDesk({
  post,
  check: (settings, text) => estimateNet(settings, text, engine?.gpu ?? null),
});
let netWork: AbortController | undefined;
let isHidden = false;

let hasFailed = false;

/** The GPU is gone or misbehaves: nothing on it can be trusted any more. The rest is its echo. */
function fail(kind: 'device' | 'worker', message: string): void {
  if (hasFailed) return;
  hasFailed = true;
  run?.halt();
  post({ type: 'failure', kind, message });
}

async function start(): Promise<void> {
  try {
    const gpu = await openGpu(navigator.gpu);
    const { device } = gpu;
    counts = countCreations(device);
    device.addEventListener('uncapturederror', ({ error }) => {
      fail('device', `device: the GPU reported an error: ${error.message}. Reload the page.`);
    });
    void device.lost.then(({ reason, message }) => {
      if (reason === 'destroyed') return;
      fail('device', `device: the GPU was lost: ${message || reason}. Reload the page to go on.`);
    });
    engine = createEngine(gpu);
    const { name, isFallback, form } = gpu;
    const info = { name, isFallback, kernels: form };
    post({ type: 'engine.ready', catalogue: catalogue(), gpu: info, problem: null });
    void find();
  } catch (error) {
    const problem = messageOf(error);
    post({ type: 'engine.ready', catalogue: catalogue(), gpu: null, problem });
  }
}

/** Tells the page of a run that was kept. */
async function find(): Promise<void> {
  try {
    const found = await keeper.find();
    if (!found?.record) return;
    const { step, settings, text: kept } = found.record;
    post({ type: 'run.found', step, title: kept.title, cell: settings.cell });
  } catch (error) {
    post({ type: 'run.unkept', message: messageOf(error) });
  }
}

async function build({ settings }: Extract<PageMessage, { type: 'net.build' }>): Promise<void> {
  netWork?.abort();
  const work = (netWork = new AbortController());
  const text = texts.open;
  if (!engine || !text) {
    const message = 'net: there is no GPU or no text yet. Open a text first.';
    post({ type: 'net.refused', message, remedies: [] });
    return;
  }
  try {
    const built = await buildNet(engine, settings, text, work.signal, (done, total, what) =>
      post({ type: 'net.progress', done, total, what }),
    );
    await replaceRun(built);
    post({ type: 'net.ready', info: describeNet(built) });
  } catch (error) {
    if (netWork === work || !(error instanceof CancelledError)) {
      const remedies = error instanceof UnrolledError ? [...(error.problem.remedies ?? [])] : [];
      post({ type: 'net.refused', message: messageOf(error), remedies });
    }
  }
}

async function replaceRun(built: BuiltNet, options: RunOptions = {}): Promise<void> {
  const old = run;
  const postAndKeep: typeof post = (message, transfer) => {
    post(message, transfer);
    if (message.type === 'training.progress') keeper.note(message.progress);
  };
  run = new Run(built, postAndKeep, { ...options, forcedChunk: forcedChunk() });
  run.hidden = isHidden;
  keeper.watch(run);
  await old?.close();
}

async function save(): Promise<void> {
  if (!run) return;
  try {
    const { step, name, bytes } = await writeRun(run);
    post({ type: 'run.saved', step, name, bytes }, [bytes.buffer]);
  } catch (error) {
    post({ type: 'run.refused', message: messageOf(error) });
  }
}

async function load(read: () => Promise<Checkpoint>, settings: Settings): Promise<void> {
  netWork?.abort();
  const work = (netWork = new AbortController());
  try {
    if (!engine) throw noGpu();
    const { built, history, seconds, source } = await loadRun(await read(), {
      engine,
      keptText: (identity) => keeper.textOf(identity),
      settings,
      text: texts.open,
      signal: work.signal,
      onProgress: (done, total, what) => post({ type: 'net.progress', done, total, what }),
    });
    texts.open = built.text;
    await replaceRun(built, { history, seconds });
    post({
      type: 'run.loaded',
      info: describeNet(built),
      text: built.text.info,
      settings: built.settings,
      source,
      curves: { losses: history.upTo(Infinity), validations: history.validations },
    });
    run?.postProgress();
  } catch (error) {
    if (!(error instanceof CancelledError)) {
      post({ type: 'run.refused', message: messageOf(error) });
    }
  }
}

/** @throws CheckpointError when it is gone or no longer readable */
async function readKept(): Promise<Checkpoint> {
  const checkpoint = await keeper.load();
  if (checkpoint) return checkpoint;
  throw new CheckpointError({
    where: 'storage',
    what: 'the kept run is no longer there',
    advice: 'Start anew, or load a run from a file',
  });
}

function noGpu(): UnsupportedDeviceError {
  return new UnsupportedDeviceError({
    where: 'run',
    what: 'there is no GPU to load it on',
    advice: 'Use a browser with WebGPU',
  });
}

/** Tests of determinism name the steps per chunk in the worker's own address. */
function forcedChunk(): number | undefined {
  const steps = Number(new URL(scope.location.href).searchParams.get('chunk'));
  return Number.isInteger(steps) && steps > 0 ? steps : undefined;
}

async function readParameters(id: number): Promise<void> {
  if (!run) return;
  const { net, trainer } = run.built;
  const { step } = trainer;
  const parameters = await net.readParameters();
  post({
    type: 'parameters.read',
    id,
    step,
    parameters: parameters.map(({ name, shape, values }) => ({ name, shape: [...shape], values })),
  });
}

function estimate({ id, settings }: Extract<PageMessage, { type: 'net.estimate' }>): void {
  const text = texts.open;
  if (!text) {
    const problem = 'net: no text is open. Open a text first.';
    post({ type: 'net.estimated', id, estimate: null, problem });
    return;
  }
  try {
    const size = estimateNet(settings, text, engine?.gpu ?? null);
    post({ type: 'net.estimated', id, estimate: size, problem: null });
  } catch (error) {
    if (!(error instanceof UnrolledError)) throw error;
    post({ type: 'net.estimated', id, estimate: null, problem: error.message });
  }
}

const handlers: {
  [Type in PageMessage['type']]: (
    message: Extract<PageMessage, { type: Type }>,
  ) => void | Promise<void>;
} = {
  'engine.start': start,
  'text.read': (message) => texts.read(message),
  'text.take': ({ id }) => texts.take(id),
  'text.cancel': () => texts.cancel(),
  'net.build': build,
  'net.cancel': () => netWork?.abort(),
  'net.estimate': estimate,
  'training.start': () => run?.start(),
  'training.pause': () => run?.pause(),
  'training.step': () => run?.step(),
  'training.rewind': () => run?.rewind(),
  'training.undo': () => run?.undo(),
  'training.tune': ({ learningRate, clipNorm }) => {
    if (run) Object.assign(run.built.trainer, { learningRate, clipNorm });
  },
  'validation.run': () => {
    run?.validation.request();
    run?.wake();
  },
  'gates.watch': ({ line, layer }) => {
    run?.views.gates.watchLine(line, layer);
    run?.wake();
  },
  'gates.unwatch': () => run?.views.gates.unwatch(),
  'statistics.watch': () => {
    run?.views.statistics.watch({});
    run?.wake();
  },
  'statistics.unwatch': () => run?.views.statistics.unwatch(),
  'gradient.watch': ({ line, layer }) => {
    run?.views.gradient.watchLine(line, layer);
    run?.wake();
  },
  'gradient.unwatch': () => run?.views.gradient.unwatch(),
  'sample.draw': (message) => {
    run?.sample.draw(message);
    run?.wake();
  },
  'sample.tune': ({ temperature, topK }) => run?.sample.tune(temperature, topK),
  'sample.stop': () => run?.sample.stop(),
  'run.save': save,
  'run.load': ({ file, settings }) => load(() => readRunFile(file), settings),
  'run.continue': ({ settings }) => load(readKept, settings),
  'run.forget': () => keeper.forget(),
  'parameters.read': ({ id }) => readParameters(id),
  'state.read': ({ id }) => {
    const liveBytes = engine?.ledger.liveBytes ?? 0;
    const liveBuffers = engine?.ledger.entries().length ?? 0;
    post({ type: 'state.read', id, created: { ...counts }, liveBytes, liveBuffers });
  },
  'page.hidden': ({ hidden }) => {
    isHidden = hidden;
    if (run) run.hidden = hidden;
    if (hidden && !hasFailed) keeper.keep();
  },
};

scope.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
  const handle = handlers[data.type] as (message: PageMessage) => void | Promise<void>;
  Promise.resolve()
    .then(() => handle(data))
    .catch((error: unknown) => reportError(error));
});

scope.addEventListener('error', ({ message }) =>
  fail('worker', `worker: ${message}. Reload the page.`),
);
scope.addEventListener('unhandledrejection', ({ reason }) => {
  fail('worker', `worker: ${messageOf(reason)}. Reload the page.`);
});
