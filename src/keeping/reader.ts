/** Reads runs: of files, as the browser kept them, or what was given up last. */
import { pickRunSettings } from '../config/saved-settings.ts';
import type { Settings } from '../config/settings.ts';
import { loaded } from '../tasks/loaded.ts';
import type { TaskData } from '../tasks/task.ts';
import type { SecondWish } from '../protocol/messages.ts';
import type { OpenOptions } from '../data/read-text.ts';
import { CheckpointError, SettingsError } from '../lib/errors.ts';
import { designOf } from '../net/planned-net.ts';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { readRunFile } from './files.ts';
import type { HeldRun, Keeper } from './keeper.ts';
import type { RunTitle } from '../protocol/kept-run.ts';
import { findText } from './kept-text.ts';
import { KeepingError, unreadable } from './problem.ts';
import { type RunValues, valuesFor } from './run-values.ts';
import type { PresentRun } from './second-run.ts';
import type { Shelf } from './shelf.ts';

export type RunSource = Blob | { kept: string } | 'replaced' | SecondWish;

/** What is there while a run is read. */
export interface ReadContext extends OpenOptions {
  /** As the page has them: those that a run does not depend on stay. */
  settings: Settings;
  /** The open text. */
  text: TaskData | undefined;
  /** The run of now. */
  run?: PresentRun;
  /** @throws SettingsError when a net of these settings would not fit */
  check: (settings: Settings, text: TaskData) => void;
}

/** A run, or weights alone, that were read and found to fit: what a net is built from. */
export interface ReadRun {
  checkpoint: Checkpoint;
  title: RunTitle;
  settings: Settings;
  values: RunValues;
  /** Steps that its moments were made of before its first one. */
  momentSteps: number;
  text: TaskData;
  /** The run that it was kept as. */
  id: string | undefined;
  /** Where it is what an undo brings back. */
  undone: HeldRun | undefined;
}

interface Found {
  checkpoint: Checkpoint;
  id?: string;
  name?: string;
  text?: TaskData;
  undone?: HeldRun;
}

export class RunReader {
  readonly #shelf: Shelf;
  readonly #keeper: Keeper;

  constructor(shelf: Shelf, keeper: Keeper) {
    this.#shelf = shelf;
    this.#keeper = keeper;
  }

  /**
   * A whole run on its own text, or weights alone under the settings and on the text of the page, as
   * the start of a new run. What can be wrong is found here, before anything is given up for it.
   * @throws KeepingError, CheckpointError, SettingsError, TextError or CancelledError
   */
  async read(from: RunSource, context: ReadContext): Promise<ReadRun> {
    if (typeof from === 'object' && 'second' in from) {
      const { secondRun } = await loaded(() => import('./second-run.ts'));
      return secondRun(from, context.run, context);
    }
    const found = from === 'replaced' ? foundOf(await this.#held()) : await this.#find(from);
    const { checkpoint, id, name = '', text: held, undone } = found;
    const { record } = checkpoint;
    const settings = { ...context.settings, ...(record ? pickRunSettings(record.settings) : {}) };
    const texts = [context.text, held].filter((text) => text !== undefined);
    const text = record
      ? await findText(record, {
          ...context,
          texts,
          keptText: (hash) => this.#shelf.loadText(hash),
        })
      : openTextOf(context);
    const { model, unrolling, optimizer } = designOf(settings, text);
    const values = valuesFor(checkpoint, model, optimizer.moments, unrolling);
    try {
      context.check(settings, text);
    } catch (error) {
      // other settings do not help a whole run: it has its own
      if (!record || !(error instanceof SettingsError)) throw error;
      throw new SettingsError(error.problem, { cause: error });
    }
    return {
      checkpoint,
      title: titleOf(checkpoint, name),
      settings,
      values,
      momentSteps: record?.momentSteps ?? 0,
      text,
      id,
      undone,
    };
  }

  async #held(): Promise<HeldRun> {
    // it may get its place only now
    await this.#keeper.settled();
    const { held } = this.#keeper;
    if (held) return held;
    throw new KeepingError({ code: 'nothing replaced', values: {} });
  }

  async #find(from: Exclude<RunSource, 'replaced' | SecondWish>): Promise<Found> {
    if (from instanceof Blob) return { checkpoint: await readRunFile(from) };
    // what is being kept may be what is asked for
    await this.#keeper.settled();
    const id = from.kept;
    const title = await this.#shelf.title(id);
    const body = await this.#shelf.load(id);
    const none = { name: '', title: '', cell: '', step: 0 };
    try {
      return { checkpoint: readCheckpoint(body), id, name: title?.name };
    } catch (error) {
      throw unreadable(title ?? none, error);
    }
  }
}

function foundOf(undone: HeldRun): Found {
  const { body, title, id, text } = undone;
  return { checkpoint: readCheckpoint(body), name: title.name, id, text, undone };
}

function titleOf({ record }: Checkpoint, name: string): RunTitle {
  if (!record) return { name, title: '', cell: '', step: 0 };
  const { text, settings, step } = record;
  return { name, title: text.title, cell: settings.cell, step };
}

function openTextOf({ text }: ReadContext): TaskData {
  if (text) return text;
  throw new CheckpointError({ code: 'weights without a text', values: {} });
}
