/** Up to which step the run of this page is kept by the browser, and why it is not. */
import type { TrainerClient } from '../../protocol/client.ts';
import type { KeptProblem, KeptRun } from '../../protocol/kept-run.ts';
import type { TrainingProgress } from '../../protocol/training.ts';
import { sentenceOf } from '../words/problems/problems.ts';
import type { Names } from '../words/problems/said.ts';
import { LastingNote } from './lasting-note.ts';
import type { Notes } from './notes.ts';
import { OwnStore, type Readable, Store } from './store.ts';

interface Needs {
  client: TrainerClient;
  notes: Notes;
  progress: Readable<TrainingProgress>;
  names: Names;
}

/** The step that would be found again; 0: none. */
export class KeptStep extends OwnStore<number> {
  readonly #unkept = new Store<KeptProblem | null>(null);
  /** Why the run of this page is not kept; null while it is. */
  readonly unkept: Readable<KeptProblem | null> = this.#unkept;
  readonly #unlisted = new Store<KeptProblem | null>(null);
  /** Why it is unknown which step would be found again; null while it is known. */
  readonly unlisted: Readable<KeptProblem | null> = this.#unlisted;

  readonly #progress: Readable<TrainingProgress>;
  readonly #note: LastingNote;
  /** The run of this page among those kept. */
  #here: KeptRun | null = null;
  /**
   * Of the run of this page, as it is kept: null before it is. Undefined where it was opened: then
   * it is the one that the list has. A list may be late, and tell of the run before.
   */
  #id: string | null | undefined = null;

  constructor({ client, notes, progress, names }: Needs) {
    super(0);
    this.#progress = progress;
    this.#note = new LastingNote(notes);
    client.on('run.kept', ({ run, step }) => this.#kept(run, step));
    client.on('runs.listed', ({ kept: { runs, problem } }) => {
      this.#unlisted.set(problem);
      // the list is empty because it could not be read
      if (problem) return;
      this.#here = runs.find(({ use }) => use === 'here') ?? null;
      const isOfAnother = this.#here && this.#id && this.#here.id !== this.#id;
      if (!isOfAnother) this.set(this.#listed);
    });
    client.on('run.unkept', ({ problem }) => {
      this.#unkept.set(problem);
      this.#note.say(sentenceOf(problem, names));
    });
    progress.subscribe(({ step }) => {
      if (step === 0) {
        this.set(0);
        this.#id = null;
      } else if (this.value === 0) {
        this.set(this.#listed);
      }
    });
  }

  /** The run of this page is one that was kept before. */
  opened(): void {
    this.#id = undefined;
  }

  /** As the list has it: an opened run is there though it was not kept anew. */
  get #listed(): number {
    const { id, step } = this.#here ?? {};
    const isThis = this.#id === undefined || this.#id === id;
    return step && isThis && this.#progress.value.step > 0 ? step : 0;
  }

  #kept(run: string, step: number): void {
    this.#id = run;
    this.set(step);
    this.#unkept.set(null);
    this.#unlisted.set(null);
    this.#note.say(null);
  }
}
