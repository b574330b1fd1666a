/** Kept runs and runs of files, for the page: lists them, reads them, and keeps the one that trains. */
import type { TaskData } from '../tasks/task.ts';
import { defaultSettings } from '../config/settings.ts';
import type { Clock } from '../lib/clock.ts';
import { CancelledError, problemOf, remediesOf } from '../lib/errors.ts';
import { readCheckpoint } from '../keeping/checkpoint.ts';
import { type KeepableRun, writeRun } from '../keeping/files.ts';
import { Keeper, type Place } from '../keeping/keeper.ts';
import { KeepingError, keptProblemOf } from '../keeping/problem.ts';
import type { ReadContext, ReadRun } from '../keeping/reader.ts';
import { Shelf } from '../keeping/shelf.ts';
import type { KeepingStorage } from '../keeping/storage.ts';
import type { PageMessage, WorkerMessage } from '../protocol/messages.ts';
import type { Run } from '../run/run.ts';
import { loaded } from '../tasks/loaded.ts';

type MessageOf<Type extends PageMessage['type']> = Extract<PageMessage, { type: Type }>;

export interface RunDeskOptions {
  storage: KeepingStorage;
  clock: Clock;
  post: (message: WorkerMessage, transfer?: ArrayBuffer[]) => void;
  openText: () => TaskData | undefined;
  run: () => Run | undefined;
  check: ReadContext['check'];
  onProgress: ReadContext['onProgress'];
}

export class RunDesk {
  readonly keeper: Keeper;
  readonly #options: RunDeskOptions;
  readonly #shelf: Shelf;
  #work: AbortController | undefined;
  /** Until it is taken. */
  #read: { id: number; run: ReadRun } | undefined;
  #listing: Promise<void> | undefined;
  #isOutdated = false;
  #hasStarted = false;

