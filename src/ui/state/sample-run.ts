/** What is being drawn, a text or lines: its tokens as they stream in, and what is known of each. */
import type { CopiedText, LineCounts, SampledLine, SampledToken } from '../../protocol/frames.ts';
import type { Settings } from '../../config/settings.ts';
import type { TrainerClient } from '../../protocol/client.ts';
import { Diary } from './diary.ts';
import { type Readable, Store } from './store.ts';

export interface SampleState {
  phase: 'none' | 'drawing' | 'complete' | 'stopped';
  prompt: string;
  /** Prompt characters that the net does not know. */
  skipped: string[];
  /** Training step the sample was started at. */
  step: number;
  /** Gates that were held while it was drawn. */
  pinned: number;
}

const nothing: SampleState = { phase: 'none', prompt: '', skipped: [], step: 0, pinned: 0 };

/** More would make the page slow; the settings table asks for no more either. */
const maxTokens = 20_000;

export class SampleRun {
  readonly #state = new Store<SampleState>(nothing);
  readonly state: Readable<SampleState> = this.#state;
  readonly #tokens: SampledToken[] = [];
  readonly #count = new Store(0);
  readonly count: Readable<number> = this.#count;
  readonly #copied = new Store<CopiedText | null>(null);
  /** How much of the complete sample stands in the text. */
  readonly copied: Readable<CopiedText | null> = this.#copied;

  readonly #lines: SampledLine[] = [];
  readonly #counts = new Store<LineCounts | null>(null);
  /** What became of the lines; null where a text is drawn. */
  readonly counts: Readable<LineCounts | null> = this.#counts;

  /** What is drawn by itself. */
  readonly diary: Diary;

  #client: TrainerClient;

  constructor(client: TrainerClient) {
    this.#client = client;
    this.diary = new Diary(client);
    client.on('sample.started', ({ prompt, skipped, step, pinned }) => {
      this.#forget();
      this.#state.set({ phase: 'drawing', prompt, skipped, step, pinned });
    });
    client.on('sample.tokens', ({ tokens }) => {
      // some of a sample that is gone may still be on their way
      if (this.state.value.phase !== 'drawing') return;
      this.#tokens.push(...tokens.slice(0, maxTokens - this.#tokens.length));
      this.#count.set(this.#tokens.length);
    });
    client.on('sample.lines', ({ lines, counts }) => {
      if (this.state.value.phase !== 'drawing') return;
      this.#lines.push(...lines);
      this.#tokens.push(...lines.flatMap(({ tokens }) => tokens));
      this.#counts.set(counts);
      this.#count.set(this.#tokens.length);
    });
    client.on('sample.compared', ({ copied }) => {
      if (this.state.value.phase === 'complete') this.#copied.set(copied);
    });
    client.on('sample.ended', ({ reason }) => {
      if (this.state.value.phase === 'drawing')
        this.#state.set({ ...this.state.value, phase: reason });
    });
  }

  /** Grows in place. */
  get tokens(): readonly SampledToken[] {
    void this.#count.value;
    return this.#tokens;
  }

  /** Grows in place, whole lines at a time; their characters are among the tokens. */
  get lines(): readonly SampledLine[] {
    void this.#count.value;
    return this.#lines;
  }

  /** What was drawn so far, without the prompt; lines with it, each a line. */
  get text(): string {
    const { prompt } = this.state.value;
    if (this.lines.length > 0)
      return this.lines.map((line) => `${labelOf(line)}${prompt}${textOf(line)}\n`).join('');
    return this.tokens.map(({ symbol, text = symbol }) => text).join('');
  }

  draw({ prompt, drawnLabel, temperature, topK, sampleLength, sampleSeed }: Settings): void {
    this.#client.send({
      type: 'sample.draw',
      prompt,
      ...(drawnLabel !== '' && { label: drawnLabel }),
      temperature,
      topK,
      length: Math.min(sampleLength, maxTokens),
      seed: sampleSeed,
    });
  }

  /** Of what is drawn from now on. */
  tune({ temperature, topK, diary }: Settings): void {
    this.#client.send({ type: 'sample.tune', temperature, topK, diary });
  }

  stop(): void {
    this.#client.send({ type: 'sample.stop' });
  }

  /** What another net wrote says nothing about this one. */
  clear(): void {
    this.#forget();
    this.#state.set(nothing);
    this.diary.clear();
  }

  #forget(): void {
    this.#tokens.length = 0;
    this.#lines.length = 0;
    this.#count.set(0);
    this.#counts.set(null);
    this.#copied.set(null);
  }

  /** The engine is gone: nothing more will come. */
  stopped(): void {
    if (this.state.value.phase === 'drawing') {
      this.#state.set({ ...this.state.value, phase: 'stopped' });
    }
  }
}

/** Where lines are drawn by label. */
const labelOf = ({ label }: SampledLine) => (label === undefined ? '' : `${label}: `);

/** Without its end. */
function textOf({ tokens, isCut }: SampledLine): string {
  return (isCut ? tokens : tokens.slice(0, -1)).map(({ symbol, text = symbol }) => text).join('');
}
