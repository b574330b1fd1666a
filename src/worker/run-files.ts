/** Runs as files: what goes into one, and a net built again from one that was read. */
import { pickRunSettings } from '../config/saved-settings.ts';
import type { Settings } from '../config/settings.ts';
import type { TextSource } from '../data/text-info.ts';
import { openText, type OpenedText, withHeldOut } from '../data/open-text.ts';
import type { OpenOptions } from '../data/read-text.ts';
import { CheckpointError } from '../lib/errors.ts';
import { formatBytes } from '../lib/format.ts';
import { cutText } from '../lib/inline-text.ts';
import { runName } from '../lib/run-name.ts';
import { maxFileBytes } from '../lib/safetensors.ts';
import {
  type Checkpoint,
  readCheckpoint,
  type RunValues,
  valuesFor,
  writeCheckpoint,
} from '../training/checkpoint.ts';
import type { Engine } from '../training/net.ts';
import type { RunRecord, TextIdentity } from '../training/run-record.ts';
import { type BuiltNet, buildNet, planned } from './net-builder.ts';
import type { Run } from './run.ts';

export interface RunFile {
  step: number;
  /** `<text>-<cell>-step<N>.safetensors`. */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** @throws CheckpointError when there is nothing sound to save, CancelledError when the run ends */
export async function writeRun(run: Run): Promise<RunFile> {
  const { built, history, seconds } = run;
  const { settings, net, text } = built;
  const snapshot = await run.snapshot();
  const { step } = snapshot;
  const bytes = writeCheckpoint(
    {
      seconds,
      settings,
      kernels: net.form,
      symbols: text.vocabulary.symbols,
      text: identityOf(text),
    },
    history,
    snapshot,
  );
  const name = `${runName(text.info.name, net.shape.cell.id, step)}.safetensors`;
  return { step, name, bytes };
}

function identityOf({ info }: OpenedText): TextIdentity {
  const { source, characters, hash } = info;
  return {
    source,
    name: cutText(info.name, 1000),
    title: cutText(info.title, 1000),
    characters,
    hash,
  };
}

/** @throws CheckpointError */
export async function readRunFile(file: Blob): Promise<Checkpoint> {
  if (file.size > maxFileBytes) {
    throw new CheckpointError({
      where: 'checkpoint',
      what: 'the file is too large',
      values: { size: formatBytes(file.size), limit: formatBytes(maxFileBytes) },
      advice: 'Choose a .safetensors file of a net that fits into a page',
    });
  }
  let buffer: ArrayBuffer;
  try {
    buffer = await file.arrayBuffer();
  } catch (error) {
    throw new CheckpointError(
      {
        where: 'checkpoint',
        what: 'the file could not be read',
        advice: 'Check that it is still there and may be read, then choose it again',
      },
      { cause: error },
    );
  }
  return readCheckpoint(new Uint8Array(buffer));
}

/** What is there while a run is read. */
export interface ReadContext extends OpenOptions {
  /** A text that was kept with a run. */
  keptText: (identity: TextIdentity) => Promise<TextSource | null>;
  /** As the page has them: those that a run does not depend on stay. */
  settings: Settings;
  /** The open text. */
  text: OpenedText | undefined;
  /** @throws SettingsError when a net of these settings would not fit */
  check: (settings: Settings, text: OpenedText) => void;
}

/** A run, or weights alone, that were read and found to fit: what a net is built from. */
export interface ReadRun {
  checkpoint: Checkpoint;
  settings: Settings;
  values: RunValues;
  text: OpenedText;
  /** Where its text came from, when that was not open before. */
  source: TextSource | null;
}

/**
 * A whole run on its own text, or weights alone under the settings and on the text of the page, as
 * the start of a new run. What can be wrong is found here, before anything is given up for it.
 * @throws CheckpointError, SettingsError, TextError or CancelledError
 */
export async function readRun(checkpoint: Checkpoint, context: ReadContext): Promise<ReadRun> {
  const { record } = checkpoint;
  const settings = { ...context.settings, ...(record ? pickRunSettings(record.settings) : {}) };
  const { text, source } = record ? await textOf(record, context) : openTextOf(context);
  const { shape, unrolling, optimizer } = planned(settings, text.vocabulary.size);
  const values = valuesFor(checkpoint, shape, optimizer.moments, unrolling);
  context.check(settings, text);
  return { checkpoint, settings, values, text, source };
}

/** @throws SettingsError, KernelError or CancelledError; nothing is left behind then */
export async function buildRun(
  { checkpoint: { record }, settings, values, text }: ReadRun,
  engine: Engine,
  { signal, onProgress }: OpenOptions,
): Promise<BuiltNet> {
  if (!record) {
    const start = { initial: values.weights };
    return buildNet(engine, settings, text, signal, onProgress, start);
  }
  const form = engine.gpu.forms.includes(record.kernels) ? record.kernels : engine.gpu.form;
  const built = await buildNet(engine, settings, text, signal, onProgress, { form });
  built.net.write(values.weights, values.moments);
  built.trainer.resume(record.step, values.states);
  return built;
}

interface FoundText {
  text: OpenedText;
  source: TextSource | null;
}

function openTextOf({ text }: ReadContext): FoundText {
  if (text) return { text, source: null };
  throw new CheckpointError({
    where: 'checkpoint',
    what: 'weights alone need an open text',
    advice: 'Open the text that they were trained on, then load them again',
  });
}

/** The text of the run: the open one, a built-in one, or one that was kept. */
async function textOf(record: RunRecord, context: ReadContext): Promise<FoundText> {
  const { name, title, characters, hash } = record.text;
  const isIt = ({ info }: OpenedText) => info.hash === hash && info.characters === characters;
  const { heldOut } = record.settings;
  let { text } = context;
  let source: TextSource | null = null;
  if (!text || !isIt(text)) {
    const builtin = record.text.source === 'builtin';
    source = builtin ? { kind: 'builtin', id: name } : await context.keptText(record.text);
    if (source) text = await openText(source, record.settings, context);
  }
  if (!text || !isIt(text)) {
    throw new CheckpointError({
      where: 'checkpoint',
      what: 'the run was trained on another text than the one that is open',
      values: { text: title, characters, hash: `${hash.slice(0, 8)}…` },
      advice: 'Open that text, then load the run again',
    });
  }
  if (text.vocabulary.symbols.join('') !== record.symbols.join('')) {
    throw new CheckpointError({
      where: 'checkpoint',
      what: 'the run has another vocabulary than its text',
      values: { 'symbols of the run': record.symbols.length, 'of the text': text.vocabulary.size },
      advice: 'Choose a file that was not changed',
    });
  }
  return { text: withHeldOut(text, heldOut), source };
}
