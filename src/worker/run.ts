/**
 * One net at work: decides, submit by submit, whether to train, validate, show gates or draw text,
 * with at most two submits in flight and nothing awaited in between but room for the next.
 */
import { CancelledError, NotFiniteError } from '../lib/errors.ts';
import { FiniteWatch } from '../training/finite-watch.ts';
import { History } from '../training/history.ts';
import type { Snapshot } from '../training/snapshots.ts';
import { Chunking } from '../training/chunking.ts';
import { Pacer } from '../training/pacer.ts';
import type { LossEntries } from '../training/trainer.ts';
import { GoodSnapshot } from './good-snapshot.ts';
import { LiveViews } from './live-views.ts';
import { type BuiltNet, destroyNet } from './net-builder.ts';
import type { TrainingState, WorkerMessage } from './protocol.ts';
import { SampleDesk } from './sample-desk.ts';
import { SpeedMeter } from './speed-meter.ts';
import { ValidationDesk } from './validation-desk.ts';

type Post = (message: WorkerMessage, transfer?: ArrayBuffer[]) => void;

export interface RunOptions {
  forcedChunk?: number;
  /** Of a run that goes on. */
  history?: History;
  /** Spent training before. */
  seconds?: number;
}

interface Waiting<Value> {
  resolve: (value: Value) => void;
  reject: (error: unknown) => void;
}

/** Milliseconds between readbacks of losses: at most 8 a second. */
const lossInterval = 130;

export class Run {
  readonly built: BuiltNet;
  readonly views: LiveViews;
  readonly sample: SampleDesk;
  readonly validation: ValidationDesk;
  readonly history: History;
  readonly #post: Post;
  readonly #pacer: Pacer;
  readonly #chunking: Chunking;
  readonly #speed: SpeedMeter;
  #state: TrainingState = 'idle';
  /** Steps still to make before pausing; undefined: until told. */
  #stepsLeft: number | undefined;
  #loop: Promise<void> | undefined;
  #lastLosses = 0;
  #isClosed = false;
  /** Training comes to rest and nothing else is begun. */
  #isSettling = false;
  #validatesOnPause = false;
  #wanted: Waiting<Snapshot>[] = [];
  readonly #good = new GoodSnapshot();
  readonly #finite = new FiniteWatch();
  /** Results from before a rewind are dropped. */
  #generation = 0;

