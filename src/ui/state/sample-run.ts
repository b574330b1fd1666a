/** What is being drawn, a text or lines: its tokens as they stream in, and what is known of each. */
import type {
  CopiedText,
  LineCounts,
  RivalText,
  SampledLine,
  SampledToken,
} from '../../protocol/frames.ts';
import { type SettingKey, type Settings, settingsTable } from '../../config/settings.ts';
import type { Problem } from '../../lib/problems.ts';
import type { DrawRules } from '../../protocol/draw-rules.ts';
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
  /** Of each text, of lines all in one. */
  readonly #texts: SampledToken[][] = [[]];
  readonly #shown = new Store(0);
  /** Which of several texts the tokens are of. */
  readonly shown: Readable<number> = this.#shown;
  readonly #count = new Store(0);
  readonly count: Readable<number> = this.#count;
  readonly #copied = new Store<CopiedText | null>(null);
  /** How much of the complete sample stands in the text. */
  readonly copied: Readable<CopiedText | null> = this.#copied;

  readonly #refused = new Store<Problem | null>(null);
  /** Why nothing can be drawn. */
  readonly refused: Readable<Problem | null> = this.#refused;
  readonly #rivals = new Store<readonly RivalText[]>([]);
  /** What counts alone would have written. */
  readonly rivals: Readable<readonly RivalText[]> = this.#rivals;

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
    client.on('sample.tokens', ({ tokens, others = [] }) => {
      // some of a sample that is gone may still be on their way
      if (this.state.value.phase !== 'drawing') return;
      for (const [at, piece] of [tokens, ...others].entries()) {
        const text = (this.#texts[at] ??= []);
        text.push(...piece.slice(0, maxTokens - text.length));
      }
      this.#count.set(this.#texts[0].length);
    });
    client.on('sample.lines', ({ lines, counts }) => {
      if (this.state.value.phase !== 'drawing') return;
      this.#lines.push(...lines);
      this.#texts[0].push(...lines.flatMap(({ tokens }) => tokens));
      this.#counts.set(counts);
      this.#count.set(this.#texts[0].length);
    });
    client.on('sample.compared', ({ copied }) => {
      if (this.state.value.phase === 'complete') this.#copied.set(copied);
    });
    client.on('sample.refused', ({ problem }) => this.#refused.set(problem));
    client.on('sample.rivals', ({ texts }) => {
      if (this.state.value.phase === 'complete') this.#rivals.set(texts);
    });
    client.on('sample.ended', ({ reason }) => {
      if (this.state.value.phase === 'drawing')
        this.#state.set({ ...this.state.value, phase: reason });
    });
  }

  /** Those of the text that is shown. Grows in place. */
  get tokens(): readonly SampledToken[] {
    return this.texts[this.#shown.value];
  }

  /** One, or several that are drawn side by side. */
  get texts(): readonly (readonly SampledToken[])[] {
    void this.#count.value;
    return this.#texts;
  }

  show(text: number): void {
    this.#shown.set(text);
  }

  /** The mean share of the probability that could not be drawn since it is barred. */
  get cut(): number {
    const all = this.texts.flat();
    return all.reduce((sum, { cut = 0 }) => sum + cut, 0) / Math.max(1, all.length);
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
    return this.texts.map(writtenOf).join('\n\n');
  }

  draw(settings: Settings): void {
    const { prompt, drawnLabel, sampleLength, sampleSeed } = settings;
    this.#refused.set(null);
    this.#client.send({
      type: 'sample.draw',
      prompt,
      ...(drawnLabel !== '' && { label: drawnLabel }),
      ...rulesOf(settings),
      ...chosenOf(settings, ['shortest', 'longest', 'samples', 'rivals']),
      length: Math.min(sampleLength, maxTokens),
      seed: sampleSeed,
    });
  }

  /** Of what is drawn from now on. */
  tune(settings: Settings): void {
    this.#client.send({ type: 'sample.tune', ...rulesOf(settings), diary: settings.diary });
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
    this.#texts.splice(0, Infinity, []);
    this.#shown.set(0);
    this.#refused.set(null);
    this.#rivals.set([]);
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

function rulesOf(settings: Settings): DrawRules {
  const { temperature, topK } = settings;
  const more = chosenOf(settings, ['topP', 'without', 'unknown', 'scale', 'tonic']);
  return { temperature, topK, ...more };
}

/** Those of the settings that say more than that all is allowed. */
function chosenOf<Key extends SettingKey>(
  settings: Settings,
  keys: readonly Key[],
): Partial<Pick<Settings, Key>> {
  const chosen = keys.filter((key) => settings[key] !== settingsTable[key].default);
  return Object.fromEntries(chosen.map((key) => [key, settings[key]])) as unknown as Partial<
    Pick<Settings, Key>
  >;
}

export const writtenOf = (tokens: readonly SampledToken[]): string =>
  tokens.map(({ symbol, text = symbol }) => text).join('');

/** Where lines are drawn by label. */
const labelOf = ({ label }: SampledLine) => (label === undefined ? '' : `${label}: `);

/** Without its end. */
function textOf({ tokens, isCut }: SampledLine): string {
  return writtenOf(isCut ? tokens : tokens.slice(0, -1));
}
