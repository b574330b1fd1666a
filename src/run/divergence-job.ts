/**
 * Tells when training goes on although it has gone wrong: the loss stays above chance, or units no
 * longer learn. Training is not stopped; while it is so, nothing of the run counts as good.
 */
import type { Clock } from '../lib/clock.ts';
import type { History } from '../training/history.ts';
import { LossWatch } from '../training/loss-watch.ts';
import { type GateHealth, gateHealth, isLost } from '../training/unit-health.ts';
import type { TaskData } from '../tasks/task.ts';
import type { ModelShape } from '../model/shape.ts';
import type { Inspector, Trace } from '../training/inspector.ts';
import type { Job } from './job.ts';
import type { Measure } from '../training/pacer.ts';
import type { Divergence, LossRun } from '../protocol/training.ts';

/** Steps and milliseconds between two looks at the units at least, and their share of the time. */
const everySteps = 100;
const everyMs = 5000;
const timeShare = 0.01;
/** Steps before the first look. */
const firstStep = 50;

/** Of a net that trains, what is looked at. */
export interface WatchedNet {
  readonly net: { readonly shape: ModelShape };
  readonly data: Pick<TaskData, 'info'>;
  readonly trainer: { readonly step: number };
  /** Reads all layers over some of the data. */
  readonly checkup: Pick<Inspector, 'isCompiled' | 'compile' | 'ready'> & {
    run(layers: readonly number[]): Promise<readonly { readonly traces: readonly Trace[] }[]>;
  };
}

export class DivergenceJob implements Job {
  /** Nothing waits for it. */
  readonly isActive = false;
  readonly #built: WatchedNet;
  readonly #history: History;
  readonly #clock: Clock;
  readonly #tell: (divergence: Divergence | null) => void;
  readonly #losses: LossWatch;
  /** Gates that do not learn: the worst one first. */
  #lost: GateHealth[] = [];
  #told: Divergence['code'] | null | undefined;
  #nextStep = 0;
  #nextAt = 0;
  #isReading = false;
  /** Looks at weights that are no longer there do not count. */
  #generation = 0;

  constructor(
    built: WatchedNet,
    history: History,
    clock: Clock,
    tell: (divergence: Divergence | null) => void,
  ) {
    this.#built = built;
    this.#history = history;
    this.#clock = clock;
    this.#tell = tell;
    this.#losses = new LossWatch(built.data.info.chanceLoss);
    this.reset();
  }

  /** What the run does now may be kept as good. */
  get isSound(): boolean {
    return this.#now === null && !this.#losses.isSuspect;
  }

  /** Whether weights that give this loss are as good as those before them. */
  fits(loss: number | undefined): boolean {
    return loss !== undefined && this.#losses.fits(loss);
  }

  /** The run is at another point of its history. */
  reset(): void {
    this.#losses.replay(this.#history.upTo(Infinity));
    this.#lost = [];
    this.#generation++;
    this.#nextStep = this.#built.trainer.step + firstStep;
    this.#nextAt = 0;
    this.#told = undefined;
  }

  /** With the losses of every step. */
  read({ firstStep: first, losses }: LossRun): void {
    losses.forEach((loss, index) => this.#losses.read(first + index, loss));
    this.#say();
  }

  /** Compiles what a look at the units needs, once. */
  prepare(): void {
    const { checkup } = this.#built;
    if (!checkup.isCompiled) checkup.compile().catch((error: unknown) => reportError(error));
  }

  isDue(isTraining: boolean): boolean {
    const { checkup, trainer } = this.#built;
    if (!isTraining || this.#isReading || trainer.step < this.#nextStep) return false;
    return this.#clock.now() >= this.#nextAt && checkup.isCompiled && checkup.ready;
  }

  /** Looks at all units, with the weights as they are now. */
  submit(measure: Measure): void {
    const { checkup, trainer, net } = this.#built;
    const { cell, hiddenSize, layers } = net.shape;
    const generation = this.#generation;
    const { step } = trainer;
    this.#isReading = true;
    this.#nextStep = step + everySteps;
    this.#nextAt = this.#clock.now() + everyMs;
    const start = this.#clock.now();
    const readings = checkup.run(Array.from({ length: layers }, (_, layer) => layer));
    measure((ms) => {
      this.#nextAt = Math.max(this.#nextAt, this.#clock.now() + ms / timeShare);
    }, start);
    readings
      .then((all) => {
        if (generation !== this.#generation) return;
        const traces = all.map((reading) => reading.traces);
        const health = gateHealth(cell, hiddenSize, traces, traces.length / layers);
        this.#lost = health
          .filter((one) => isLost(one, hiddenSize))
          .sort((a, b) => b.share - a.share);
        this.#say();
      })
      .catch((error: unknown) => reportError(error))
      .finally(() => (this.#isReading = false));
  }

  /** Until what was submitted was read. */
  async close(): Promise<void> {
    while (this.#isReading) await this.#clock.pause();
  }

  get #now(): Divergence | null {
    const { high } = this.#losses;
    const [worst] = this.#lost;
    if (high) return { code: 'loss', ...high };
    if (!worst) return null;
    const { layer, symbol, share, scale } = worst;
    const code = scale === 'free' ? 'dead units' : 'stuck gates';
    // people count from 1
    return { code, layer: layer + 1, symbol, share };
  }

  #say(): void {
    const now = this.#now;
    const code = now?.code ?? null;
    if (code === this.#told) return;
    this.#told = code;
    this.#tell(now);
  }
}