  constructor(built: BuiltNet, post: Post, { forcedChunk, history, seconds }: RunOptions = {}) {
    this.built = built;
    this.history = history ?? new History();
    this.#post = (message, transfer) => {
      if (this.#isClosed) return;
      if (message.type === 'training.losses') this.history.append(message.run);
      if (message.type === 'validation.result') this.history.validations.push(message.result);
      post(message, transfer);
    };
    this.#pacer = new Pacer(built.net.engine.gpu.device.queue);
    this.#chunking = new Chunking(forcedChunk);
    this.#speed = new SpeedMeter(built.batches.charactersPerStep);
    const step = () => built.trainer.step;
    this.views = new LiveViews(built, this.#post, step);
    this.sample = new SampleDesk(built, this.#post, step);
    this.validation = new ValidationDesk(built, this.#post, step);
    this.#speed.reset(seconds);
    if (built.trainer.step > 0) this.#state = 'paused';
  }

  /** Seconds spent training. */
  get seconds(): number {
    return this.#speed.seconds;
  }

  /**
   * A copy of the run after a whole number of steps, as soon as there is one; `history` reaches up
   * to it then. Training goes on. @throws CancelledError when the run is closed first
   */
  snapshot(): Promise<Snapshot> {
    return new Promise((resolve, reject) => {
      this.#wanted.push({ resolve, reject });
      this.wake();
    });
  }

  start(): void {
    if (this.#state === 'stopped' || this.#state === 'running') return;
    this.#stepsLeft = undefined;
    this.#validatesOnPause = true;
    // a run that was loaded has nothing yet to go back to
    if (this.built.trainer.step > 0 && this.#good.isEmpty) this.snapshot().catch(() => undefined);
    this.#setState('running');
    this.wake();
  }

  pause(): void {
    if (this.#state === 'running') this.#stepsLeft = 0;
    this.wake();
  }

  step(): void {
    if (this.#state === 'stopped' || this.#state === 'running') return;
    this.#stepsLeft = 1;
    this.#validatesOnPause = false;
    this.#setState('running');
    this.wake();
  }

  async rewind(): Promise<void> {
    this.#generation++;
    await this.#settle();
    this.built.trainer.rewind();
    this.history.clear();
    this.#good.clear();
    this.#finite.reset();
    this.#speed.reset();
    this.validation.reset();
    this.#setState('idle');
    this.views.refresh();
    this.wake();
  }

  /** Back to the last good snapshot, or to the start, at half the learning rate. */
  async undo(): Promise<void> {
    this.#generation++;
    await this.#settle();
    const { trainer, net } = this.built;
    const good = this.#good.latest;
    if (good) {
      net.write(good.weights, good.moments);
      trainer.resume(good.step, good.states);
      this.#good.dropCandidate();
    } else trainer.rewind();
    trainer.learningRate /= 2;
    this.history.truncate(trainer.step);
    this.#finite.reset();
    this.validation.reset();
    this.#setState(good ? 'paused' : 'idle');
    const { step, learningRate } = trainer;
    this.#post({ type: 'training.undone', step, learningRate });
    this.views.refresh();
    this.wake();
  }

  set hidden(hidden: boolean) {
    this.#chunking.hidden = hidden;
  }

  /** Goes to work if there is some. */
  wake(): void {
    this.#loop ??= this.#work().finally(() => {
      this.#loop = undefined;
      if (this.#hasWork()) this.wake();
    });
    this.#loop.catch((error: unknown) => {
      if (!this.#isClosed) reportError(error);
    });
  }

  /** Stops everything and frees the GPU. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#settle();
    await this.views.close();
    while (!this.built.snapshots.ready) await pauseBriefly();
    for (const { reject } of this.#wanted.splice(0)) reject(closed());
    destroyNet(this.built);
  }

  /** Stops training without touching the net, because of an error elsewhere. */
  halt(): void {
    this.#isClosed = true;
    this.#isSettling = true;
    this.#stepsLeft = 0;
    this.#state = 'stopped';
  }

  async #settle(): Promise<void> {
    this.sample.stop();
    this.validation.cancel();
    this.#isSettling = true;
    this.#stepsLeft = 0;
    while (this.#loop) await this.#loop.catch(() => undefined);
    await this.#pacer.idle();
    this.#isSettling = false;
  }

  #hasWork(): boolean {
    if (this.#isSettling) return this.#state === 'running';
    return (
      this.#state === 'running' ||
      this.#wanted.length > 0 ||
      this.views.isActive ||
      this.sample.isActive ||
      this.validation.isActive
    );
  }

  async #work(): Promise<void> {
    while (this.#hasWork()) {
      await this.#pacer.room();
      await this.#submitNext();
    }
  }

  /** One submit of whatever is due; or the end of training. */
  async #submitNext(): Promise<void> {
    const training = this.#state === 'running';
    // the first loss is what a person waits for: the gates' kernels come after it
    const hasLosses = !training || this.history.steps > 0;
    const measured = (done: (ms: number) => void) => this.#pacer.submitted(done);
    const view = this.views.due(training);
    if (training && this.#chunking.isInsideStep) this.#train();
    else if (training && this.#stepsLeft === 0) await this.#pauseNow();
    else if (this.#wanted.length > 0 && this.built.snapshots.ready) this.#takeSnapshot();
    else if (hasLosses && view) view.submit(measured);
    else if (this.sample.isDue(training)) this.sample.submit(measured, training);
    else if (this.validation.isDue(training)) this.validation.submit(measured);
    else if (training) this.#train();
    else await this.#pacer.idle().then(pauseBriefly);
    if (training && performance.now() - this.#lastLosses >= lossInterval) {
      this.#readLosses().catch((error: unknown) => reportError(error));
    }
  }

  #train(): void {
    const { trainer } = this.built;
    const { slice, isNew } = this.#chunking.next(
      trainer.dispatches,
      Math.min(this.#stepsLeft ?? Infinity, trainer.plan.slots),
    );
    if (isNew) trainer.prepare(slice.steps);
    trainer.submit(slice);
    this.#pacer.submitted((ms) => {
      this.#chunking.measured(slice, trainer.dispatches, ms);
      this.validation.noteTraining(ms);
    });
    if (slice.to < trainer.dispatches) return;
    this.#speed.note(slice.steps);
    this.validation.noteStep();
    // Told to pause within a cut step, there were none left before it ended.
    if (this.#stepsLeft) this.#stepsLeft -= slice.steps;
  }

  #takeSnapshot(): void {
    const wanted = this.#wanted.splice(0);
    const generation = this.#generation;
    const { trainer, snapshots } = this.built;
    const taken = Promise.all([snapshots.take(), this.#readUpTo(trainer.step)]);
    this.#pacer.submitted();
    taken.then(
      ([snapshot]) => {
        if (generation === this.#generation) this.#good.offer(snapshot);
        wanted.forEach(({ resolve }) => resolve(snapshot));
      },
      (error: unknown) => wanted.forEach(({ reject }) => reject(error)),
    );
  }

  /** Until the losses of all steps up to this one are there, or will never be. */
  async #readUpTo(step: number): Promise<void> {
    for (let tries = 0; this.history.steps < step && tries < 50; tries++) {
      await this.#readLosses();
      if (this.history.steps < step) await pauseBriefly();
    }
  }

  async #pauseNow(): Promise<void> {
    await this.#pacer.idle();
    await this.#readLosses();
    if (this.#state !== 'running') return;
    this.#setState('paused');
    this.views.refresh();
    if (this.#validatesOnPause && !this.#isSettling) this.validation.request();
  }

  async #readLosses(): Promise<void> {
    const generation = this.#generation;
    this.#lastLosses = performance.now();
    const entries = await this.built.trainer.readLosses();
    if (!entries || generation !== this.#generation) return;
    this.#report(entries);
  }

  /** Finite entries go to the page; too many in a row that are not stop the run. */
  #report(entries: LossEntries): void {
    if (this.#state === 'stopped') return;
    const { runs, failedAt } = this.#finite.read(entries);
    for (const losses of runs) this.#post({ type: 'training.losses', run: losses });
    this.#good.confirm(this.history.steps);
    if (failedAt !== undefined) this.#stopAt(failedAt);
    this.sample.prepare();
    this.validation.prepare();
    this.postProgress();
  }

  #stopAt(step: number): void {
    this.#stepsLeft = 0;
    this.#setState('stopped');
    const { learningRate, clipNorm } = this.built.trainer;
    const problem = new NotFiniteError({
      where: 'training',
      what: 'for five steps the loss or the gradient norm was no longer a finite number',
      values: { 'first step': step, 'learning rate': learningRate, 'clip norm': clipNorm },
      advice: 'Go back and train with a lower learning rate, or Rewind',
    });
    const undoStep = this.#good.latest?.step ?? 0;
    this.#post({ type: 'failure', kind: 'numbers', message: problem.message, undoStep });
  }

  #setState(state: TrainingState): void {
    this.#state = state;
    if (state === 'running') this.#speed.resume();
    else this.#speed.stop();
    this.postProgress();
  }

  /** Tells the page where the run is. */
  postProgress(): void {
    const { trainer, batches } = this.built;
    this.#post({
      type: 'training.progress',
      progress: {
        state: this.#state,
        step: trainer.step,
        epoch: batches.epoch(trainer.step),
        charactersPerSecond: this.#speed.charactersPerSecond,
        seconds: this.#speed.seconds,
      },
    });
  }
}

/** Nothing may be submitted right now, but something is awaited: let it arrive. */
function pauseBriefly(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10));
}

function closed(): CancelledError {
  return new CancelledError({
    where: 'run',
    what: 'the run ended before it could be saved',
    advice: 'Save the run that is there now',
  });
}
