/** Training, submit by submit: several steps while they are short, slices of one where it is long. */
import type { Clock } from '../lib/clock.ts';
import type { Job } from './job.ts';
import { Chunking } from './chunking.ts';
import type { Measure } from '../training/pacer.ts';
import type { Trainer } from '../training/trainer.ts';

export interface TrainingOptions {
  trainer: Pick<Trainer, 'dispatches' | 'plan' | 'prepare' | 'submit'>;
  clock: Clock;
  /** Steps per submit, instead of what the time says. */
  forcedChunk: number | undefined;
  isRunning: () => boolean;
  /** The weights must stay as they are for now. */
  isHeld: () => boolean;
  onMeasured: (ms: number) => void;
  onSteps: (steps: number) => void;
}

export class TrainingJob implements Job {
  readonly chunking: Chunking;
  /** Steps still to make before pausing; undefined: until told. */
  stepsLeft: number | undefined;
  /** The rest of a step that is cut: before all else, since nothing else may see it half done. */
  readonly rest: Job = {
    isActive: false,
    isDue: (isTraining) => isTraining && this.chunking.isInsideStep,
    submit: (measure) => this.submit(measure),
  };
  readonly #options: TrainingOptions;

  constructor(options: TrainingOptions) {
    this.#options = options;
    this.chunking = new Chunking(options.forcedChunk);
  }

  get isActive(): boolean {
    return this.#options.isRunning();
  }

  isDue(isTraining: boolean): boolean {
    return isTraining && !this.#options.isHeld();
  }

  submit(measure: Measure): void {
    const { trainer, clock, onMeasured, onSteps } = this.#options;
    const { slice, isNew } = this.chunking.next(
      trainer.dispatches,
      Math.min(this.stepsLeft ?? Infinity, trainer.plan.slots),
    );
    const start = clock.now();
    if (isNew) trainer.prepare(slice.steps);
    trainer.submit(slice);
    measure((ms) => {
      this.chunking.measured(slice, trainer.dispatches, ms);
      onMeasured(ms);
    }, start);
    if (slice.to < trainer.dispatches) return;
    onSteps(slice.steps);
    // told to pause within a cut step, there were none left before it ended
    if (this.stepsLeft) this.stepsLeft -= slice.steps;
  }
}
