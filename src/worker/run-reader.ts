/** Reads runs, of files or as the browser kept them; the page says whether what was read is taken. */
import { CancelledError, CheckpointError, messageOf } from '../lib/errors.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import type { PageMessage, WorkerMessage } from './protocol.ts';
import { type ReadContext, readRun, type ReadRun, readRunFile } from './run-files.ts';
import type { RunKeeper } from './run-keeper.ts';
import type { TextDesk } from './text-desk.ts';

interface Surroundings {
  post: (message: WorkerMessage) => void;
  keeper: RunKeeper;
  texts: TextDesk;
  check: ReadContext['check'];
  onProgress: ReadContext['onProgress'];
}

export class RunReader {
  readonly #around: Surroundings;
  #work: AbortController | undefined;
  /** Until it is taken. */
  #read: { id: number; run: ReadRun } | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  async read({ id, file, settings }: Extract<PageMessage, { type: 'run.read' }>): Promise<void> {
    const { keeper, texts, check, onProgress, post } = this.#around;
    this.cancel();
    const { signal } = (this.#work = new AbortController());
    try {
      const checkpoint = await (file instanceof Blob ? readRunFile(file) : this.#readKept());
      const run = await readRun(checkpoint, {
        keptText: (identity) => keeper.textOf(identity),
        settings,
        text: texts.open,
        check,
        signal,
        onProgress,
      });
      if (signal.aborted) return;
      this.#read = { id, run };
      post({ type: 'run.ready', id, what: { name: '', title: '', cell: '', step: 0 } });
    } catch (error) {
      if (signal.aborted || error instanceof CancelledError) return;
      post({ type: 'run.refused', id, message: messageOf(error), problem: null, remedies: [] });
    }
  }

  /** What was read under this id, once. */
  take(id: number): ReadRun | undefined {
    const run = this.#read?.id === id ? this.#read.run : undefined;
    this.#read = undefined;
    return run;
  }

  cancel(): void {
    this.#work?.abort();
    this.#read = undefined;
  }

  /** @throws CheckpointError when it is gone or no longer readable */
  async #readKept(): Promise<Checkpoint> {
    const checkpoint = await this.#around.keeper.load();
    if (checkpoint) return checkpoint;
    throw new CheckpointError({
      where: 'storage',
      what: 'the kept run is no longer there',
      advice: 'Start anew, or load a run from a file',
    });
  }
}
