/** Runs beyond this page: saved as files, loaded from them, found again after a reload. */
import { msg, str } from '@lit/localize';
import { pickRunSettings } from '../../config/saved-settings.ts';
import { inlineText } from '../../lib/inline-text.ts';
import type { WorkerMessage } from '../../worker/protocol.ts';
import { download } from './download.ts';
import type { Session } from './session.ts';
import { Store } from './store.ts';

type Loaded = Extract<WorkerMessage, { type: 'run.loaded' }>;

/** A run that was kept before this page was opened. */
export type Offer = Omit<Extract<WorkerMessage, { type: 'run.found' }>, 'type'>;

export class RunFiles {
  /** A file is being written. */
  readonly saving = new Store(false);
  /** Until the person decides, or another run is kept instead. */
  readonly offer = new Store<Offer | null>(null);
  /** The step that would be found again; 0: none. */
  readonly keptStep = new Store(0);

  #session: Session;
  /** From the moment a file is chosen until its net is there. */
  #loading: 'reading' | 'building' | null = null;
  #lastId = 0;
  /** What was not read of the file that the net is from. */
  #note: string | undefined;

  constructor(session: Session) {
    this.#session = session;
    const { client } = session;
    client.on('run.saved', ({ name, bytes }) => {
      this.saving.set(false);
      download(name, new Blob([bytes], { type: 'application/octet-stream' }));
    });
    client.on('run.loaded', (loaded) => this.#loaded(loaded));
    client.on('run.ready', ({ id }) => void this.#ready(id));
    client.on('run.refused', ({ id, message }) => this.#refused(id, message));
    client.on('net.progress', ({ done, total, what }) => {
      if (this.#loading && !session.net.busy) session.work.set({ kind: 'run', what, done, total });
    });
    client.on('run.found', (offer) => {
      if (session.progress.value.step === 0) this.offer.set(offer);
    });
    client.on('run.kept', ({ step }) => {
      this.keptStep.set(step);
      this.offer.set(null);
    });
    client.on('run.unkept', ({ message }) =>
      session.notes.set([...session.notes.value.filter((note) => note !== message), message]),
    );
    client.on('failure', () => this.saving.set(false));
    // A net that was asked for later took the place of this one.
    client.on('net.ready', () => {
      if (this.#loading === 'building') this.#end();
    });
    session.net.info.subscribe(() => {
      const others = session.notes.value.filter((note) => note !== this.#note);
      if (others.length < session.notes.value.length) session.notes.set(others);
      this.#note = undefined;
    });
    session.progress.subscribe(({ step }) => {
      if (step === 0) this.keptStep.set(0);
    });
  }

  get busy(): boolean {
    return this.#loading !== null;
  }

  save(): void {
    this.#session.forgetRefusal();
    this.saving.set(true);
    // From now on the browser may not throw away what it keeps without asking.
    void navigator.storage.persist().catch(() => false);
    this.#session.client.send({ type: 'run.save' });
  }

  /** Asks where weights would be lost, once the file was read and fits. */
  load(file: Blob): void {
    this.#read(file);
  }

  /** Goes on with the run that was found. */
  continueRun(): void {
    this.#read('kept');
  }

  /** Drops the run that was found. */
  startAnew(): void {
    this.offer.set(null);
    this.#session.client.send({ type: 'run.forget' });
  }

  cancel(): void {
    const type = this.#loading === 'building' ? 'net.cancel' : 'run.cancel';
    this.#session.client.send({ type });
    this.#end();
    this.#session.net.catchUp();
  }

  #read(file: Blob | 'kept'): void {
    const { client, settings } = this.#session;
    this.#session.forgetRefusal();
    this.#loading = 'reading';
    client.send({ type: 'run.read', id: ++this.#lastId, file, settings: settings.value });
  }

  async #ready(id: number): Promise<void> {
    const session = this.#session;
    const isWanted = () => this.#loading === 'reading' && id === this.#lastId;
    if (!isWanted()) return;
    const mayLoad = await session.mayReplaceNet();
    if (!isWanted()) return;
    if (!mayLoad) {
      session.wantsTraining.set(false);
      return this.cancel();
    }
    this.#loading = 'building';
    session.net.giveUp();
    session.client.send({ type: 'run.take', id });
  }

  /** Nobody waits for the file any more. */
  #end(): void {
    this.#loading = null;
    const { work } = this.#session;
    if (work.value?.kind === 'run') work.set(null);
  }

  #loaded({ info, text, settings, source, curves, leftOut }: Loaded): void {
    const session = this.#session;
    this.#end();
    this.offer.set(null);
    const { line } = session.text.adopt(text, source, settings);
    session.settings.set({ ...session.settings.value, ...pickRunSettings(settings), line });
    session.net.adopt(info, session.settings.value);
    session.curve.append(curves.losses);
    for (const validation of curves.validations) session.curve.validated(validation);
    if (leftOut.length === 0) return;
    this.#note = notNeeded(leftOut);
    session.notes.set([...session.notes.value, this.#note]);
  }

  #refused(id: number, message: string): void {
    const session = this.#session;
    if (id === 0) this.saving.set(false);
    // Nobody waits any more for what was read before the latest.
    else if (id !== this.#lastId || !this.#loading) return;
    else {
      this.#end();
      session.wantsTraining.set(false);
      session.net.catchUp();
    }
    session.report({ kind: 'run', message });
  }
}

/** Names before the others are only counted. */
const listedNames = 3;

function notNeeded(names: readonly string[]): string {
  const shown = names.slice(0, listedNames).map((name) => inlineText(name, 60));
  const listed = shown.join(', ');
  const more = names.length - shown.length;
  return more > 0
    ? msg(str`Not read from the file, because no net needs it: ${listed} and ${more} more.`)
    : msg(str`Not read from the file, because no net needs it: ${listed}.`);
}
