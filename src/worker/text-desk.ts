/** Reads texts for the page: a text is read and checked first, and taken when the page says so. */
import type { Settings } from '../config/settings.ts';
import { taskOf } from '../tasks/index.ts';
import type { TaskData } from '../tasks/task.ts';
import { CancelledError, problemOf, remediesOf } from '../lib/errors.ts';
import type { PageMessage, WorkerMessage } from '../protocol/messages.ts';

export interface TextDeskOptions {
  post: (message: WorkerMessage) => void;
  /** Throws when no net with these settings could learn from this text. */
  check: (settings: Settings, text: TaskData) => void;
}

export class TextDesk {
  /** The text that nets are built on. */
  open: TaskData | undefined;
  readonly #options: TextDeskOptions;
  /** Read, and not yet taken. */
  #read: { id: number; text: TaskData } | undefined;
  #work: AbortController | undefined;

  constructor(options: TextDeskOptions) {
    this.#options = options;
  }

  /** Ends with `text.ready` or `text.refused`, unless it is cancelled; `open` stays as it is. */
  async read({ id, source, settings }: Extract<PageMessage, { type: 'text.read' }>): Promise<void> {
    this.cancel();
    const { post, check } = this.#options;
    const work = (this.#work = new AbortController());
    try {
      const text = await taskOf(settings.task).open(source, settings, {
        signal: work.signal,
        onProgress: (done, total, what) => post({ type: 'text.progress', done, total, what }),
      });
      if (work.signal.aborted) return;
      // A page without any text is better off with one that does not fit its settings.
      if (this.open) check(settings, text);
      this.#read = { id, text };
      post({ type: 'text.ready', id, info: text.info });
    } catch (error) {
      if (work.signal.aborted || error instanceof CancelledError) return;
      post({ type: 'text.refused', id, problem: problemOf(error), remedies: remediesOf(error) });
    }
  }

  /** Makes the text that was read under this number the open one. */
  take(id: number): void {
    if (this.#read?.id === id) this.open = this.#read.text;
    this.#read = undefined;
  }

  /** Stops reading, and drops what was read but not taken. */
  cancel(): void {
    this.#work?.abort();
    this.#read = undefined;
  }
}
