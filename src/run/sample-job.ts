/**
 * Draws one sample at a time and streams it to the page, also while the net trains: a text, piece by
 * piece, or lines, some at a time.
 */
import { Novelty } from '../data/scores/novelty.ts';
import type { Verdicts } from '../data/scores/verdicts.ts';
import type { Draw } from '../decode/sample.ts';
import type { Clock } from '../lib/clock.ts';
import { CancelledError, SettingsError } from '../lib/errors.ts';
import { runWithPauses } from '../lib/slices.ts';
import { countPins, packPins } from '../model/pins.ts';
import type { Pin } from '../protocol/pin.ts';
import { sampleCapacity, type Sampler } from '../training/sampler.ts';
import type { Measure } from '../training/pacer.ts';
import { endsOf, type TokenRules, tokenRules } from './draw-rules.ts';
import type { Job } from './job.ts';
import { OwnSampler } from './own-sampler.ts';
import type { BuiltNet } from '../net/net-builder.ts';
import type { DrawRules } from '../protocol/draw-rules.ts';
import type { SampledLine, SampledToken } from '../protocol/frames.ts';
import type { PageMessage, Post } from '../protocol/messages.ts';
import { loaded } from '../tasks/loaded.ts';
import type { DrawnSequences } from '../tasks/task.ts';

type SampleDraw = Extract<PageMessage, { type: 'sample.draw' }>;

/** Milliseconds between submits while training: at most 8 readbacks a second. */
const interval = 130;
/** At rest: the page draws what came before the next comes. */
const restInterval = 16;
/** Tokens in one submit while training. */
const besideTraining = 16;
const timeShare = 0.15;

export class SampleJob implements Job {
  readonly #built: BuiltNet;
  readonly #post: Post;
  readonly #step: () => number;
  readonly #clock: Clock;
  /** The sample that is wanted. */
  #active: SampleDraw | undefined;
  /** Of it, as they were tuned last. */
  #rules: DrawRules = { temperature: 1, topK: 0 };
  /** What draws it; absent while that is being made. */
  #sampler: Sampler | undefined;
  #pins: readonly Pin[] = [];
  readonly #own = new OwnSampler();
  /** Settles when what was submitted last is read. */
  #latest: Promise<unknown> = Promise.resolve();
  #comparing: AbortController | undefined;
  /** Of a text, or of the first of several. */
  #drawn: number[] = [];
  /** What each token adds to each text. */
  #written: (((token: number) => string) | undefined)[] = [];
  /** Of a sample of lines: what became of them, and what each begins with. */
  #novelty = new Novelty(new Set());
  #given: ArrayLike<number> = [];
  /** The labels that they are drawn for in turn, by number, and what is said of them. */
  #labels: readonly number[] = [];
  #verdicts: Verdicts | undefined;
  #underWay = false;
  #nextSubmit = 0;
  #nextBesideTraining = 0;

  constructor(built: BuiltNet, post: Post, step: () => number, clock: Clock) {
    this.#built = built;
    this.#post = post;
    this.#step = step;
    this.#clock = clock;
  }

  get isActive(): boolean {
    return this.#active !== undefined;
  }

  /** Compiles what drawing needs, once. */
  prepare(): void {
    const { sampler } = this.#built;
    if (!sampler.isCompiled) sampler.compile().catch((error: unknown) => reportError(error));
  }

  /** Gates that are held in samples that begin from now on. */
  pin(pins: readonly Pin[]): void {
    this.#pins = pins;
  }

