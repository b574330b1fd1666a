/**
 * What the checks of the worker look at: a session of the engine as it is, or with a planted bug. It runs on the CPU,
 * many times as quick as the software adapter; in the tier of the GPU on that.
 */
import type { Settings } from '../../config/settings.ts';
import type { EngineSession } from '../../worker/engine-session.ts';
import { patchedModule } from '../patched-module.ts';
import type { SourcePatch } from '../planted-bugs.ts';
import type { Tensors } from '../reference/matrix.ts';
import type { ModelShape } from '../reference/model-shape.ts';
import { type Options, smallNet, WorkerSession } from '../worker-session.ts';

const onGpu = import.meta.env.UNIT_TIER === 'gpu';

/** Small enough for the reference, and plain: what is checked is who gets which numbers. */
export const tinyNet: Settings = {
  ...smallNet,
  engine: onGpu ? 'gpu' : 'cpu',
  cell: 'lstm',
  hiddenSize: 8,
  batchSize: 3,
  timeSteps: 5,
  optimizer: 'sgd',
  learningRate: 0.5,
  clipNorm: 1,
  kernels: 'registers',
};

const open = new Set<WorkerSession>();

let requestGpu: () => Promise<GPU | undefined> = () => Promise.resolve(undefined);

/** What the machine of each subject has, from now on. */
export function giveSubjects(gpu: () => Promise<GPU>): void {
  requestGpu = gpu;
}

/** With a text and a net; its clock stands still. */
export async function openSubject(
  patch: SourcePatch | undefined,
  settings: Settings,
  options: Options & { text?: string } = {},
): Promise<WorkerSession> {
  const worker = await WorkerSession.open(settings, { ...(await subjectOf(patch)), ...options });
  return kept(worker);
}

/** With nothing open. */
export async function startSubject(
  patch: SourcePatch | undefined,
  options: Options = {},
): Promise<WorkerSession> {
  return kept(
    await WorkerSession.start({
      engine: tinyNet.engine,
      ...(await subjectOf(patch)),
      ...options,
    }),
  );
}

async function subjectOf(patch: SourcePatch | undefined): Promise<Options> {
  const gpu = await requestGpu();
  if (!patch) return { gpu };
  const file = 'src/worker/engine-session.ts';
  const patched = await patchedModule<{ EngineSession: typeof EngineSession }>(file, patch);
  return { gpu, Session: patched.EngineSession };
}

function kept(worker: WorkerSession): WorkerSession {
  worker.flow(false);
  worker.isStrict = true;
  open.add(worker);
  return worker;
}

/** After each check, whatever became of it. */
export function closeSubjects(): void {
  for (const worker of open) worker.close();
  open.clear();
}

/** The parameters as they are now. */
export async function weightsOf(worker: WorkerSession): Promise<Tensors> {
  const answer = worker.next('parameters.read');
  worker.send({ type: 'parameters.read', id: 0 });
  const { parameters } = await answer;
  return Object.fromEntries(
    parameters.map(({ name, values }) => [name, Float64Array.from(values)]),
  );
}

export function modelOf(settings: Settings, vocabSize: number): ModelShape {
  const { cell, layers: numLayers, hiddenSize, initialState } = settings;
  const learnsInitialState = initialState === 'learned';
  return { cell, numLayers, hiddenSize, vocabSize, embeddingSize: 0, learnsInitialState };
}
