/** A text of words or pieces, in streams. What is held out begins with a sentence. */
import type { Settings } from '../../config/settings.ts';
import { runAtOnce } from '../../lib/slices.ts';
import { type Numbered, numberedSlices, type OpenedTokenText } from './numbered.ts';
import { TextStreams } from './text-streams.ts';

export class TokenStreams extends TextStreams {
  readonly border: number;
  readonly #opened: OpenedTokenText;

  constructor(opened: OpenedTokenText, { set, tokens, trainLength, border, facts }: Numbered) {
    const { task, content, source, settings } = opened;
    const info = { ...opened.facts, ...facts };
    super(task, { info, tokens, trainLength, content, source }, set, settings);
    this.#opened = opened;
    this.border = border;
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
