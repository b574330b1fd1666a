/** Runs beyond this net: saved as files, loaded from them, opened again as the browser kept them. */
import { msg, str } from '@lit/localize';
import { pickRunSettings } from '../../config/saved-settings.ts';
import type { Settings } from '../../config/settings.ts';
import { inlineText } from '../../lib/inline-text.ts';
import type { KeptProblem, KeptRun, RunTitle } from '../../protocol/kept-run.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { sentenceOf } from '../words/problems/problems.ts';
import type { Replacement } from '../words/replacing.ts';
import { download } from '../parts/download.ts';
import { LastingNote } from './lasting-note.ts';
import type { Session } from './session.ts';
import { type Readable, Store } from './store.ts';
import { waysOut } from './ways-out.ts';

type Message<Type extends WorkerMessage['type']> = Extract<WorkerMessage, { type: Type }>;

/** What is read, and what it is called. */
interface Opening {
  id: number;
  file: Blob | { kept: string } | 'replaced';
  by: Replacement;
  /** There is nothing to ask. */
  isAgreed: boolean;
}

export class RunFiles {
  readonly #saving = new Store(false);
  /** A file is being written. */
  readonly saving: Readable<boolean> = this.#saving;
  readonly #keptStep = new Store(0);
  /** The step that would be found again; 0: none. */
  readonly keptStep: Readable<number> = this.#keptStep;
  readonly #unkept = new Store<KeptProblem | null>(null);
  /** Why the run of this page is not kept; null while it is. */
  readonly unkept: Readable<KeptProblem | null> = this.#unkept;

  #session: Session;
  #note: LastingNote;
  /** From the moment a run is chosen until its net is there. */
  readonly #reading = new Store<Opening | null>(null);
  #isBuilding = false;
  #lastId = 0;
  #saved: ((isSaved: boolean) => void)[] = [];
  /** The run of this page among those kept. */
  #here: KeptRun | null = null;
  /**
   * Of the run of this page, as it is kept: null before it is. Undefined where it was opened: then
   * it is the one that the list has. A list may be late, and tell of the run before.
   */
  #keptId: string | null | undefined = null;
  /** What was not read of the file that the net is from. */
  #leftOut: LastingNote;

