/** States of small runs, as they are kept, that say of themselves which one they are. */
import { createHash } from 'node:crypto';
import { cells } from '../cells/index.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { type RunFacts, factsOf } from '../keeping/card.ts';
import { writeCheckpoint } from '../keeping/checkpoint.ts';
import type { KeepingError } from '../keeping/problem.ts';
import type { RunRecord } from '../keeping/record.ts';
import { type NewState, RunStore } from '../keeping/store.ts';
import type { StoreFolder } from '../keeping/storage.ts';
import { uniformFloats } from '../lib/random.ts';
import { initialParameters } from '../model/initialisation.ts';
import { type ModelShape, parameterSpecs } from '../model/shape.ts';
import { CarriedStates } from '../training/carried-states.ts';
import { History } from '../training/history.ts';

const unrolling = { timeSteps: 4, batchSize: 3 };

export interface SampleRun {
  body: Uint8Array<ArrayBuffer>;
  facts: RunFacts;
  text: Blob;
  record: RunRecord;
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Trained to this step on this text; of two that differ in either the weights differ. */
export function sampleRun(
  step: number,
  text: string,
  { title = 'a.txt', settings = {} }: { title?: string; settings?: Partial<Settings> } = {},
): SampleRun {
  const symbols = [...new Set(text)].sort(
    (a, b) => (a.codePointAt(0) as number) - (b.codePointAt(0) as number),
  );
  const all = { ...defaultSettings(), hiddenSize: 3, optimizer: 'sgd', ...unrolling, ...settings };
  const shape: ModelShape = {
    cell: cells.find(({ id }) => id === all.cell) ?? cells[0],
    layers: 1,
    hiddenSize: all.hiddenSize,
    vocabSize: symbols.length,
    embeddingSize: 0,
  };
  const history = new History();
  const losses = Float32Array.from({ length: step }, (_, at) => 3 - at / (step + 1));
  if (step > 0) history.append({ firstStep: 1, losses, norms: losses });
  history.validations.push({ step: Math.floor(step / 2), loss: 2.5, tokens: 9, total: 9 });
  const carried = new CarriedStates(shape, unrolling);
  const record: RunRecord = {
    step,
    seconds: step / 10,
    settings: all,
    kernels: 'quads',
    symbols,
    text: { source: 'file', name: title, title, characters: [...text].length, hash: hashOf(text) },
  };
  const body = writeCheckpoint(record, history, {
    step,
    tuning: tuningOf(all),
    weights: initialParameters(parameterSpecs(shape), 1 + step),
    moments: [],
    states: carried.unpack(uniformFloats(2 + step, 0, carried.words, -1, 1)),
  });
  return { body, facts: factsOf(record, history), text: new Blob([text]), record };
}

export const ids = Array.from({ length: 7 }, (_, at) => `000000000000000${at}`);
export const texts = ['to be or not to be', 'ab', 'The quick brown fox'];

/** Every third one is on the same text. */
export function sample(step: number): SampleRun {
  return sampleRun(step, texts[(step - 1) % texts.length]);
}

let now = 0;

/** The store of another session on the same folder. */
export function openStore(folder: StoreFolder): RunStore {
  return new RunStore(folder, () => ++now);
}

export function save(
  store: RunStore,
  id: string,
  { body, facts, text }: SampleRun,
  options: Partial<Pick<NewState, 'budgetBytes' | 'mayGo'>> = {},
) {
  const free = { budgetBytes: Infinity, mayGo: () => true };
  return store.save(id, { body, facts, text, name: '', ...free, ...options });
}

export async function rejection(promise: Promise<unknown>) {
  const error = await promise.catch((thrown: unknown) => thrown);
  return (error as KeepingError).problem;
}
