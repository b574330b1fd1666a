/** How far training got, as the worker last told, and what the page knows better. */
import { type TrainingProgress, untrained } from '../../protocol/training.ts';
import { OwnStore } from './store.ts';

export class ProgressStore extends OwnStore<TrainingProgress> {
  constructor() {
    super(untrained);
  }

  told(progress: TrainingProgress): void {
    this.set(progress);
  }

  /** Another net. */
  startOver(): void {
    this.set(untrained);
  }

  /** Nothing is computed for now. */
  halted(): void {
    this.set({ ...this.value, tokensPerSecond: 0 });
  }

  /** Nothing is computed any more. */
  stopped(): void {
    this.set({ ...this.value, state: 'stopped', tokensPerSecond: 0 });
  }
}
