/**
 * One net at work: decides, submit by submit, whether to train, validate, show gates or draw text,
 * with at most two submits in flight and nothing awaited in between but room for the next.
 */
import { type Clock, realClock } from '../lib/clock.ts';
import { notFinite } from '../training/finite-watch.ts';
import { History } from '../training/history.ts';
import { BestSnapshot } from './best-snapshot.ts';
import type { Snapshot } from '../training/snapshots.ts';
import { Pacer } from '../training/pacer.ts';
import { LiveViews } from '../views/live-views.ts';
import { type Job, onlyWhere } from './job.ts';
import { DivergenceJob } from './divergence-job.ts';
import { Jobs } from './jobs.ts';
import { LossReader } from './loss-reader.ts';
import { type BuiltNet, destroyNet } from '../net/net-builder.ts';
import type { Post } from '../protocol/messages.ts';
import type { TrainingState } from '../protocol/training.ts';
import type { RunOptions } from './run-options.ts';
import { putBack } from './way-back.ts';
import { SnapshotJob } from './snapshot-job.ts';
import { SpeedMeter } from './speed-meter.ts';
import { TrainingJob } from './training-job.ts';

export class Run {
  readonly built: BuiltNet;
  readonly views: LiveViews;
  readonly jobs: Jobs;
  readonly snapshots: SnapshotJob;
  readonly history: History;
  readonly best: BestSnapshot;
  readonly #divergence: DivergenceJob;
  readonly #post: Post;
  readonly #pacer: Pacer;
  readonly #training: TrainingJob;
  readonly #speed: SpeedMeter;
  readonly #losses: LossReader;
  readonly #clock: Clock;
  #state: TrainingState = 'idle';
  #loop: Promise<void> | undefined;
  #isClosed = false;
  /** Training comes to rest and nothing else is begun. */
  #isSettling = false;
  #validatesOnPause = false;
  #wantsToGoOn = false;
  /** The step after which training pauses by itself; undefined: when it is told. */
  until: number | undefined;
  #isOneStep = false;
  /** It pauses because nobody looks. */
  #isResting = false;

