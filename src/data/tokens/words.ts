/** Words and punctuation as tokens: the frequent ones, `<UNK>` for all others, `<EOS>`. */
import type { Spacing } from './spacing.ts';
import {
  endLabel,
  largestSet,
  noSuchToken,
  tokenArray,
  unknownLabel,
  type Encoded,
  type TokenSet,
} from './token-set.ts';
import { segmentWords, wordJoiner } from './word-segments.ts';

export interface WordsOptions {
  /** Tokens at most, `<UNK>` and `<EOS>` among them. */
  limit?: number;
  /**
   * What occurs less often is unknown. From 2 on, `<UNK>` occurs in what a net is trained on, so
   * that it learns what to make of a word it has never seen.
   */
  leastCount?: number;
  /** Of a text its words; `<EOS>` may be among them. */
  cut?: (text: string) => string[];
  /** Where the text puts spaces; absent: as is usual. */
  spacing?: Spacing;
}

const special = [unknownLabel, endLabel];

export class Words implements TokenSet {
  readonly size: number;
  readonly unknown = 0;
  readonly end = 1;
  /** `<UNK>`, `<EOS>`, then words. */
  readonly #labels: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;
  readonly #cut: (text: string) => string[];
  readonly #spacing: Spacing | undefined;

  /**
   * @param words different ones, none of them `<UNK>` or `<EOS>`, in the order of their ids
   * @param cut of a text its words; `<EOS>` may be among them
   */
  constructor(words: readonly string[], cut = segmentWords, spacing?: Spacing) {
    this.#cut = cut;
    this.#spacing = spacing;
    this.#labels = [...special, ...words];
    this.size = this.#labels.length;
    this.#ids = new Map(words.map((word, index) => [word, index + special.length]));
  }

  /** The most frequent words first; of equally frequent ones, by code unit. */
  static fromWords(words: Iterable<string>, options?: WordsOptions): Words {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return Words.fromCounts(counts, options);
  }

  /** The same, of words that were counted before. */
  static fromCounts(
    counts: ReadonlyMap<string, number>,
    { limit = largestSet, leastCount = 1, cut, spacing }: WordsOptions = {},
  ): Words {
    const kept = [...counts]
      .filter(([word, count]) => count >= leastCount && !special.includes(word))
      .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
      .slice(0, Math.max(0, limit - special.length));
    return new Words(
      kept.map(([word]) => word),
      cut,
      spacing,
    );
  }

  encode(text: string): Encoded {
    return this.encodeWords(this.#cut(text));
  }

  /** Of words that are cut already; `<UNK>` and `<EOS>` may be among them. */
  encodeWords(words: readonly string[]): Encoded {
    const tokens = tokenArray(this.size, words.length);
    const skipped = new Set<string>();
    words.forEach((word, index) => {
      const id = this.#ids.get(word) ?? special.indexOf(word);
      if (id < 0) skipped.add(word);
      tokens[index] = id < 0 ? this.unknown : id;
    });
    return { tokens, skipped: [...skipped] };
  }

  /** The end of a sequence is the end of a line. */
  decode(ids: ArrayLike<number>): string {
    return Array.from(ids, this.writer()).join('');
  }

  writer(): (id: number) => string {
    let join = wordJoiner(this.#spacing);
    return (id) => {
      if (id !== this.end) return join(this.label(id));
      join = wordJoiner(this.#spacing);
      return '\n';
    };
  }

  label(id: number): string {
    const label = this.#labels[id];
    if (label === undefined) throw noSuchToken('words', id);
    return label;
  }
}
