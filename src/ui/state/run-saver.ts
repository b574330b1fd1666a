/** Writes the run of this page into a file. */
import type { TrainerClient } from '../../protocol/client.ts';
import { download } from '../parts/download.ts';
import type { BannerStore } from './banner.ts';
import { type Readable, Store } from './store.ts';

interface Needs {
  client: TrainerClient;
  banner: BannerStore;
}

export class RunSaver {
  readonly #saving = new Store(false);
  /** A file is being written. */
  readonly saving: Readable<boolean> = this.#saving;
  readonly #needs: Needs;
  #waiting: ((isSaved: boolean) => void)[] = [];

  constructor(needs: Needs) {
    this.#needs = needs;
    const { client } = needs;
    client.on('run.saved', ({ name, bytes }) => {
      this.#end(true);
      download(name, new Blob([bytes], { type: 'application/octet-stream' }));
    });
    client.on('run.refused', ({ id }) => {
      if (id === 0) this.#end(false);
    });
    client.on('failure', () => this.#end(false));
  }

  save(): void {
    this.#needs.banner.forgetRefusal();
    this.#saving.set(true);
    void askToPersist();
    this.#needs.client.send({ type: 'run.save' });
  }

  /** @returns whether it was saved */
  saveFirst(): Promise<boolean> {
    const saved = new Promise<boolean>((resolve) => this.#waiting.push(resolve));
    if (!this.saving.value) this.save();
    return saved;
  }

  #end(isSaved: boolean): void {
    this.#saving.set(false);
    for (const tell of this.#waiting.splice(0)) tell(isSaved);
  }
}

/** From now on the browser may not throw away what it keeps without asking. Over http it may. */
async function askToPersist(): Promise<void> {
  if ('storage' in navigator) await navigator.storage.persist().catch(() => false);
}
