/** What a person asks of training: to pause, to go back, to try one step. */
import type { TrainerClient } from '../../protocol/client.ts';
import type { BannerStore } from './banner.ts';
import type { DivergenceWatch } from './divergence-watch.ts';
import type { ReplacedRun } from './replaced-run.ts';
import type { TrainingWish } from './training-wish.ts';

interface Needs {
  client: TrainerClient;
  wantsTraining: TrainingWish;
  banner: BannerStore;
  divergence: DivergenceWatch;
  replaced: ReplacedRun;
}

export class Training {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** @param until the step after which it pauses by itself; undefined: when it is told */
  start(until?: number): void {
    this.#needs.client.send({ type: 'training.start', ...(until !== undefined && { until }) });
  }

  pause(): void {
    this.#needs.wantsTraining.drop();
    this.#needs.client.send({ type: 'training.pause' });
  }

  oneStep(): void {
    this.#needs.client.send({ type: 'training.step' });
  }

  /** Over all that is held out, now. */
  validate(): void {
    this.#needs.client.send({ type: 'validation.run' });
  }

  rewind(): void {
    const { client, wantsTraining, banner, divergence, replaced } = this.#needs;
    wantsTraining.drop();
    banner.forgetNumbers();
    divergence.clear();
    replaced.because({ kind: 'rewind' });
    client.send({ type: 'training.rewind' });
  }

  /** Back to the last good weights, at half the learning rate; or to those of the best validation. */
  undo(to?: 'best'): void {
    this.#needs.replaced.because({ kind: 'back' });
    this.#needs.client.send({ type: 'training.undo', ...(to && { to }) });
  }
}