  constructor(options: RunDeskOptions) {
    const { storage, clock, post } = (this.#options = options);
    this.#shelf = new Shelf(storage, clock, () => void this.list());
    this.keeper = new Keeper({
      shelf: this.#shelf,
      clock,
      onKept: (run, step) => post({ type: 'run.kept', run, step }),
      onDropped: (runs, budgetBytes) => post({ type: 'runs.dropped', runs, budgetBytes }),
      onUnkept: (problem) => post({ type: 'run.unkept', problem }),
      onReplaced: (what) => post({ type: 'run.replaced', what }),
    });
  }

  /** What the run that trains tells the page, on its way to the page; keeping heeds it as well. */
  heeding(post: RunDeskOptions['post']): RunDeskOptions['post'] {
    return (message, transfer) => {
      post(message, transfer);
      if (message.type === 'training.diverged' && message.divergence) this.keeper.keepGood();
      if (message.type === 'validation.result') this.keeper.validated();
      if (message.type === 'validation.former') this.keeper.validated();
      if (message.type !== 'training.progress') return;
      const { state, step } = message.progress;
      this.keeper.note(state, step);
    };
  }

  /** The page was told of the engine, and may hear of runs. */
  start(): Promise<void> {
    this.#hasStarted = true;
    return this.list();
  }

  /** Tells the page of all kept runs, once for however many changes there were meanwhile. */
  async list(): Promise<void> {
    if (!this.#hasStarted) return;
    this.#isOutdated = true;
    this.#listing ??= this.#listAll();
    await this.#listing;
  }

  async #listAll(): Promise<void> {
    while (this.#isOutdated) {
      this.#isOutdated = false;
      const kept = await this.#shelf.list(this.keeper.currentId);
      this.#options.post({ type: 'runs.listed', kept });
    }
    // in the turn in which nothing was outdated: what is told of after that begins anew
    this.#listing = undefined;
  }

  async rename({ id, name }: MessageOf<'runs.rename'>): Promise<void> {
    await this.#change(async () => {
      await this.#shelf.rename(id, name);
      this.keeper.renamed(id, name);
    });
  }

  async delete({ ids }: MessageOf<'runs.delete'>): Promise<void> {
    await this.#change(async () => {
      const problem = await this.keeper.forget(ids, () => this.#shelf.delete(ids));
      if (problem) throw new KeepingError(problem);
    });
  }

  async setBudget({ bytes }: MessageOf<'runs.budget'>): Promise<void> {
    await this.#change(() => this.#shelf.setBudget(bytes));
  }

  async curves({ id, run }: MessageOf<'runs.curves'>): Promise<void> {
    const { post } = this.#options;
    try {
      const { history } = readCheckpoint(await this.#shelf.load(run));
      const losses = history.upTo(Infinity);
      const { validations } = history;
      post({ type: 'runs.curves', id, run, losses, validations, problem: null });
    } catch (error) {
      const problem = keptProblemOf(error);
      post({ type: 'runs.curves', id, run, losses: null, validations: [], problem });
    }
  }

  /** The run as a file. */
  async save(run: Run): Promise<void> {
    const { post } = this.#options;
    try {
      const { step, name, bytes } = await writeRun(keepable(run));
      post({ type: 'run.saved', step, name, bytes }, [bytes.buffer]);
    } catch (error) {
      this.refuse(0, error);
    }
  }

  /** What it writes now. @throws TextError where that does not arrive, CancelledError when the run ends */
  async sample(run: Run): Promise<void> {
    const { sampleOf } = await loaded(() => import('./second-sample.ts'));
    this.#options.post(await sampleOf(run));
  }

  async read({ id, file, settings }: MessageOf<'run.read'>): Promise<void> {
    const { openText, run: present, check, onProgress, post } = this.#options;
    this.cancel();
    const { signal } = (this.#work = new AbortController());
    try {
      const { RunReader } = await loaded(() => import('../keeping/reader.ts'));
      const context = { settings, text: openText(), run: present(), check, signal, onProgress };
      const run = await new RunReader(this.#shelf, this.keeper).read(file, context);
      if (signal.aborted) return;
      this.#read = { id, run };
      post({ type: 'run.ready', id, what: run.title });
    } catch (error) {
      if (!signal.aborted) this.refuse(id, error);
    }
  }

  /** Beside the run that trains. @throws KeepingError, CheckpointError, SettingsError, TextError or CancelledError */
  async readKept(id: string, signal: AbortSignal): Promise<ReadRun> {
    const { RunReader } = await loaded(() => import('../keeping/reader.ts'));
    const { openText, check } = this.#options;
    const context = { settings: defaultSettings(), text: openText(), check, signal };
    const reader = new RunReader(this.#shelf, this.keeper);
    return reader.read({ kept: id }, { ...context, onProgress: () => undefined });
  }

  /** Where a run that was read is kept from now on; call once it is sure that it is taken. */
  async placeOf({ id, title, checkpoint, undone }: ReadRun): Promise<Place> {
    const { name } = title;
    // weights alone, and their net, begin anew
    if (!checkpoint.record) return {};
    const claimed = await this.keeper.claim(id, title.step);
    if (undone && this.keeper.held === undone) this.keeper.dropHeld();
    if (claimed !== undefined) return { id: claimed, name };
    return { name: id === undefined ? name : '', isNew: true };
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

  refuse(id: number, error: unknown): void {
    if (error instanceof CancelledError) return;
    const [problem, remedies] = [problemOf(error), remediesOf(error)];
    this.#options.post({ type: 'run.refused', id, problem, remedies });
  }

  /** A list follows in any case. */
  async #change(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.#options.post({ type: 'runs.refused', problem: keptProblemOf(error) });
    }
    await this.list();
  }
}

/** What keeping sees of a run. */
export function keepable(run: Run): KeepableRun {
  const { built } = run;
  return {
    get step() {
      return built.trainer.step;
    },
    get seconds() {
      return run.seconds;
    },
    get isSound() {
      return run.isSound;
    },
    get lastGood() {
      return run.snapshots.lastGood;
    },
    get presentCopy() {
      const { newest } = run.snapshots.good;
      const { step, tuning } = built.trainer;
      return newest?.step === step ? { ...newest, tuning } : undefined;
    },
    get best() {
      return run.best.latest;
    },
    settings: built.settings,
    kernels: built.net.form,
    get momentSteps() {
      return built.trainer.momentSteps;
    },
    text: built.data,
    history: run.history,
    initial: built.initial,
    snapshot: () => run.snapshot(),
  };
}
