/**
 * One thing that is done with the net: training, validation, a sample, what the page looks at. The
 * loop of a run is an ordered list of these: of those that are due, the first one makes a submit.
 */
import type { Measure } from '../training/pacer.ts';

export interface Job {
  /** True while there is something to submit or to wait for: the loop goes on. */
  readonly isActive: boolean;
  /** @param isTraining false at rest, when nothing has to share the time */
  isDue(isTraining: boolean): boolean;
  /** One submit, and `measure` right after it; it keeps to its share of the time by what that tells. */
  submit(measure: Measure, isTraining: boolean): void | Promise<void>;
  /** What is under way is of no interest any more. */
  stop?(): void;
  /** The run is at another point of its history. */
  reset?(): void;
  /** Resolves when it holds nothing and waits for nothing any more. */
  close?(): Promise<void>;
}

/** The same job, which is never due unless this holds too. */
export function onlyWhere(holds: (isTraining: boolean) => boolean, job: Job): Job {
  return {
    get isActive() {
      return job.isActive;
    },
    isDue: (isTraining) => holds(isTraining) && job.isDue(isTraining),
    submit: (measure, isTraining) => job.submit(measure, isTraining),
    stop: () => job.stop?.(),
    reset: () => job.reset?.(),
    close: () => job.close?.() ?? Promise.resolve(),
  };
}
