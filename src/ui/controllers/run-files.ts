/** Saves the run as a file, and loads a run, or weights alone, from one. */
import { pickRunSettings } from '../../config/saved-settings.ts';
import type { WorkerMessage } from '../../worker/protocol.ts';
import type { Session } from './session.ts';
import { Store } from './store.ts';

type Loaded = Extract<WorkerMessage, { type: 'run.loaded' }>;

/** The browser needs the address until the download has begun. */
const addressMs = 60_000;

export class RunFiles {
  /** A file is being written. */
  readonly saving = new Store(false);

  #session: Session;
  #isLoading = false;

  constructor(session: Session) {
    this.#session = session;
    const { client } = session;
    client.on('run.saved', ({ name, bytes }) => {
      this.saving.set(false);
      download(name, bytes);
    });
    client.on('run.loaded', (loaded) => this.#loaded(loaded));
    client.on('run.refused', ({ message }) => this.#refused(message));
    client.on('net.progress', ({ done, total, what }) => {
      if (this.#isLoading) session.work.set({ kind: 'run', what, done, total });
    });
    client.on('failure', () => this.saving.set(false));
    // Whatever builds another net ends the loading of this one.
    client.on('net.ready', () => (this.#isLoading = false));
  }

  get busy(): boolean {
    return this.#isLoading;
  }

  save(): void {
    this.#session.forgetRefusal();
    this.saving.set(true);
    this.#session.client.send({ type: 'run.save' });
  }

  /** Asks first where weights would be lost. */
  async load(file: Blob): Promise<void> {
    const session = this.#session;
    if (!(await session.mayReplaceNet())) return;
    session.forgetRefusal();
    this.#isLoading = true;
    session.client.send({ type: 'run.load', file, settings: session.settings.value });
  }

  cancel(): void {
    this.#isLoading = false;
    this.#session.client.send({ type: 'net.cancel' });
  }

  #loaded({ info, text, settings, curves }: Loaded): void {
    const session = this.#session;
    this.#isLoading = false;
    if (session.work.value?.kind === 'run') session.work.set(null);
    const { line } = session.text.adopt(text, settings.heldOut);
    session.settings.set({ ...session.settings.value, ...pickRunSettings(settings), line });
    session.net.adopt(info, session.settings.value);
    session.curve.append(curves.losses);
    for (const validation of curves.validations) session.curve.validated(validation);
  }

  #refused(message: string): void {
    const session = this.#session;
    this.saving.set(false);
    if (session.work.value?.kind === 'run') session.work.set(null);
    this.#isLoading = false;
    session.wantsTraining.set(false);
    session.report({ kind: 'run', message });
  }
}

function download(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), addressMs);
}