  constructor(built: BuiltNet, post: Post, options: RunOptions = {}) {
    const { forcedChunk, history, good, best, seconds, clock = realClock, onStall } = options;
    this.built = built;
    this.#clock = clock;
    this.history = history ?? new History();
    this.best = new BestSnapshot(this.history, () => this.postProgress(), best);
    this.#post = (message, transfer) => {
      if (this.#isClosed) return;
      if (message.type === 'training.losses') this.history.append(message.run);
      if (this.best.heed(message, built.trainer.tuning, this.#isGoingOn)) {
        this.#validatesOnPause = false;
        this.#training.stepsLeft = 0;
      }
      post(message, transfer);
    };
    this.#pacer = new Pacer(built.net.backend, clock, onStall ?? (() => undefined));
    this.#speed = new SpeedMeter(built.batches.tokensPerStep, clock);
    this.#losses = new LossReader(built.trainer, this.history, clock, {
      onLosses: (run) => {
        if (this.#state === 'stopped') return;
        this.#post({ type: 'training.losses', run });
        // before what is told of them: it says what there is to go back to
        this.snapshots.good.confirm((step) => this.#divergence.fits(this.history.lossAfter(step)));
        this.#divergence.read(run);
      },
      onFailure: (step) => this.#stopAt(step),
      onRead: () => {
        if (this.#state === 'stopped') return;
        this.jobs.noteLosses();
        this.#divergence.prepare();
        this.postProgress();
      },
    });
    const step = () => built.trainer.step;
    this.views = new LiveViews(built, this.#post, step, clock);
    this.#training = new TrainingJob({
      ...{ trainer: built.trainer, clock, forcedChunk },
      isRunning: () => this.#state === 'running',
      isHeld: () => this.jobs.holdsTraining,
      onMeasured: (ms) => this.jobs.noteTraining(ms),
      onSteps: (steps) => {
        this.#speed.note(steps);
        this.jobs.validation.noteStep();
      },
    });
    const readUpTo = (upTo: number) => this.#losses.readUpTo(upTo);
    this.snapshots = new SnapshotJob(built, readUpTo, () => this.isSound, good);
    this.#divergence = new DivergenceJob(built, this.history, clock, (divergence) => {
      if (this.#state === 'stopped') return;
      this.#post({ type: 'training.diverged', divergence, undoStep: this.#undoStep });
    });
    const onValidation = () => this.best.begin(this.snapshots.want({ mayBeGood: false }));
    this.jobs = new Jobs(built, this.history, this.#post, clock, onValidation, (beside) => [
      this.#training.rest,
      this.#end,
      this.snapshots,
      // the first loss is what a person waits for: the gates' kernels come after it
      onlyWhere((isTraining) => !isTraining || this.history.steps > 0, this.views),
      this.#divergence,
      ...beside,
      this.#training,
    ]);
    this.#speed.reset(seconds);
    if (built.trainer.step > 0) this.#state = 'paused';
  }

  /** Seconds spent training. */
  get seconds(): number {
    return this.#speed.seconds;
  }

  /**
   * Nothing speaks against going back to it: what it is now may be kept as good. False while the loss
   * stays above chance, far above for a few steps, or while a layer no longer learns.
   */
  get isSound(): boolean {
    return this.#state !== 'stopped' && this.#divergence.isSound;
  }

  /** It was halted or left while it trained, and was not told to pause since. */
  get wantsToGoOn(): boolean {
    return this.#wantsToGoOn;
  }

  /**
   * A copy of the run after a whole number of steps, as soon as there is one; `history` reaches up
   * to it then. Training goes on. @throws CancelledError when the run is closed first
   */
  snapshot(): Promise<Snapshot> {
    const copy = this.snapshots.want();
    if (this.#isClosed) this.snapshots.refuse();
    this.wake();
    return copy;
  }

  /** @param until the step after which it pauses by itself; where it is there already, nothing is done */
  start(until?: number): void {
    this.#isResting = false;
    if (this.#state === 'stopped' || this.#state === 'running') return;
    if (until !== undefined && until <= this.built.trainer.step) return;
    this.until = until;
    this.#isOneStep = false;
    this.#training.stepsLeft = this.#stepsToGo;
    this.#validatesOnPause = true;
    this.#setState('running');
    this.wake();
  }

  pause(): void {
    this.#wantsToGoOn = false;
    if (this.#state === 'running') this.#training.stepsLeft = 0;
    this.wake();
  }

  step(): void {
    if (this.#state === 'stopped' || this.#state === 'running') return;
    this.#isOneStep = true;
    this.#training.stepsLeft = 1;
    this.#validatesOnPause = false;
    this.#setState('running');
    this.wake();
  }

  /** What a step takes here, while nobody trains and the page is seen. */
  try(): void {
    const isAtRest = this.#state === 'idle' || this.#state === 'paused';
    if (isAtRest && !this.#training.chunking.inBackground) this.jobs.trial.request();
  }

  async rewind(): Promise<void> {
    this.#isResting = false;
    await this.#comeToRest();
    this.built.trainer.rewind();
    this.history.clear();
    this.snapshots.good.clear();
    this.#speed.reset();
    this.#moved('idle');
  }

  /**
   * Back to the last good snapshot, or to the start, at half the learning rate; or to the best validation,
   * where its weights are there, from where it goes on as it did.
   */
  async undo(isToBest = false): Promise<void> {
    await this.#comeToRest();
    const to = putBack(this, isToBest);
    if (to === null) return this.wake();
    this.#moved(to ? 'paused' : 'idle', to);
    const { step, tuning } = this.built.trainer;
    this.#post({ type: 'training.undone', step, learningRate: tuning.learningRate });
  }

  /** It is at another point of its history. */
  #moved(state: TrainingState, to?: Snapshot): void {
    this.jobs.reset();
    this.best.moved(to);
    this.#setState(state);
    this.wake();
  }

  /** @param rests whether training waits until the page is seen again */
  hide(inBackground: boolean, rests = false): void {
    this.#training.chunking.inBackground = inBackground;
    if (inBackground) this.jobs.trial.stop();
    if (inBackground && rests && this.#isGoingOn) {
      this.#isResting = true;
      this.#validatesOnPause = false;
      this.pause();
    }
    if (inBackground || !this.#isResting) return;
    this.#isResting = false;
    this.#validatesOnPause = true;
    // it may not have come to rest yet
    if (this.#state === 'running') this.#training.stepsLeft = this.#stepsToGo;
    else this.start(this.until);
  }

  /** How many times what is submitted at once is halved. */
  set caution(caution: number) {
    this.#training.chunking.caution = caution;
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
    await this.jobs.close();
    while (!this.built.snapshots.ready) await this.#clock.pause();
    this.snapshots.refuse();
    destroyNet(this.built);
  }

  /** Comes to rest, to be left for another one. @returns a copy of it as it is then */
  leave(): Promise<Snapshot> {
    this.#wantsToGoOn = this.#isGoingOn;
    return this.#settle().then(() => this.snapshot());
  }

  /** Stops at once without touching the GPU, which is gone or cannot be trusted. */
  halt(): void {
    this.#wantsToGoOn = this.#isGoingOn;
    this.jobs.sample.stop();
    this.#isClosed = true;
    this.#isSettling = true;
    this.#training.stepsLeft = 0;
    this.#state = 'stopped';
    this.#speed.stop();
    this.snapshots.refuse();
  }

  /** It trains, was not told to pause, and makes more than a single step. */
  get #isGoingOn(): boolean {
    return this.#state === 'running' && this.#training.stepsLeft !== 0 && !this.#isOneStep;
  }

  get #stepsToGo(): number | undefined {
    return this.until && Math.max(0, this.until - this.built.trainer.step);
  }

  /** Everything under way is of no interest any more. */
  async #comeToRest(): Promise<void> {
    this.#losses.outdate();
    this.snapshots.outdate();
    await this.#settle();
    this.#losses.outdate();
  }

  async #settle(): Promise<void> {
    this.jobs.stop();
    this.#isSettling = true;
    this.#training.stepsLeft = 0;
    while (this.#loop) await this.#loop.catch(() => undefined);
    await this.#pacer.idle().catch((error: unknown) => {
      // a run that is closed wants nothing of a GPU that is gone
      if (!this.#isClosed) throw error;
    });
    this.#isSettling = false;
  }

  #hasWork(): boolean {
    return this.#isSettling ? this.#training.isActive : this.jobs.isActive;
  }

  async #work(): Promise<void> {
    while (this.#hasWork()) {
      // one submit at a time while a person waits: what they ask for is heard after each
      await (this.views.isWaitedFor ? this.#pacer.idle() : this.#pacer.room());
      if (this.#hasWork()) await this.#submitNext();
    }
  }

  /** One submit of the first job that is due; losses are read beside it. */
  async #submitNext(): Promise<void> {
    const isTraining = this.#training.isActive;
    const job = this.jobs.due(isTraining);
    const submitted = job
      ? job.submit((done, start) => this.#pacer.submitted(done, start), isTraining)
      : this.#pacer.idle().then(() => this.jobs.rest());
    if (submitted) await submitted;
    if (isTraining && this.#losses.isDue) {
      this.#losses.read().catch((error: unknown) => reportError(error));
    }
  }

  /** The end of training, where no steps are left. */
  readonly #end: Job = {
    isActive: false,
    isDue: (isTraining) => isTraining && this.#training.stepsLeft === 0,
    submit: () => this.#pauseNow(),
  };

  async #pauseNow(): Promise<void> {
    await this.#pacer.idle();
    await this.#losses.read();
    if (this.#state !== 'running' || this.#training.stepsLeft !== 0) return;
    this.#setState('paused');
    this.views.refresh();
    if (this.#validatesOnPause && !this.#isSettling) this.jobs.validation.request();
  }

  #stopAt(step: number): void {
    if (this.#state === 'stopped') return;
    this.#training.stepsLeft = 0;
    this.#setState('stopped');
    const { problem } = notFinite(step, this.built.trainer.tuning);
    this.#post({ type: 'failure', kind: 'numbers', problem, undoStep: this.#undoStep });
  }

  /** Where an undo leads. */
  get #undoStep(): number {
    return this.snapshots.good.latest?.step ?? 0;
  }

  #setState(state: TrainingState): void {
    this.#state = state;
    if (state === 'running') this.best.goesOn();
    if (state === 'running') this.jobs.trial.stop();
    if (state === 'running') this.#speed.resume();
    else this.#speed.stop();
    this.postProgress();
  }

  /** Tells the page where the run is. */
  postProgress(): void {
    const { step } = this.built.trainer;
    const { tokensPerSecond, seconds } = this.#speed;
    const time = { epoch: this.built.batches.epoch(step), tokensPerSecond, seconds };
    const progress = { state: this.#state, step, ...time, ...this.best.told(this.#state) };
    this.#post({ type: 'training.progress', progress });
  }
}
