/** What the net wrote by itself while it trained: its latest short samples, newest first. */
import type { DiaryEntry } from '../../protocol/training.ts';
import type { TrainerClient } from '../../protocol/client.ts';
import { type Readable, Store } from './store.ts';

const mostEntries = 50;

export class Diary {
  readonly #entries = new Store<readonly DiaryEntry[]>([]);
  readonly entries: Readable<readonly DiaryEntry[]> = this.#entries;

  constructor(client: TrainerClient) {
    client.on('diary.entry', ({ entry }) => {
      this.#entries.set([entry, ...this.entries.value].slice(0, mostEntries));
    });
  }

  /** Forgets what was written after this step: the run is back there. */
  truncate(step: number): void {
    if (this.entries.value.every((entry) => entry.step <= step)) return;
    this.#entries.set(this.entries.value.filter((entry) => entry.step <= step));
  }

  /** What another net wrote says nothing about this one. */
  clear(): void {
    this.truncate(-1);
  }
}
