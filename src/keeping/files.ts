/** Runs as files: what goes into one, and what one holds. */
import type { Settings } from '../config/settings.ts';
import type { TaskData } from '../tasks/task.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import { CheckpointError, messageOf } from '../lib/errors.ts';
import { cutText } from '../lib/inline-text.ts';
import { runName } from '../lib/run-name.ts';
import { maxFileBytes } from '../lib/safetensors.ts';
import type { NamedValues } from '../model/parameters.ts';
import { History } from '../training/history.ts';
import type { Snapshot } from '../training/snapshots.ts';
import { type RunFacts, factsOf } from './card.ts';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import type { TextIdentity } from './record.ts';

const longestName = 1000;
/** Of one of a thousand files: all have room in the head of a run's file. */
const longestPath = 100;

export function identityOf({ info }: TaskData): TextIdentity {
  const { source, tokens: characters, hash, encoding, replacements, rare, partOf } = info;
  const files = info.files?.map((file) => ({ ...file, name: cutText(file.name, longestPath) }));
  return {
    source,
    name: cutText(info.name, longestName),
    title: cutText(info.title, longestName),
    characters,
    hash,
    reading: { encoding, replacements, rare, partOf, ...(files && { files }) },
  };
}

/** What keeping needs of a run. */
export interface KeepableRun {
  /** Steps made so far. */
  readonly step: number;
  /** Spent training. */
  readonly seconds: number;
  readonly settings: Settings;
  readonly kernels: ProductForm;
  /** Steps that the optimizer's moments were made of before the first one. */
  readonly momentSteps: number;
  readonly text: TaskData;
  readonly history: History;
  /** What a rewind leads to, where that is not the weights of the seed. */
  readonly initial: readonly NamedValues[] | undefined;
  /** False while it diverges or has stopped: what it is now is not worth keeping. */
  readonly isSound: boolean;
  /** The weights of its best validation, where they are there. */
  readonly best: Snapshot | undefined;
  /** A copy that was taken after the present step, if there is one. */
  readonly presentCopy: Snapshot | undefined;
  /** The latest state that is known to be good. */
  readonly lastGood: Snapshot | undefined;
  /** @throws CancelledError when the run ends first */
  snapshot(): Promise<Snapshot>;
}

/** A run as it was after some step. */
export interface RunState {
  body: Uint8Array<ArrayBuffer>;
  facts: RunFacts;
  text: TaskData;
}

export interface RunFile {
  step: number;
  /** `<text>-<cell>-step<N>.safetensors`. */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * @param best null: without the best weights
 * @throws CheckpointError when a value is not finite or the run too large
 */
export function stateOf(
  run: KeepableRun,
  snapshot: Snapshot,
  best: Snapshot | null = run.best ?? null,
): RunState {
  const { seconds, settings, kernels, text, history, initial } = run;
  const { step, tuning } = snapshot;
  const { symbols } = text;
  const record = {
    ...{ seconds, settings, kernels, symbols, text: identityOf(text) },
    ...(text.former && { former: text.former.kept }),
    ...(run.momentSteps > 0 && { momentSteps: run.momentSteps }),
  };
  const body = writeCheckpoint(record, history, snapshot, { best: best ?? undefined, initial });
  const facts = factsOf({ ...record, settings: { ...settings, ...tuning }, step }, history);
  return { body, facts, text };
}

/** @throws CheckpointError when there is nothing sound to save, CancelledError when the run ends */
export async function writeRun(run: KeepableRun): Promise<RunFile> {
  const { body, facts } = stateOf(run, await run.snapshot());
  const name = `${runName(run.text.info.name, facts.cell, facts.step)}.safetensors`;
  return { step: facts.step, name, bytes: body };
}

/** @throws CheckpointError */
export async function readRunFile(file: Blob): Promise<Checkpoint> {
  if (file.size > maxFileBytes) {
    const values = { bytes: file.size, limit: maxFileBytes };
    throw new CheckpointError({ code: 'file too large', values });
  }
  let buffer: ArrayBuffer;
  try {
    buffer = await file.arrayBuffer();
  } catch (error) {
    const values = { reason: messageOf(error) };
    throw new CheckpointError({ code: 'file not read', values }, { cause: error });
  }
  return readCheckpoint(new Uint8Array(buffer));
}
