/** That Train was pressed before the net was ready: it starts once it is. */
import { OwnStore } from './store.ts';

export class TrainingWish extends OwnStore<boolean> {
  constructor() {
    super(false);
  }

  make(): void {
    this.set(true);
  }

  drop(): void {
    this.set(false);
  }

  /** @returns whether there was one; it counts once */
  take(): boolean {
    const was = this.value;
    this.drop();
    return was;
  }
}
