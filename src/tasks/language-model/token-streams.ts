/** A text of words or pieces, in streams. What is held out begins with a sentence. */
import type { Settings } from '../../config/settings.ts';
import { Documents } from '../../data/documents.ts';
import { runAtOnce } from '../../lib/slices.ts';
import { type Numbered, numberedSlices, type OpenedTokenText } from './numbered.ts';
import { TextStreams } from './text-streams.ts';

export class TokenStreams extends TextStreams {
  readonly border: number;
  readonly #opened: OpenedTokenText;

  constructor(
    opened: OpenedTokenText,
    { set, tokens, ends, trainLength, border, facts }: Numbered,
  ) {
    const { task, content, source, settings } = opened;
    const info = { ...opened.facts, ...facts };
    const text = { info, tokens, trainLength, content, source };
    super(task, text, set, settings, documentsIn(opened, ends));
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

/** Each begins with a sentence: behind the end of the last one of the text before it. */
function documentsIn(
  { facts: { files = [] }, text, sentences, settings }: OpenedTokenText,
  ends: Uint32Array,
): Documents | undefined {
  if (settings.borders === 'joined' || files.length < 2) return undefined;
  let [unit, character, sentence] = [0, 0, 0];
  return new Documents(
    files.map(({ from }) => {
      for (; character < from; character++)
        unit += (text.codePointAt(unit) as number) > 0xffff ? 2 : 1;
      while (sentence < sentences.length && sentences[sentence].from < unit) sentence++;
      return sentence > 0 ? ends[sentence - 1] : 0;
    }),
  );
}
