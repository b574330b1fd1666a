/** Draws one sample at a time and streams it to the page, also while the net trains. */
import { copiedTextSlices } from '../data/copied-text.ts';
import type { Draw } from '../decode/sample.ts';
import { CancelledError } from '../lib/errors.ts';
import { runWithPauses } from '../lib/slices.ts';
import { sampleCapacity } from '../training/sampler.ts';
import type { BuiltNet } from './net-builder.ts';
import type { PageMessage, SampledToken, WorkerMessage } from './protocol.ts';

type Post = (message: WorkerMessage) => void;
type Measure = (done: (ms: number) => void) => void;
type SampleDraw = Extract<PageMessage, { type: 'sample.draw' }>;

/** Milliseconds between submits: at most 8 readbacks a second. */
const interval = 130;
/** Characters in one submit while training. */
const besideTraining = 16;
const timeShare = 0.15;

export class SampleDesk {
  readonly #built: BuiltNet;
  readonly #post: Post;
  readonly #step: () => number;
  #active: object | undefined;
  #comparing: AbortController | undefined;
  #drawn: number[] = [];
  #underWay = false;
  #nextSubmit = 0;
  #nextBesideTraining = 0;

  constructor(built: BuiltNet, post: Post, step: () => number) {
    this.#built = built;
    this.#post = post;
    this.#step = step;
  }

  get isActive(): boolean {
    return this.#active !== undefined;
  }

  /** Compiles what drawing needs, once. */
  prepare(): void {
    const { sampler } = this.#built;
    if (!sampler.isCompiled) sampler.compile().catch((error: unknown) => reportError(error));
  }

  draw({ prompt, temperature, topK, length, seed }: SampleDraw): void {
    const { vocabulary } = this.#built.text;
    const { tokens, skipped } = vocabulary.encode(prompt);
    this.stop();
    this.prepare();
    this.#active = {};
    this.#drawn = [];
    this.#nextSubmit = this.#nextBesideTraining = 0;
    const start = tokens.length > 0 ? Uint32Array.from(tokens) : this.#beginning();
    this.#built.sampler.start({ prompt: start, temperature, topK, length, seed });
    const read = Array.from(tokens, (token) => vocabulary.decode(token)).join('');
    this.#post({ type: 'sample.started', prompt: read, skipped, step: this.#step() });
  }

  tune(temperature: number, topK: number): void {
    this.#built.sampler.temperature = temperature;
    this.#built.sampler.topK = topK;
  }

  stop(): void {
    if (this.isActive) this.#post({ type: 'sample.ended', reason: 'stopped' });
    this.#comparing?.abort();
    this.#active = undefined;
  }

  isDue(training: boolean): boolean {
    if (!this.#active || this.#underWay || !this.#built.sampler.isCompiled) return false;
    const now = performance.now();
    return now >= this.#nextSubmit && (!training || now >= this.#nextBesideTraining);
  }

  submit(measure: Measure, training = true): void {
    const active = this.#active;
    const { sampler } = this.#built;
    this.#underWay = true;
    this.#nextSubmit = performance.now() + interval;
    const drawn = sampler.run(training ? besideTraining : sampleCapacity);
    const isLast = sampler.remaining === 0;
    measure((ms) => {
      this.#nextBesideTraining = performance.now() + ms / timeShare;
    });
    drawn
      .then((all) => {
        if (this.#active !== active) return;
        const bad = all.findIndex((draw) => !this.#isDrawn(draw));
        const draws = bad < 0 ? all : all.slice(0, bad);
        this.#drawn.push(...draws.map(({ token }) => token));
        if (draws.length > 0) this.#post({ type: 'sample.tokens', tokens: draws.map(this.#named) });
        if (bad >= 0) this.stop();
        if (bad >= 0 || !isLast) return;
        this.#active = undefined;
        this.#post({ type: 'sample.ended', reason: 'complete' });
        return this.#compare();
      })
      .catch((error: unknown) => reportError(error))
      .finally(() => (this.#underWay = false));
  }

  /** Weights that went astray may give no odds at all: there is nothing to draw from then. */
  #isDrawn({ token, probability, top }: Draw): boolean {
    const { size } = this.#built.text.vocabulary;
    return [{ token, probability }, ...top].every(
      (entry) => entry.token < size && Number.isFinite(entry.probability),
    );
  }

  /** How much of the sample stands in the text: long work, in slices beside all else. */
  async #compare(): Promise<void> {
    const comparing = (this.#comparing = new AbortController());
    const slices = copiedTextSlices(Uint32Array.from(this.#drawn), this.#built.text.tokens);
    try {
      const copied = await runWithPauses(slices, { signal: comparing.signal });
      this.#post({ type: 'sample.compared', copied });
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
    }
  }

  readonly #named = ({ token, rank, probability, top }: Draw): SampledToken => {
    const { vocabulary } = this.#built.text;
    return {
      symbol: vocabulary.decode(token),
      probability,
      rank,
      top: top.map((entry) => ({
        symbol: vocabulary.decode(entry.token),
        probability: entry.probability,
      })),
    };
  };

  /** Without a prompt the net starts as after a line's end, or after the text's first character. */
  #beginning(): Uint32Array {
    const { vocabulary, tokens } = this.#built.text;
    const newline = vocabulary.encode('\n').tokens;
    return Uint32Array.of(newline.length > 0 ? newline[0] : tokens[0]);
  }
}
