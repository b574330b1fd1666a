/** A text of words or pieces, in streams. What is held out begins with a sentence. */
import type { Settings } from '../../config/settings.ts';
import type { OpenedTokens } from '../../data/open-text.ts';
import type { CutText, NumberedText } from '../../data/tokens/cut-text.ts';
import type { Sentence } from '../../data/tokens/sentences.ts';
import { runAtOnce, type Slices } from '../../lib/slices.ts';
import type { TextInfo, TextSource } from '../../protocol/text-info.ts';
import type { DataSettings, Task } from '../task.ts';
import { type TokenFacts, tokenFacts } from './token-facts.ts';
import { TextStreams } from './text-streams.ts';

/** What does not change with the share that is held out. */
export interface OpenedTokenText extends Pick<OpenedTokens, 'content' | 'source'> {
  task: Task;
  text: string;
  sentences: readonly Sentence[];
  cut: CutText;
  source: TextSource;
  settings: DataSettings;
  facts: Omit<TextInfo, keyof TokenFacts>;
}

/** What does. */
export interface Numbered extends NumberedText {
  /** Sentences that are trained on, and their tokens. */
  trained: number;
  trainLength: number;
  facts: TokenFacts;
}

/** Yields the sentences done. */
export function* numberedSlices(
  { text, sentences, cut }: OpenedTokenText,
  heldOut: number,
): Slices<Numbered> {
  const border = text.length - Math.round((text.length * heldOut) / 100);
  const before = sentences.filter(({ from }) => from < border).length;
  // each part keeps a sentence where there are two
  const trained = Math.max(1, Math.min(before, sentences.length - 1));
  const numbered = yield* cut.numbered(trained);
  const trainLength = numbered.ends[trained - 1];
  const parts = { text, from: sentences[trained]?.from ?? text.length };
  const facts = yield* tokenFacts(numbered, trainLength, parts);
  return { ...numbered, trained, trainLength, facts };
}

export class TokenStreams extends TextStreams {
  readonly #opened: OpenedTokenText;

  constructor(opened: OpenedTokenText, { set, tokens, trainLength, facts }: Numbered) {
    const { task, content, source, settings } = opened;
    const info = { ...opened.facts, ...facts };
    super(task, { info, tokens, trainLength, content, source }, set, settings);
    this.#opened = opened;
  }

  protected limitOf({ vocabulary }: Settings): number {
    return vocabulary;
  }

  withHeldOut(heldOut: number): TokenStreams {
    const settings = { ...this.settings, heldOut };
    const opened = { ...this.#opened, settings };
    return new TokenStreams(opened, runAtOnce(numberedSlices(opened, heldOut)));
  }
}
