/** What is known of the run of this page, kept together: it grows, goes back, ends, and another begins. */
import type { Reason } from '../../lib/problems.ts';
import type { TrainerClient } from '../../protocol/client.ts';
import type { Announcer } from './announcer.ts';
import type { BannerStore } from './banner.ts';
import type { Curve } from './curve.ts';
import type { DivergenceWatch } from './divergence-watch.ts';
import type { EngineStore } from './engine.ts';
import type { Metrics } from './metrics.ts';
import type { NetBuilder } from './net-builder.ts';
import type { ProgressStore } from './progress.ts';
import type { SampleRun } from './sample-run.ts';
import { type Readable, Store } from './store.ts';
import type { TrainingWish } from './training-wish.ts';
import type { WorkStore } from './work.ts';

interface Needs {
  client: TrainerClient;
  engine: EngineStore;
  net: Pick<NetBuilder, 'runs'>;
  metrics: Metrics;
  wantsTraining: TrainingWish;
  work: WorkStore;
  progress: ProgressStore;
  curve: Curve;
  sample: SampleRun;
  banner: BannerStore;
  divergence: DivergenceWatch;
  announcer: Announcer;
}

export class PresentRun {
  readonly #trained = new Store(false);
  /** There are weights that could be lost. */
  readonly trained: Readable<boolean> = this.#trained;

  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
    const { client, net, metrics, progress, curve, sample, banner, announcer } = needs;
    net.runs.subscribe(() => this.#startOver());
    progress.subscribe(({ step }) => this.#trained.set(step > 0));
    client.on('training.progress', ({ progress: now }) => {
      if (now.step === 0 && curve.steps > 0) {
        curve.clear();
        sample.diary.clear();
        announcer.forget();
      }
      progress.told(now);
      announcer.progressed(now, curve.at('losses', curve.steps));
    });
    client.on('training.losses', ({ run }) => curve.append(run));
    client.on('validation.result', ({ result, labels }) => {
      curve.validated(result, labels);
      announcer.validated(result, metrics.main);
    });
    client.on('validation.former', ({ result }) => curve.formerValidated(result));
    client.on('training.undone', ({ step }) => this.goBack(step));
    client.on('failure', (failure) => {
      banner.report(failure);
      if (failure.kind === 'worker') this.end(failure.problem);
      else this.#halt();
    });
  }

  /** The weights are those after this step again. */
  goBack(step: number): void {
    const { banner, curve, sample } = this.#needs;
    banner.forgetNumbers();
    curve.truncate(step);
    sample.diary.truncate(step);
  }

  /** Nothing is computed until the device is there again. */
  wait(): void {
    this.#needs.sample.stopped();
    this.#needs.progress.halted();
  }

  /** The engine does nothing any more. */
  end(problem: Reason | null): void {
    this.#needs.engine.ended(problem);
    this.#needs.sample.stopped();
    this.#halt();
  }

  /** A new net starts at step 0 with empty curves. */
  #startOver(): void {
    const { banner, divergence, progress, curve, sample, announcer } = this.#needs;
    banner.forgetNumbers();
    divergence.clear();
    progress.startOver();
    curve.clear();
    sample.clear();
    announcer.forget();
  }

  #halt(): void {
    const { wantsTraining, work, progress, announcer } = this.#needs;
    wantsTraining.drop();
    work.calledOff();
    progress.stopped();
    announcer.progressed(progress.value, null);
  }
}
