/** Whether training that goes on has gone wrong, and what the person has been told of it. */
import type { TrainerClient } from '../../protocol/client.ts';
import type { Divergence } from '../../protocol/training.ts';
import { type Readable, Store } from './store.ts';

export interface DivergenceNews {
  divergence: Divergence;
  /** The step that an undo goes back to. */
  undoStep: number;
}

export class DivergenceWatch {
  readonly #news = new Store<DivergenceNews | null>(null);
  /** Null while all is well, or while the reason has been dismissed. */
  readonly news: Readable<DivergenceNews | null> = this.#news;

  /** Until all is well again. */
  #dismissed = new Set<Divergence['code']>();

  constructor(client: TrainerClient) {
    client.on('training.diverged', ({ divergence, undoStep }) => {
      if (divergence) this.told({ divergence, undoStep });
      else this.clear();
    });
    client.on('training.progress', ({ progress }) => {
      if (progress.state === 'idle') this.clear();
    });
    client.on('training.undone', () => this.clear());
    client.on('run.loaded', () => this.clear());
    client.on('failure', () => this.clear());
  }

  /** Training has gone wrong. */
  told(news: DivergenceNews): void {
    this.#news.set(this.#dismissed.has(news.divergence.code) ? null : news);
  }

  /** Not shown again but for another reason. */
  dismiss(): void {
    if (this.news.value) this.#dismissed.add(this.news.value.divergence.code);
    this.#news.set(null);
  }

  /** Another net, or the same one from the start. */
  clear(): void {
    this.#dismissed.clear();
    this.#news.set(null);
  }
}
