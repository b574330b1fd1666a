/** Long work of the worker, for the progress bar: one at a time. */
import type { WorkDone } from '../../protocol/work.ts';
import { OwnStore } from './store.ts';

export interface Work extends WorkDone {
  kind: 'text' | 'net' | 'run';
}

export class WorkStore extends OwnStore<Work | null> {
  constructor() {
    super(null);
  }

  reached(work: Work): void {
    this.set(work);
  }

  /** What is at work meanwhile stays. */
  ended(kind: Work['kind']): void {
    if (this.value?.kind === kind) this.set(null);
  }

  /** Whatever it is. */
  calledOff(): void {
    this.set(null);
  }
}