  constructor(session: Session) {
    this.#session = session;
    this.#note = new LastingNote(session.notes);
    this.#leftOut = new LastingNote(session.notes);
    const { client } = session;
    client.on('run.saved', ({ name, bytes }) => {
      this.#endSaving(true);
      download(name, new Blob([bytes], { type: 'application/octet-stream' }));
    });
    client.on('run.loaded', (loaded) => this.#loaded(loaded));
    client.on('run.ready', ({ id }) => void this.#ready(id));
    client.on('run.refused', (refused) => this.#refused(refused));
    client.on('net.progress', ({ done, total, what }) => {
      if (this.busy && !session.net.busy) session.work.reached({ kind: 'run', what, done, total });
    });
    client.on('run.kept', ({ run, step }) => this.#kept(run, step));
    client.on('runs.listed', ({ kept }) => {
      this.#here = kept.runs.find(({ use }) => use === 'here') ?? null;
      const isOfAnother = this.#here && this.#keptId && this.#here.id !== this.#keptId;
      if (!isOfAnother) this.#keptStep.set(this.#listedStep);
    });
    client.on('run.unkept', ({ problem }) => {
      this.#unkept.set(problem);
      this.#note.say(sentenceOf(problem, session.kept.names));
    });
    client.on('failure', () => this.#endSaving(false));
    // A net that was asked for later took the place of this one.
    client.on('net.ready', () => {
      if (this.#isBuilding) this.#end();
    });
    session.net.info.subscribe(() => this.#leftOut.say(null));
    session.progress.subscribe(({ step }) => {
      if (step === 0) {
        this.#keptStep.set(0);
        this.#keptId = null;
      } else if (this.keptStep.value === 0) {
        this.#keptStep.set(this.#listedStep);
      }
    });
  }

  get busy(): boolean {
    return this.#reading.value !== null;
  }

  save(): void {
    this.#session.banner.forgetRefusal();
    this.#saving.set(true);
    void askToPersist();
    this.#session.client.send({ type: 'run.save' });
  }

  /** @returns whether it was saved */
  saveFirst(): Promise<boolean> {
    const saved = new Promise<boolean>((resolve) => this.#saved.push(resolve));
    if (!this.saving.value) this.save();
    return saved;
  }

  /** Asks where weights would be lost, once the file was read and fits. */
  load(file: File): void {
    const name = file.name.replace(/\.safetensors$/i, '');
    this.#read(file, { kind: 'run', name });
  }

  /** Goes on with a run that was kept; asks like `load`. */
  openKept(id: string): void {
    const run = this.#session.kept.run(id);
    if (run) this.#read({ kept: id }, { kind: 'run', name: this.#session.kept.nameOf(run) });
  }

  /** Goes back to the run that was replaced last. Where nothing was trained since, nothing is asked. */
  bringBack({ step }: RunTitle): void {
    const isAgreed = this.#session.replaced.trainedSince === 0;
    this.#read('replaced', { kind: 'undo', step }, isAgreed);
  }

  /** Goes back to a run that only made room for a while: there is nothing to ask. */
  returnTo(file: 'replaced' | { kept: string }, step: number): void {
    this.#read(file, { kind: 'undo', step }, true);
  }

  cancel(): void {
    this.#session.client.send({ type: this.#isBuilding ? 'net.cancel' : 'run.cancel' });
    this.#end();
    this.#session.net.catchUp();
  }

  #read(file: Opening['file'], by: Replacement, isAgreed = false): void {
    const { client, settings } = this.#session;
    this.#session.banner.forgetRefusal();
    this.#session.leftNote.say(null);
    const id = ++this.#lastId;
    this.#reading.set({ id, file, by, isAgreed });
    this.#isBuilding = false;
    client.send({ type: 'run.read', id, file, settings: settings.value });
  }

  async #ready(id: number): Promise<void> {
    const session = this.#session;
    const reading = this.#reading.value;
    if (reading?.id !== id || this.#isBuilding) return;
    session.work.ended('run');
    const mayLoad = reading.isAgreed || (await session.mayReplaceNet(reading.by));
    if (this.#reading.value !== reading) return;
    if (!mayLoad) {
      session.wantsTraining.drop();
      return this.cancel();
    }
    this.#isBuilding = true;
    session.net.giveUp();
    session.replaced.because(reading.by);
    session.client.send({ type: 'run.take', id });
  }

  /** Nobody waits for the run any more. */
  #end(): void {
    this.#reading.set(null);
    this.#isBuilding = false;
    this.#session.work.ended('run');
  }

  #endSaving(isSaved: boolean): void {
    this.#saving.set(false);
    for (const tell of this.#saved.splice(0)) tell(isSaved);
  }

  /** Up to which the run of this page is kept: an opened one is there though it was not kept anew. */
  get #listedStep(): number {
    const { id, step } = this.#here ?? {};
    const isThis = this.#keptId === undefined || this.#keptId === id;
    return step && isThis && this.#session.progress.value.step > 0 ? step : 0;
  }

  #kept(run: string, step: number): void {
    this.#keptId = run;
    this.#keptStep.set(step);
    this.#unkept.set(null);
    this.#note.say(null);
  }

  #loaded({ info, text, settings, source, curves, leftOut }: Message<'run.loaded'>): void {
    const session = this.#session;
    this.#end();
    const { line } = session.text.adopt(text, source, settings);
    session.settings.adopt({ ...session.settings.value, ...pickRunSettings(settings), line });
    session.net.adopt(info, session.settings.value);
    this.#keptId = undefined;
    session.curve.append(curves.losses);
    for (const validation of curves.validations) session.curve.validated(validation);
    if (leftOut.length > 0) this.#leftOut.say(notNeeded(leftOut));
  }

  #refused({ id, problem, remedies }: Message<'run.refused'>): void {
    const session = this.#session;
    const reading = this.#reading.value;
    // Nobody waits any more for what was read before the latest.
    if (id !== 0 && id !== reading?.id) return;
    if (id === 0) this.#endSaving(false);
    else {
      this.#end();
      session.wantsTraining.drop();
      session.net.catchUp();
    }
    const ways = waysOut(remedies, {
      settings: (changes) => {
        if (reading) void this.#readWithText(reading, changes);
      },
    });
    session.banner.report({ kind: 'run', problem, ways });
  }

  /** The open text is read with other settings first: only so it is the one of the run. */
  async #readWithText({ file, by }: Opening, changes: Partial<Settings>): Promise<void> {
    const { text } = this.#session;
    if (await text.readAgain(changes)) this.#read(file, by, true);
  }
}

/** From now on the browser may not throw away what it keeps without asking. Over http it may. */
async function askToPersist(): Promise<void> {
  if ('storage' in navigator) await navigator.storage.persist().catch(() => false);
}

/** Names before the others are only counted. */
const listedNames = 3;

function notNeeded(names: readonly string[]): string {
  const shown = names.slice(0, listedNames).map((name) => inlineText(name, 60));
  const listed = shown.join(', ');
  const more = names.length - shown.length;
  return more > 0
    ? msg(str`Ignored in the file, because no net uses it: ${listed} and ${more} more.`)
    : msg(str`Ignored in the file, because no net uses it: ${listed}.`);
}
