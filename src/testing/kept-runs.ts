/** What tests of kept runs do with a worker. */
import type { KeptRun, KeptRuns } from '../protocol/kept-run.ts';
import type { PageMessage } from '../protocol/messages.ts';
import type { TrainingProgress } from '../protocol/training.ts';
import { type MemoryOrigin, MemoryStorage } from './memory-storage.ts';
import { cpuNet, type Options, WorkerSession } from './worker-session.ts';

const workers: WorkerSession[] = [];

export function closeAll(): void {
  for (const worker of workers.splice(0)) worker.close();
}

export async function open(origin: MemoryOrigin, settings = cpuNet, options: Options = {}) {
  const storage = new MemoryStorage(origin);
  const worker = await WorkerSession.open(settings, { ...options, storage });
  workers.push(worker);
  // what other tabs hold is known to be theirs
  worker.clock.advance(1000);
  return { worker, end: () => storage.end() };
}

/** The list, asked for once all that was under way is done; one from before may still come first. */
export async function listed(worker: WorkerSession): Promise<KeptRuns> {
  await worker.until(() => true);
  const from = worker.messages.length;
  await worker.session.handle({ type: 'runs.list' });
  const answers = worker.messages.slice(from).filter((one) => one.type === 'runs.listed');
  return answers.at(-1)!.kept;
}

export const brief = ({ runs }: KeptRuns) => runs.map(({ step, use }: KeptRun) => [step, use]);

type Source = Extract<PageMessage, { type: 'run.read' }>['file'];

let lastId = 10;
export async function take(worker: WorkerSession, file: Source) {
  const id = ++lastId;
  const from = worker.messages.length;
  worker.send({ type: 'run.read', id, file, settings: cpuNet });
  await worker.next('run.ready', (ready) => ready.id === id, from);
  worker.send({ type: 'run.take', id });
  return worker.next('run.loaded', undefined, from);
}

export async function refusal(worker: WorkerSession, file: Source) {
  const from = worker.messages.length;
  worker.send({ type: 'run.read', id: ++lastId, file, settings: cpuNet });
  return worker.next('run.refused', undefined, from);
}

export async function rewind(worker: WorkerSession): Promise<void> {
  const from = worker.messages.length;
  worker.send({ type: 'training.rewind' });
  await worker.next('training.progress', ({ progress }) => progress.state === 'idle', from);
}

/** Exactly so far, so that what follows is the same each time. */
export async function stepTo(worker: WorkerSession, last: number, first = 1): Promise<void> {
  for (let step = first; step <= last; step++) {
    const from = worker.messages.length;
    worker.send({ type: 'training.step' });
    const isDone = ({ state, step: at }: TrainingProgress) => state === 'paused' && at === step;
    await worker.next('training.progress', ({ progress }) => isDone(progress), from);
    await worker.next('run.kept', (kept) => kept.step === step, from);
  }
}

export async function saved(worker: WorkerSession) {
  const answer = worker.next('run.saved');
  worker.send({ type: 'run.save' });
  return new Blob([(await answer).bytes]);
}

export async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}
