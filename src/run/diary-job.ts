/**
 * Draws a short sample every so often while the net trains, so that one sees the language appear. All
 * of it comes from the weights of one step: training waits meanwhile. It takes at most a twentieth of
 * the time and stands back while a person draws.
 */
import { Novelty } from '../data/scores/novelty.ts';
import type { Draw } from '../decode/sample.ts';
import type { Clock } from '../lib/clock.ts';
import { sampleCapacity, type SampleRequest, sequencesAtOnce } from '../training/sampler.ts';
import type { Measure } from '../training/pacer.ts';
import { type TokenRules, tokenRulesOrNone } from './draw-rules.ts';
import type { Job } from './job.ts';
import type { BuiltNet } from '../net/net-builder.ts';
import type { PageMessage, WorkerMessage } from '../protocol/messages.ts';
import type { DiaryEntry } from '../protocol/training.ts';
import { isDrawn } from './sample-job.ts';

/** What the diary must know of the run. */
export interface DiarySubject {
  built: Pick<BuiltNet, 'sampler' | 'data' | 'settings'>;
  step: () => number;
  /** The loss of this very step; undefined where it was not read. */
  lossOf: (step: number) => number | undefined;
  /** The losses up to this step were read, those that there are. */
  isRead: (step: number) => boolean;
  /** No sample of a person is being drawn. */
  isFree: () => boolean;
}

/** Tokens of an entry: fewer where training would wait longer than this for them. */
const [leastLength, mostLength] = [20, 100];
const longestPause = 500;
/** Milliseconds of a submit, so that messages get through in between. */
const longestSubmit = 50;
/** Before the first entry two trials tell what a token takes, the first of one, which warms up. */
const trials = 2;
const trialLength = 8;
/** Milliseconds of training for each millisecond that it waits. */
const trainingShare = 19;
/** Worth of training that is saved up at most, and that the first token of all waits for. */
const mostCredit = 2000;
const firstCredit = 10;
/** Milliseconds of training between entries: at first; later, as a share of what was trained. */
const firstWait = 5000;
const waitShare = 0.1;

interface Entry {
  request: SampleRequest;
  step: number;
  /** Pieces of a text, or lines. */
  drawn: number[][];
  /** It only tells what a token takes. */
  isTrial: boolean;
  /** Tokens that were measured, their milliseconds, and when the last of them were there. */
  tokens: number;
  ms: number;
  end?: number;
}

export class DiaryJob implements Job {
  readonly #subject: DiarySubject;
  readonly #post: (message: WorkerMessage) => void;
  readonly #clock: Clock;
  #isOn: boolean;
  /** Null where they leave nothing to draw. */
  #rules: TokenRules | null;
  #entry: Entry | undefined;
  /** Drawn to its end; told as soon as its loss is read. */
  #finished: Entry | undefined;
  #isUnderWay = false;
  /** Settles when what was submitted last is read. */
  #latest: Promise<unknown> = Promise.resolve();
  #trained = 0;
  #nextEntry = 0;
  /** Milliseconds that drawing may take now. */
  #credit = 0;
  /** What a token took last. */
  #tokenMs: number | undefined;
  #trials = 0;

  constructor(subject: DiarySubject, post: (message: WorkerMessage) => void, clock: Clock) {
    this.#subject = subject;
    this.#post = post;
    this.#clock = clock;
    const { data, settings } = subject.built;
    this.#isOn = settings.diary === 'on';
    this.#rules = tokenRulesOrNone(data, settings);
  }

  tune(tuning: Extract<PageMessage, { type: 'sample.tune' }>): void {
    this.#isOn = tuning.diary === 'on';
    this.#rules = tokenRulesOrNone(this.#subject.built.data, tuning);
    if (!this.#isWanted) this.stop();
  }

  get #isWanted(): boolean {
    return this.#isOn && this.#rules !== null;
  }

  /** True while an entry is being written. */
  get isActive(): boolean {
    return this.#current !== undefined;
  }

  /** Some of an entry is not submitted yet: the weights must stay as they are. */
  get holdsTraining(): boolean {
    return this.isActive && this.#subject.built.sampler.remaining > 0;
  }

  /** Settles when what is under way is read; absent where nothing is. */
  get underWay(): Promise<unknown> | undefined {
    return this.#isUnderWay ? this.#latest : undefined;
  }

