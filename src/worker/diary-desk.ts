/**
 * Draws a short sample every so often while the net trains, so that one sees the language appear. It
 * takes at most a twentieth of the time and stands back while a person draws; training knows nothing
 * of it.
 */
import type { Draw } from '../decode/sample.ts';
import type { Clock } from '../lib/clock.ts';
import type { SampleRequest } from '../training/sampler.ts';
import type { Measure } from './live-frames.ts';
import type { BuiltNet } from './net-builder.ts';
import type { PageMessage, WorkerMessage } from './protocol.ts';
import { beginningOf, isDrawn } from './sample-desk.ts';

/** What the diary must know of the run. */
export interface DiarySubject {
  built: Pick<BuiltNet, 'sampler' | 'text' | 'settings'>;
  step: () => number;
  /** The loss of the next step that was read. */
  lossAfter: (step: number) => number | undefined;
  /** No sample of a person is being drawn. */
  isFree: () => boolean;
}

/** Milliseconds between submits: at most 8 readbacks a second. */
const interval = 130;
/** Characters of an entry, and of one submit at most, which should take no longer than this. */
const length = 100;
const mostAtOnce = 16;
const longestMs = 50;
/** Milliseconds of training for each millisecond of drawing. */
const trainingShare = 19;
/** Worth of training that is saved up at most, and that the first character of all waits for. */
const mostCredit = 2000;
const firstCredit = 10;
/** Milliseconds of training between entries: at first; later, as a share of what was trained. */
const firstWait = 5000;
const waitShare = 0.1;

interface Entry {
  request: SampleRequest;
  step: number;
  drawn: number[];
}

export class DiaryDesk {
  readonly #subject: DiarySubject;
  readonly #post: (message: WorkerMessage) => void;
  readonly #clock: Clock;
  #tuning: Pick<Extract<PageMessage, { type: 'sample.tune' }>, 'temperature' | 'topK' | 'diary'>;
  #entry: Entry | undefined;
  #isUnderWay = false;
  /** Settles when what was submitted last is read. */
  #latest: Promise<unknown> = Promise.resolve();
  #nextSubmit = 0;
  #trained = 0;
  #nextEntry = 0;
  /** Milliseconds that drawing may take now. */
  #credit = 0;
  /** What a character took last. */
  #characterMs: number | undefined;

  constructor(subject: DiarySubject, post: (message: WorkerMessage) => void, clock: Clock) {
    this.#subject = subject;
    this.#post = post;
    this.#clock = clock;
    this.#tuning = subject.built.settings;
  }

  tune(tuning: Extract<PageMessage, { type: 'sample.tune' }>): void {
    this.#tuning = tuning;
    if (!this.#isWanted) this.drop();
  }

  get #isWanted(): boolean {
    return this.#tuning.diary === 'on';
  }

  /** True while an entry is being written. */
  get isActive(): boolean {
    return this.#current !== undefined;
  }

  noteTraining(ms: number): void {
    this.#trained += ms;
    this.#credit = Math.min(this.#credit + ms / trainingShare, mostCredit);
  }

  /** The entry under way is of no interest any more. */
  drop(): void {
    this.#entry = undefined;
  }

  /** The run is at another point of its history. */
  reset(): void {
    this.drop();
    this.#trained = this.#nextEntry = 0;
    this.#credit = Math.min(0, this.#credit);
  }

  async close(): Promise<void> {
    this.drop();
    await this.#latest;
  }

  isDue(training: boolean): boolean {
    const { built, isFree } = this.#subject;
    const { sampler } = built;
    if (!this.#isWanted || this.#isUnderWay || !isFree()) return false;
    if (!sampler.isCompiled || !sampler.ready || this.#clock.now() < this.#nextSubmit) return false;
    if (!training) return this.isActive;
    const isWanted = this.isActive || this.#trained >= this.#nextEntry;
    return isWanted && this.#credit >= (this.#characterMs ?? firstCredit) * this.#atOnce;
  }

  submit(measure: Measure, training = true): void {
    const entry = this.#current ?? this.#begin();
    const { sampler } = this.#subject.built;
    const before = sampler.remaining;
    this.#isUnderWay = true;
    const start = this.#clock.now();
    this.#nextSubmit = start + interval;
    const drawn = sampler.run(this.#atOnce);
    const steps = before - sampler.remaining;
    const isLast = sampler.remaining === 0;
    measure((ms) => {
      this.#characterMs = ms / steps;
      if (training) this.#credit -= ms;
    }, start);
    this.#latest = drawn
      .then((draws) => this.#read(entry, draws, isLast))
      .catch((error: unknown) => reportError(error))
      .finally(() => (this.#isUnderWay = false));
  }

  /** A person's sample takes the sampler over: what it held of an entry is gone. */
  get #current(): Entry | undefined {
    const { request } = this.#subject.built.sampler;
    return this.#entry?.request === request ? this.#entry : undefined;
  }

  /** Characters of the next submit: one, while nobody knows what it takes. */
  get #atOnce(): number {
    if (this.#characterMs === undefined) return 1;
    return Math.max(1, Math.min(mostAtOnce, Math.floor(longestMs / this.#characterMs)));
  }

  #begin(): Entry {
    const { built, step } = this.#subject;
    const { temperature, topK } = this.#tuning;
    const prompt = beginningOf(built.text);
    const request = { prompt, length, seed: step(), temperature, topK };
    built.sampler.start(request);
    return (this.#entry = { request, step: step(), drawn: [] });
  }

  #read(entry: Entry, draws: readonly Draw[], isLast: boolean): void {
    if (this.#current !== entry) return;
    const { text } = this.#subject.built;
    const { step, drawn } = entry;
    const isSound = draws.every((draw) => isDrawn(draw, text.vocabulary.size));
    if (isSound) drawn.push(...draws.map(({ token }) => token));
    if (isSound && !isLast) return;
    this.drop();
    this.#nextEntry = this.#trained + Math.max(firstWait, waitShare * this.#trained);
    // weights that went astray write nothing
    if (!isSound) return;
    const loss = this.#subject.lossAfter(step - 1) ?? null;
    const words = drawn.map((token) => text.vocabulary.decode(token)).join('');
    this.#post({ type: 'diary.entry', entry: { step, loss, text: words } });
  }
}
