/** What somebody is writing, as tokens: those that are whole, and what is begun. */
import { BytePairs, cutForMerging } from '../tokens/byte-pairs.ts';
import { sentenceSlices } from '../tokens/sentences.ts';
import type { TokenSet } from '../tokens/token-set.ts';
import { segmentWords } from '../tokens/word-segments.ts';
import { Words } from '../tokens/words.ts';
import { runAtOnce } from '../../lib/slices.ts';

/** One way to go on: behind these tokens, with a token that begins with the rest. */
export interface Opening {
  tokens: readonly number[];
  /** Written already, and not among the tokens. */
  rest: string;
}

/** Tokens of a begun word that may turn out to be others. */
const mostOpen = 4;

export class WrittenTokens {
  /** Of each token what it writes; null where that is no whole character. */
  readonly texts: readonly (string | null)[];
  /** Line breaks are tokens, and not only white space. */
  readonly #hasLines: boolean;
  readonly #set: TokenSet;
  /** Every sentence begins anew. */
  readonly #beginsAnew: boolean;

  constructor(set: TokenSet, beginsAnew: boolean) {
    this.#set = set;
    this.#beginsAnew = beginsAnew;
    this.#hasLines = set.decode(set.encode('\n').tokens) === '\n';
    this.texts = Array.from({ length: set.size }, (_, id) => {
      const text = this.#inLine(set.decode([id]));
      return text.includes('\ufffd') ? null : text;
    });
  }

  /** A text as a person would have to write it. */
  asWritten(text: string): string {
    return this.#hasLines ? text : text.trim().replaceAll(/\s+/g, ' ');
  }

  /**
   * Where a text may be gone on with, the tokens of each one more than those before: nobody knows yet
   * whether “the” is a word or the beginning of “there”.
   */
  openings(text: string): Opening[] {
    const from = this.#set.end === undefined ? 0 : startOfSentence(text);
    const before = this.#before(text.slice(0, from));
    const begun = this.#hasLines ? text.slice(from) : text.slice(from).replaceAll(/\s+/g, ' ');
    const tokens = Array.from(this.#set.encode(begun).tokens);
    const upTo = (count: number, rest: string): Opening => ({
      tokens: [...before, ...tokens.slice(0, count)],
      rest,
    });
    if (this.#isOfWords) return this.#ofWords(begun, tokens, upTo);
    if (this.#set instanceof BytePairs) return this.#ofPieces(begun, tokens, upTo, this.#set);
    return [upTo(tokens.length, '')];
  }

  /** What tokens add behind others. */
  written(before: readonly number[], tokens: readonly number[]): string {
    const write = this.#set.writer?.();
    if (!write) return this.#inLine(this.#set.decode(tokens));
    before.forEach(write);
    return this.#inLine(tokens.map(write).join(''));
  }

  /** Whether a token may be what comes behind an opening, as far as it can be told from it alone. */
  mayFollow({ rest }: Opening, token: number): boolean {
    const { end, unknown } = this.#set;
    const text = this.texts[token];
    if (text === null || token === unknown) return false;
    // a sentence that is over is followed by a space, or by nothing that is ever read
    if (token === end) return !this.#beginsAnew && rest.trim() === '';
    if (rest === '' || (rest === ' ' && this.#isOfWords)) return true;
    return text.length > rest.length && text.startsWith(rest);
  }

  /** What these tokens add to the rest; null where they do not begin with it. */
  completion({ tokens, rest }: Opening, chain: readonly number[]): string | null {
    const end = this.#beginsAnew ? chain.indexOf(this.#set.end ?? -1) : -1;
    const written = this.written(tokens, end < 0 ? chain : chain.slice(0, end));
    // the space before a word that is begun has been written
    const isBegun = this.#isOfWords && rest.trim() !== '';
    const said = isBegun ? written.trimStart() : written;
    return said.startsWith(rest) ? said.slice(rest.length) : null;
  }

  get #isOfWords(): boolean {
    return this.#set instanceof Words;
  }

  #before(text: string): number[] {
    const { end } = this.#set;
    if (this.#beginsAnew || end === undefined || text === '') return [];
    return [...this.#set.encode(text).tokens, end];
  }

  #ofWords(begun: string, tokens: number[], upTo: (count: number, rest: string) => Opening) {
    const word = segmentWords(begun).at(-1);
    if (word === undefined) return [upTo(0, '')];
    if (/\s$/.test(begun)) return [upTo(tokens.length, ' ')];
    const isKnown = tokens.at(-1) !== this.#set.unknown;
    const open = upTo(tokens.length - 1, word);
    return isKnown ? [open, upTo(tokens.length, '')] : [open];
  }

  #ofPieces(
    begun: string,
    tokens: number[],
    upTo: (count: number, rest: string) => Opening,
    set: BytePairs,
  ) {
    const word = cutForMerging(begun).at(-1);
    const open = Math.min(mostOpen, word === undefined ? 0 : set.encodeWord(word).length);
    return Array.from({ length: open + 1 }, (_, at) => {
      const count = tokens.length - open + at;
      return upTo(count, set.decode(tokens.slice(count)));
    });
  }

  /** An end is a space, where there are no line breaks. */
  #inLine(text: string): string {
    return this.#hasLines ? text : text.replaceAll('\n', ' ');
  }
}

/** Where the sentence begins that the next letter would stand in. */
function startOfSentence(text: string): number {
  const { from } = runAtOnce(sentenceSlices(`${text}A`)).at(-1) ?? { from: 0 };
  return from;
}
