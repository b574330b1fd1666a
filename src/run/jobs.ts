/** All that a run does, in order, and what is done beside training by name. */
import type { Clock } from '../lib/clock.ts';
import type { Job } from './job.ts';
import type { History } from '../training/history.ts';
import { DiaryJob } from './diary-job.ts';
import type { BuiltNet } from '../net/net-builder.ts';
import type { Post } from '../protocol/messages.ts';
import { SampleJob } from './sample-job.ts';
import { TrialJob } from './trial-job.ts';
import { ValidationJob } from './validation-job.ts';

export class Jobs {
  readonly sample: SampleJob;
  readonly validation: ValidationJob;
  /** Of the text that the net had learned before: with every validation, if there is one. */
  readonly former: ValidationJob | undefined;
  readonly diary: DiaryJob;
  readonly trial: TrialJob;
  readonly #all: readonly Job[];
  readonly #clock: Clock;

  /**
   * @param onValidation one begins, of the weights of now
   * @param order everything, with what is done beside training at its place
   */
  constructor(
    built: BuiltNet,
    history: History,
    post: Post,
    clock: Clock,
    onValidation: () => void,
    order: (beside: readonly Job[]) => readonly Job[],
  ) {
    this.#clock = clock;
    const step = () => built.trainer.step;
    this.sample = new SampleJob(built, post, step, clock);
    this.former =
      built.former && formerJob({ ...built, evaluator: built.former }, post, step, clock);
    this.validation = new ValidationJob(built, post, step, clock, () => {
      onValidation();
      this.former?.request();
    });
    const lossOf = (of: number) => history.lossOf(of);
    const isRead = (upTo: number) => history.steps >= upTo;
    const isFree = () => !this.sample.isActive;
    this.diary = new DiaryJob({ built, step, lossOf, isRead, isFree }, post, clock);
    this.trial = new TrialJob(built.trainer, post, clock);
    const former = this.former ? [this.former] : [];
    this.#all = order([this.sample, this.diary, this.validation, ...former, this.trial]);
  }

  /** True while there is something to submit or to wait for. */
  get isActive(): boolean {
    return this.#all.some(({ isActive }) => isActive);
  }

  /** Training waits, so that what is drawn or measured is of one step. */
  get holdsTraining(): boolean {
    const isHeld = this.validation.holdsTraining || this.former?.holdsTraining === true;
    return isHeld || this.diary.holdsTraining;
  }

  /** Whose turn it is. */
  due(isTraining: boolean): Job | undefined {
    // training does not wait while a person draws, whatever they draw with
    if (this.sample.isActive) this.diary.stop();
    return this.#all.find((job) => job.isDue(isTraining));
  }

  /** Until there may be something to submit again. */
  async rest(): Promise<void> {
    const { underWay } = this.diary;
    // the rest of an entry, for which training waits, follows at once
    await Promise.race([this.#clock.pause(), ...(underWay ? [underWay] : [])]);
  }

  /** Losses were read. Compiles what these need, once the first one is there. */
  noteLosses(): void {
    this.diary.tell();
    this.sample.prepare();
    this.validation.prepare();
  }

  noteTraining(ms: number): void {
    this.validation.noteTraining(ms);
    this.former?.noteTraining(ms);
    this.diary.noteTraining(ms);
  }

  /** What is under way is of no interest any more. */
  stop(): void {
    for (const job of this.#all) job.stop?.();
  }

  /** The run is at another point of its history. */
  reset(): void {
    for (const job of this.#all) job.reset?.();
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.flatMap((job) => job.close?.() ?? []));
  }
}

function formerJob(built: BuiltNet, post: Post, step: () => number, clock: Clock): ValidationJob {
  const tell: Post = (message) => {
    if (message.type === 'validation.result') {
      post({ type: 'validation.former', result: message.result });
    }
  };
  return new ValidationJob(built, tell, step, clock);
}
