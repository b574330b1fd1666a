/** A text that was cut into sentences, numbered for the share of it that is trained on. */
import type { OpenedTokens } from '../../data/open-text.ts';
import type { CutText, NumberedText } from '../../data/tokens/cut-text.ts';
import type { Sentence } from '../../data/tokens/sentences.ts';
import type { Slices } from '../../lib/slices.ts';
import type { TextInfo, TextSource } from '../../protocol/text-info.ts';
import type { DataSettings, Task } from '../task.ts';
import { type TokenFacts, tokenFacts } from './token-facts.ts';

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
  /** Code units of the text that are trained on. */
  border: number;
  facts: TokenFacts;
}

/** Yields the sentences done. */
export function* numberedSlices(
  { text, sentences, cut }: OpenedTokenText,
  heldOut: number,
): Slices<Numbered> {
  const wanted = text.length - Math.round((text.length * heldOut) / 100);
  const before = sentences.filter(({ from }) => from < wanted).length;
  // each part keeps a sentence where there are two
  const trained = Math.max(1, Math.min(before, sentences.length - 1));
  const numbered = yield* cut.numbered(trained);
  const trainLength = numbered.ends[trained - 1];
  const border = sentences[trained]?.from ?? text.length;
  const facts = yield* tokenFacts(numbered, trainLength, { text, from: border });
  return { ...numbered, trained, trainLength, border, facts };
}
