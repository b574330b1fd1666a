/** Long work of the worker, for the progress bar: one at a time. */
import { OwnStore } from './store.ts';

export interface Work {
  kind: 'text' | 'net' | 'run';
  what: string;
  done: number;
  total: number;
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
