/** What can be seen of a run and done to it, for the checks of what is done twice. */
import { expect } from 'vitest';
import type { Settings } from '../../config/settings.ts';
import type { Frame, ViewId, Wish } from '../../protocol/views.ts';
import type { SourcePatch } from '../planted-bugs.ts';
import type { WorkerSession } from '../worker-session.ts';
import { corpusOf } from './corpus.ts';
import { openSubject, tinyNet } from './subject.ts';
import { sampleOf, validate } from './told.ts';

export const corpus = corpusOf(300, 20);
export const other = corpusOf(260, 30, 9);
export const settings: Settings = {
  ...tinyNet,
  optimizer: 'adam',
  learningRate: 0.05,
  heldOut: 20,
};

export const open = (patch?: SourcePatch, changes: Partial<Settings> = {}) =>
  openSubject(patch, { ...settings, ...changes }, { text: corpus.text });

const known = new Map<string, Promise<unknown>>();

/** What a session shows that has no fault: worked out once for all checks that ask for it. */
export function once<Result>(name: string, show: () => Promise<Result>): Promise<Result> {
  const shown = known.get(name) ?? show();
  known.set(name, shown);
  return shown as Promise<Result>;
}

/** Losses and norms of the latest telling, by step. */
export function curveOf(worker: WorkerSession, from = 0): Record<number, [number, number]> {
  const curve: Record<number, [number, number]> = {};
  for (const message of worker.messages.slice(from)) {
    if (message.type !== 'training.losses') continue;
    const { firstStep, losses, norms } = message.run;
    losses.forEach((loss, at) => (curve[firstStep + at] = [loss, norms[at]]));
  }
  return curve;
}

/** Those that measure the net of a text: it has no lines, and no answers that are right or wrong. */
type TextView = Exclude<
  ViewId,
  | 'predictions'
  | 'first'
  | 'forecast'
  | 'early'
  | 'tune-gates'
  | 'data'
  | 'pairs'
  | 'written'
  | 'attention'
  | 'example-loss'
  | 'token-line'
  | 'score'
  | 'quiz'
  | 'typing'
  | 'keystrokes'
  | 'forcing'
>;

const wishes: { [Id in TextView]: Wish<Id> } = {
  gates: { line: 'ab yx cab', layer: 1 },
  statistics: {},
  gradient: { line: 'ab yx cab', layer: 1 },
  weight: {
    ...{ line: 'ab yx cab', name: 'rnn.weight_hh_l0' },
    ...{ place: { row: 3, column: 2 }, nudge: null },
  },
};
export const viewIds = Object.keys(wishes) as TextView[];

/** The next frame, asked for. */
export function look<Id extends TextView>(
  worker: WorkerSession,
  view: Id,
  wish: Partial<Wish<ViewId>> = {},
): Promise<Frame<Id>> {
  return worker.look(view, { ...wishes[view], ...wish });
}

/** Everything that can be seen of a net that rests. */
export async function lookAtAll(worker: WorkerSession) {
  const frames = [];
  for (const view of viewIds) {
    frames.push(await look(worker, view));
    worker.closeView(view);
  }
  return {
    frames,
    parameters: await worker.parameters(),
    validation: await validate(worker),
    sample: (await sampleOf(worker, { prompt: 'ab', temperature: 1, length: 90 })).text,
  };
}

export async function rewind(worker: WorkerSession): Promise<void> {
  const idle = worker.next('training.progress', ({ progress }) => progress.state === 'idle');
  worker.send({ type: 'training.rewind' });
  await idle;
}

/** What it is on is lost and comes back. @returns the step that training resumes from */
export async function loseEngine(worker: WorkerSession): Promise<number> {
  const from = worker.messages.length;
  worker.lose('planted');
  const told = await worker.status('waiting', from);
  if (told.status.state === 'waiting') worker.clock.advance(told.status.waitMs);
  const { step } = await worker.next('run.recovered', undefined, from);
  await worker.status('running', from);
  // as it was said when it was lost
  expect(told.step).toBe(step);
  return step;
}

export async function save(worker: WorkerSession): Promise<Blob> {
  const saved = worker.next('run.saved');
  worker.send({ type: 'run.save' });
  return new Blob([(await saved).bytes]);
}

export async function load(
  worker: WorkerSession,
  file: Blob | { kept: string } | 'replaced',
  given = settings,
) {
  const ready = worker.orRefused('run.ready', 'run.refused');
  worker.send({ type: 'run.read', id: 5, file, settings: given });
  await ready;
  const loaded = worker.orRefused('run.loaded', 'run.refused');
  worker.send({ type: 'run.take', id: 5 });
  return loaded;
}