  noteTraining(ms: number): void {
    this.#trained += ms;
    const most = Math.max(mostCredit, this.#cost);
    this.#credit = Math.min(this.#credit + ms / trainingShare, most);
  }

  /** The entry under way is of no interest any more. */
  stop(): void {
    this.#entry = undefined;
  }

  /** The run is at another point of its history. */
  reset(): void {
    this.stop();
    this.#finished = undefined;
    this.#trained = this.#nextEntry = 0;
    this.#credit = Math.min(0, this.#credit);
  }

  async close(): Promise<void> {
    this.stop();
    this.#finished = undefined;
    await this.#latest;
  }

  isDue(training: boolean): boolean {
    const { built, isFree } = this.#subject;
    const { sampler } = built;
    if (!this.#isWanted || this.#isUnderWay || !isFree()) return false;
    if (!sampler.isCompiled || !sampler.ready) return false;
    if (this.isActive) return true;
    return training && this.#trained >= this.#nextEntry && this.#credit >= this.#cost;
  }

  submit(measure: Measure, training = true): void {
    const entry = this.#current ?? this.#begin();
    const { sampler } = this.#subject.built;
    const before = sampler.remaining;
    this.#isUnderWay = true;
    const start = this.#clock.now();
    const pieces = sampler.run(this.#atOnce);
    const drawn = before - sampler.remaining;
    measure((ms) => this.#measured(entry, drawn, ms, training), start);
    this.#latest = pieces
      .then((pieces) => this.#read(entry, pieces))
      .catch((error: unknown) => {
        // training waits for nothing that does not come
        if (this.#entry === entry) this.stop();
        reportError(error);
      })
      .finally(() => (this.#isUnderWay = false));
  }

  /** A person's sample takes the sampler over: what it held of an entry is gone. */
  get #current(): Entry | undefined {
    const { request } = this.#subject.built.sampler;
    return this.#entry?.request === request ? this.#entry : undefined;
  }

  /** Tokens of the next submit. */
  get #atOnce(): number {
    return this.#fitting(longestSubmit, 1, sampleCapacity);
  }

  /** Tokens of the next entry or trial. */
  get #length(): number {
    if (this.#trials < trials) return this.#fitting(longestSubmit, 1, trialLength);
    return this.#fitting(longestPause, leastLength, mostLength);
  }

  /** Milliseconds that the next entry or trial takes, as far as one knows. */
  get #cost(): number {
    return this.#tokenMs === undefined ? firstCredit : this.#length * this.#tokenMs;
  }

  /** Tokens that take no longer: the fewest, while nobody knows what one takes. */
  #fitting(ms: number, least: number, most: number): number {
    if (this.#tokenMs === undefined) return least;
    return Math.max(least, Math.min(most, Math.floor(ms / this.#tokenMs)));
  }

  #begin(): Entry {
    const { built, step } = this.#subject;
    const request = { ...this.#beginning, seed: step(), ...(this.#rules as TokenRules) };
    const isTrial = this.#trials < trials;
    built.sampler.start(request);
    return (this.#entry = { request, step: step(), drawn: [], isTrial, tokens: 0, ms: 0 });
  }

  /** A text of this length, or lines that are no longer, as many as are drawn side by side. */
  get #beginning(): Pick<SampleRequest, 'prompt' | 'firsts' | 'length' | 'ends'> {
    const { data } = this.#subject.built;
    const { sequences } = data;
    if (!sequences) return { prompt: data.beginning(), length: this.#length };
    const ends = { token: sequences.end, limit: Math.min(sequences.limit, this.#length) };
    const firsts = sequences.labelled?.tokens;
    return { prompt: sequences.begin([]), firsts, length: sequencesAtOnce, ends };
  }

  #measured(entry: Entry, drawn: number, ms: number, training: boolean): void {
    const end = this.#clock.now();
    // training waited also for what came between this submit and the one before
    const spent = training && entry.end !== undefined ? Math.max(ms, end - entry.end) : ms;
    if (training) this.#credit -= spent;
    entry.end = end;
    entry.ms += spent;
    entry.tokens += drawn;
    const each = entry.ms / entry.tokens;
    // what interrupts a trial must not put the first entry off for long
    this.#tokenMs = entry.isTrial ? Math.min(each, this.#tokenMs ?? each) : each;
    if (entry.isTrial) this.#trials++;
  }

  #read(entry: Entry, pieces: readonly Draw[][]): void {
    if (this.#current !== entry) return;
    const { data, sampler } = this.#subject.built;
    const isSound = pieces.flat().every((draw) => isDrawn(draw, data.targets.size));
    if (isSound) entry.drawn.push(...pieces.map((draws) => draws.map(({ token }) => token)));
    // how long lines are is known only now
    if (isSound && sampler.remaining > 0) return;
    this.stop();
    if (entry.isTrial) return;
    this.#nextEntry = this.#trained + Math.max(firstWait, waitShare * this.#trained);
    // weights that went astray write nothing
    if (!isSound) return;
    this.#finished = entry;
    this.tell();
  }

  /** Tells of an entry once its loss is read, which may be later than it is drawn. */
  tell(): void {
    const { built, lossOf, isRead } = this.#subject;
    if (!this.#finished || !isRead(this.#finished.step)) return;
    const { step, drawn } = this.#finished;
    this.#finished = undefined;
    this.#post({
      type: 'diary.entry',
      entry: { step, loss: lossOf(step) ?? null, ...written(built.data, drawn) },
    });
  }
}

/** A text of pieces; or lines, each with what it is, as in the sample that a person draws. */
function written(
  { targets, sequences }: DiarySubject['built']['data'],
  drawn: readonly (readonly number[])[],
): Pick<DiaryEntry, 'text' | 'lines'> {
  if (!sequences) return { text: targets.decode(drawn.flat()) };
  const novelty = new Novelty(sequences.known);
  // drawn for each label in turn
  const labels = sequences.labelled?.labels.map((label) => `${label}: `) ?? [''];
  const lines = drawn.map((tokens, at) => {
    const isCut = tokens.at(-1) !== sequences.end;
    const text = targets.decode(isCut ? tokens : tokens.slice(0, -1));
    return { text: labels[at % labels.length] + text, kind: novelty.add(text), isCut };
  });
  return { text: lines.map(({ text }) => text).join('\n'), lines };
}
