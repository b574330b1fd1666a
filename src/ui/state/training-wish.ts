/** That Train was pressed before the net was ready: it starts once it is. */
import { OwnStore } from './store.ts';

export class TrainingWish extends OwnStore<boolean> {
  #until: number | undefined;

  constructor() {
    super(false);
  }

  /** @param until the step that it is for; undefined: until told */
  make(until?: number): void {
    this.#until = until;
    this.set(true);
  }

  drop(): void {
    this.set(false);
  }

  /** @returns what was wished, null: nothing; it counts once */
  take(): { until: number | undefined } | null {
    const wish = this.value ? { until: this.#until } : null;
    this.drop();
    return wish;
  }
}
