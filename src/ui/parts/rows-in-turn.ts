/** Brings rows into the page one a frame: many pictures at once would hold it up. */
import type { ReactiveControllerHost } from 'lit';
import { drawInTurn } from './drawing-turns.ts';

export class RowsInTurn {
  /** Rows to render now. */
  count = 0;

  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** To be called after each update with the number of rows that there shall be. */
  growTo(wanted: number): void {
    this.count = Math.min(this.count, wanted);
    if (this.count === wanted) return;
    drawInTurn(this, () => {
      this.count++;
      this.#host.requestUpdate();
    });
  }
}
