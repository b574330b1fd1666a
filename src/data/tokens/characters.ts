/** Characters as tokens, by code point; with `<EOS>` behind them where sequences end. */
import { Vocabulary } from '../vocabulary.ts';
import { endLabel, noSuchToken, tokenArray, type Encoded, type TokenSet } from './token-set.ts';

export class Characters implements TokenSet {
  readonly size: number;
  /** Behind the characters: their ids are those of the vocabulary, with an end and without. */
  readonly end?: number;
  readonly #vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary, hasEnd = false) {
    this.#vocabulary = vocabulary;
    this.size = vocabulary.size + (hasEnd ? 1 : 0);
    if (hasEnd) this.end = vocabulary.size;
  }

  static fromText(text: string, hasEnd = false): Characters {
    return new Characters(Vocabulary.fromText(text), hasEnd);
  }

  encode(text: string): Encoded {
    const encoded = this.#vocabulary.encode(text);
    // with the end there may be one token more than a byte tells apart
    if (tokenArray(this.size, 0).BYTES_PER_ELEMENT === encoded.tokens.BYTES_PER_ELEMENT) {
      return encoded;
    }
    return { ...encoded, tokens: Uint16Array.from(encoded.tokens) };
  }

  /** The end is the line break that it stands for. */
  decode(ids: ArrayLike<number>): string {
    return Array.from(ids, (id) => (id === this.end ? '\n' : this.#symbol(id))).join('');
  }

  label(id: number): string {
    return id === this.end ? endLabel : this.#symbol(id);
  }

  #symbol(id: number): string {
    const symbol = this.#vocabulary.symbols[id];
    if (symbol === undefined) throw noSuchToken('characters', id);
    return symbol;
  }
}
