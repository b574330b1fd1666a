/**
 * Sorts out the steps whose numbers are finite. One that is not was skipped on the GPU, and training
 * goes on; five in a row mean that it will not recover.
 */
import type { Tuning } from '../config/tuning.ts';
import { NotFiniteError } from '../lib/errors.ts';
import type { Losses } from './history.ts';
import type { LossEntries } from './trainer.ts';

const patience = 5;

export class FiniteWatch {
  #streak = 0;

  reset(): void {
    this.#streak = 0;
  }

  /**
   * Entries must come in order.
   * @returns runs of finite steps, counted from 1, and the first of five steps in a row that were
   * skipped; nothing after that one counts
   */
  read({ firstStep, losses, norms, skipped }: LossEntries): { runs: Losses[]; failedAt?: number } {
    const skips = new Set(skipped);
    const runs: Losses[] = [];
    let start = 0;
    const endRun = (end: number) => {
      if (end > start) {
        runs.push({
          firstStep: firstStep + start + 1,
          losses: losses.slice(start, end),
          norms: norms.slice(start, end),
        });
      }
      start = end + 1;
    };
    for (let index = 0; index < losses.length; index++) {
      const isFinite = Number.isFinite(losses[index]) && Number.isFinite(norms[index]);
      if (isFinite && !skips.has(firstStep + index)) {
        this.#streak = 0;
        continue;
      }
      endRun(index);
      if (++this.#streak === patience) {
        return { runs, failedAt: firstStep + index + 2 - patience };
      }
    }
    endRun(losses.length);
    return { runs };
  }
}

/** @param step the first one that was skipped */
export function notFinite(step: number, { learningRate, clipNorm }: Tuning): NotFiniteError {
  return new NotFiniteError({ code: 'not finite', values: { step, learningRate, clipNorm } });
}
