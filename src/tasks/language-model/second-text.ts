/**
 * A text that a net goes on with which has learned another one: its characters under the numbers that
 * the net knows them by, those that only the former text had among them, and of that what its loss is
 * measured on.
 */
import { heldOutBatches, type HeldOutBatches } from '../../data/held-out.ts';
import type { OpenedText } from '../../data/open-text.ts';
import { chanceLoss } from '../../data/statistics.ts';
import { Vocabulary } from '../../data/vocabulary.ts';
import type { Unrolling } from '../../model/module.ts';
import type { FormerText } from '../../protocol/text-info.ts';
import type { Former } from '../task.ts';
import { Book } from './language-model.ts';

/** Characters of the former text: as many as are measured while a net trains. */
export const mostFormer = 32_768;

/** The former text as a run keeps it. */
export interface KeptFormer extends FormerText {
  /** The start of its held-out part. */
  text: string;
}

export class SecondText extends Book {
  readonly former: Former;
  readonly #kept: KeptFormer;

  constructor(plain: Book, text: OpenedText, kept: KeptFormer) {
    const { title, step, sample } = kept;
    super({ ...text, info: { ...text.info, former: { title, step, sample } } }, plain.settings);
    this.#kept = kept;
    const { tokens } = text.vocabulary.encode(kept.text);
    this.former = {
      plain,
      kept,
      heldOut: (unrolling: Unrolling): ((limit: number) => HeldOutBatches) =>
        heldOutBatches(tokens, unrolling),
    };
  }

  override withHeldOut(percent: number): SecondText {
    const plain = this.former.plain.withHeldOut(percent) as Book;
    return secondText(plain, this.symbols, this.#kept);
  }
}

/** @param symbols that the net has known so far; more than those of both texts are none */
export function secondText(plain: Book, symbols: readonly string[], kept: KeptFormer): SecondText {
  const { text } = plain;
  const own = text.vocabulary.symbols;
  const vocabulary = Vocabulary.fromText([...own, ...symbols].join(''));
  // by symbol: the same one stands at another place among more
  const ids = own.map((symbol) => vocabulary.encode(symbol).tokens[0]);
  const tokens =
    vocabulary.size <= 256
      ? Uint8Array.from(text.tokens, (id) => ids[id])
      : Uint16Array.from(text.tokens, (id) => ids[id]);
  const info = { ...text.info, chanceLoss: chanceLoss(vocabulary.size) };
  return new SecondText(plain, { ...text, vocabulary, tokens, info }, kept);
}
