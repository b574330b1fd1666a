/** The error that stands across the page, with what can be done about it. */
import type { Problem } from '../../lib/problems.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import { OwnStore } from './store.ts';
import type { WayOut } from './ways-out.ts';

export interface Banner {
  kind: Extract<WorkerMessage, { type: 'failure' }>['kind'] | 'text' | 'net' | 'run';
  problem: Problem;
  /** The step that an undo goes back to. */
  undoStep?: number;
  ways?: readonly WayOut[];
}

export class BannerStore extends OwnStore<Banner | null> {
  constructor() {
    super(null);
  }

  /** The first error wins until it is dismissed: the later ones mostly follow from it. */
  report(banner: Banner): void {
    if (!this.value) this.set(banner);
  }

  dismiss(): void {
    this.set(null);
  }

  /** A new attempt makes the refusal of the last one old news. */
  forgetRefusal(): void {
    this.#forget('text', 'net', 'run');
  }

  /** Other weights are there than those that were no numbers. */
  forgetNumbers(): void {
    this.#forget('numbers');
  }

  #forget(...kinds: Banner['kind'][]): void {
    if (this.value && kinds.includes(this.value.kind)) this.set(null);
  }
}
