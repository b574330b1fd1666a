/**
 * Where a text puts spaces around its signs: “daisy-chain”, but “he said — and”. Of two tokens that
 * stand side by side, signs by themselves, words by whether they end or begin with a digit there.
 */

const sign = /^[^\p{L}\p{M}\p{N}]+$/u;
const digit = /^\p{N}$/u;
/** Open and close look alike. */
const straight = /^["']$/;

/** Straight quotes of a sentence, told apart. */
export class StraightQuotes {
  readonly #open = new Set<string>();

  /**
   * The sign itself, with `<` or `>` behind it where it is a straight quote: it closes what is open.
   * @param closes whether one closes what an earlier sentence opened, where nothing is open
   */
  toldApart(word: string, closes: () => boolean): string {
    if (!straight.test(word)) return word;
    const isEnd = this.#open.delete(word) || closes();
    if (!isEnd) this.#open.add(word);
    return `${word}${isEnd ? '>' : '<'}`;
  }
}

export class Spacing {
  /** How often a pair is written without a space, less how often with one. */
  readonly #closed = new Map<string, number>();
  /** How often a straight quote that nothing opened closes behind this, less how often it opens. */
  readonly #closing = new Map<string, number>();

  /** @param words of this sentence, in order */
  learn(text: string, words: readonly string[]): void {
    const quotes = new StraightQuotes();
    let [at, before] = [0, ''];
    for (const [index, word] of words.entries()) {
      const begins = text.indexOf(word, at);
      const isClosed = index > 0 && begins === at;
      at = begins + word.length;
      const isEnd = isClosed && !/\S/.test(text[at] ?? ' ');
      const own = quotes.toldApart(word, () => {
        if (index > 0) count(this.#closing, pairOf(before, word), isEnd);
        return isEnd;
      });
      if (index > 0) count(this.#closed, pairOf(before, own), isClosed);
      before = own;
    }
  }

  /** As it mostly is; undefined where the text does not say. Straight quotes are told apart. */
  isClosed(before: string, word: string): boolean | undefined {
    const most = this.#closed.get(pairOf(before, word)) ?? 0;
    return most === 0 ? undefined : most > 0;
  }

  /** Whether a straight quote that nothing opened mostly closes behind this. */
  closes(before: string, quote: string): boolean {
    return (this.#closing.get(pairOf(before, quote)) ?? 0) > 0;
  }
}

function count(counts: Map<string, number>, pair: string, isSo: boolean): void {
  // between words there is a space, or the script has none
  if (pair !== '') counts.set(pair, (counts.get(pair) ?? 0) + (isSo ? 1 : -1));
}

/** Empty for two words. */
function pairOf(before: string, word: string): string {
  const isBetweenWords = !sign.test(before) && !sign.test(word);
  return isBetweenWords ? '' : `${kindOf(before, before.at(-1))} ${kindOf(word, word[0])}`;
}

function kindOf(word: string, end = ''): string {
  if (sign.test(word)) return word;
  return digit.test(end) ? '0' : 'a';
}