  draw(request: SampleDraw): void {
    this.stop();
    const active = (this.#active = request);
    this.#rules = request;
    this.#sampler = undefined;
    const pins = this.#pins;
    // lines are side by side anyhow
    const texts = this.#built.data.sequences ? 1 : (request.samples ?? 1);
    if (pins.length === 0 && texts === 1) {
      this.prepare();
      this.#beginOrRefuse(this.#built.sampler, pins, active);
      return;
    }
    const wish = { pins, texts };
    this.#own
      .get(this.#built.net, wish, this.#latest)
      .then((sampler) => {
        // the pins may be others by now, which the next sample gets
        if (this.#active === active) this.#beginOrRefuse(sampler, pins, active);
      })
      .catch((error: unknown) => {
        if (this.#active === active) this.#active = undefined;
        this.#own.forget(wish);
        reportError(error);
      });
  }

  #beginOrRefuse(sampler: Sampler, pins: readonly Pin[], request: SampleDraw): void {
    try {
      this.#begin(sampler, pins, request);
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Nothing can be drawn as a person wishes. */
  #refuse(error: unknown): void {
    if (!(error instanceof SettingsError)) throw error;
    this.stop();
    this.#post({ type: 'sample.refused', problem: error.problem });
  }

  #begin(
    sampler: Sampler,
    pins: readonly Pin[],
    { prompt, label, length, seed, ...wishes }: SampleDraw,
  ): void {
    const { net, data } = this.#built;
    const rules = tokenRules(data, this.#rules);
    const { tokens, skipped } = data.inputs.encode(prompt);
    const read = data.inputs.decode(tokens);
    this.#sampler = sampler;
    this.#drawn = [];
    this.#nextSubmit = this.#nextBesideTraining = 0;
    this.#written = Array.from({ length: wishes.samples ?? 1 }, () => this.#writer(tokens));
    const { sequences } = data;
    if (sequences) {
      const ends = endsOf(sequences, tokens.length, wishes);
      this.#novelty = new Novelty(sequences.known);
      this.#given = tokens;
      const start = sequences.begin(tokens);
      const firsts = this.#firstsOf(sequences, label);
      sampler.start({ prompt: start, firsts, length, ends, seed, ...rules });
    } else {
      const start = tokens.length > 0 ? Uint32Array.from(tokens) : data.beginning();
      sampler.start({ prompt: start, length, seed, ...rules });
    }
    const pinned = countPins(net.shape, packPins(net.shape, pins));
    this.#post({ type: 'sample.started', prompt: read, skipped, step: this.#step(), pinned });
  }

  /** What lines begin with that are drawn by label; others begin with nothing. */
  #firstsOf({ labelled }: DrawnSequences, label: string | undefined): number[] | undefined {
    this.#verdicts = labelled?.verdicts();
    if (!labelled) return undefined;
    const wanted = labelled.labels.indexOf(label ?? '');
    this.#labels = wanted < 0 ? [...labelled.labels.keys()] : [wanted];
    return this.#labels.map((one) => labelled.tokens[one]);
  }

  /** What is left of the sample that is drawn, if there is one: others use the sampler too. */
  tune(wishes: DrawRules): void {
    if (!this.#active) return;
    let rules: TokenRules;
    try {
      rules = tokenRules(this.#built.data, wishes);
    } catch (error) {
      this.#refuse(error);
      return;
    }
    this.#rules = wishes;
    if (this.#sampler) Object.assign(this.#sampler, rules);
  }

  async close(): Promise<void> {
    this.stop();
    await this.#own.drop(this.#latest);
  }

  stop(): void {
    if (this.isActive) this.#post({ type: 'sample.ended', reason: 'stopped' });
    this.#comparing?.abort();
    this.#active = undefined;
  }

  isDue(training: boolean): boolean {
    if (!this.#active || this.#underWay || !this.#sampler?.isCompiled) return false;
    // an entry of the diary may not be read yet
    if (!this.#sampler.ready) return false;
    const now = this.#clock.now();
    return now >= this.#nextSubmit && (!training || now >= this.#nextBesideTraining);
  }

  submit(measure: Measure, training = true): void {
    const active = this.#active;
    const sampler = this.#sampler ?? this.#built.sampler;
    this.#underWay = true;
    this.#nextSubmit = this.#clock.now() + restInterval;
    const start = this.#clock.now();
    const pieces = sampler.run(training ? besideTraining : sampleCapacity);
    this.#nextBesideTraining = start + interval;
    measure((ms) => {
      const rested = this.#clock.now() + ms / timeShare;
      this.#nextBesideTraining = Math.max(rested, this.#nextBesideTraining);
    }, start);
    this.#latest = pieces
      .then((read) => {
        if (this.#active !== active) return;
        const isSound = this.#built.data.sequences ? this.#takeLines(read) : this.#take(read);
        if (!isSound) this.stop();
        // how long lines are is known only now
        if (!isSound || sampler.remaining > 0) return;
        this.#active = undefined;
        this.#post({ type: 'sample.ended', reason: 'complete' });
        return this.#look(sampler, active?.rivals === 'on');
      })
      .catch((error: unknown) => reportError(error))
      .finally(() => (this.#underWay = false));
  }

  /** A piece of each text. @returns whether all of it could be drawn */
  #take(pieces: readonly (readonly Draw[])[]): boolean {
    const bad = pieces.map((draws) => this.#badAmong(draws));
    const isSound = bad.every((at) => at < 0);
    // texts stay as long as each other
    const upTo = isSound ? undefined : Math.min(...bad.filter((at) => at >= 0));
    const [tokens, ...others] = pieces.map((draws, text) =>
      this.#namedWithText(draws.slice(0, upTo), text),
    );
    this.#drawn.push(...pieces[0].slice(0, upTo).map(({ token }) => token));
    const all = others.length > 0 ? { tokens, others } : { tokens };
    if (tokens.length > 0) this.#post({ type: 'sample.tokens', ...all });
    return isSound;
  }

  /** What writes behind these, where a token is written otherwise than it is named. */
  #writer(before: ArrayLike<number>): ((token: number) => string) | undefined {
    const write = this.#built.data.targets.writer?.();
    if (write) Array.from(before, write);
    return write;
  }

  /** Of tokens in their order, of one of several texts. */
  #namedWithText(draws: readonly Draw[], text = 0): SampledToken[] {
    const write = this.#written[text];
    if (!write) return draws.map(this.#named);
    return draws.map((draw) => ({ ...this.#named(draw), text: write(draw.token) }));
  }

  /** Lines before the first that could not be drawn. @returns whether that is all of them */
  #takeLines(all: readonly Draw[][]): boolean {
    const bad = all.findIndex((draws) => this.#badAmong(draws) >= 0);
    const lines = (bad < 0 ? all : all.slice(0, bad)).map(this.#line);
    const byLabel = this.#verdicts?.counts;
    const counts = { ...this.#novelty.counts, ...(byLabel && { byLabel }) };
    if (lines.length > 0) this.#post({ type: 'sample.lines', lines, counts });
    return bad < 0;
  }

  #badAmong(draws: readonly Draw[]): number {
    const { size } = this.#built.data.targets;
    return draws.findIndex((draw) => !isDrawn(draw, size));
  }

  readonly #line = (draws: readonly Draw[]): SampledLine => {
    const { targets, sequences } = this.#built.data;
    const tokens = draws.map(({ token }) => token);
    const isCut = tokens.at(-1) !== targets.end;
    const said = isCut ? tokens : tokens.slice(0, -1);
    const whole = [...Array.from(this.#given), ...said];
    const text = targets.decode(whole);
    const label = this.#labels[this.#novelty.counts.drawn % this.#labels.length];
    const kind = this.#novelty.add(text);
    const verdict = this.#verdicts?.add(text, label, kind);
    const copied = sequences?.copiedShare?.(whole);
    const known = copied === undefined ? {} : { copied };
    this.#written = [this.#writer(this.#given)];
    return { tokens: this.#namedWithText(draws), isCut, kind, ...known, ...verdict };
  };

  /** What there is to say of a whole sample: long work, in slices beside all else. */
  async #look(sampler: Sampler, hasRivals: boolean): Promise<void> {
    const { request } = sampler;
    const { signal } = (this.#comparing = new AbortController());
    const slices = this.#built.data.copied?.(Uint32Array.from(this.#drawn));
    try {
      if (slices) {
        const copied = await runWithPauses(slices, { signal });
        this.#post({ type: 'sample.compared', copied });
      }
      if (!hasRivals) return;
      const { rivalTexts } = await loaded(() => import('./rival-texts.ts'));
      const texts = await rivalTexts(this.#built, request, signal);
      if (!signal.aborted) this.#post({ type: 'sample.rivals', texts });
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
    }
  }

  readonly #named = ({ token, rank, probability, cut, top }: Draw): SampledToken => {
    const { targets } = this.#built.data;
    return {
      symbol: targets.label(token),
      probability,
      rank,
      ...(cut > 0 && { cut }),
      top: top.map((entry) => ({
        symbol: targets.label(entry.token),
        probability: entry.probability,
      })),
    };
  };
}

/** Weights that went astray may give no odds at all: there is nothing to draw from then. */
export function isDrawn({ token, probability, top }: Draw, symbols: number): boolean {
  return [{ token, probability }, ...top].every(
    (entry) => entry.token < symbols && Number.isFinite(entry.probability),
  );
}
