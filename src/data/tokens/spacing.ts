/**
 * Where a text puts spaces around its signs: “daisy-chain”, but “he said — and”. Of two tokens that
 * stand side by side, signs by themselves, words by whether they end or begin with a digit there.
 */

const sign = /^[^\p{L}\p{M}\p{N}]+$/u;
const digit = /^\p{N}$/u;

export class Spacing {
  /** How often a pair is written without a space, less how often with one. */
  readonly #closed = new Map<string, number>();

  /** @param words of this text, in order */
  learn(text: string, words: readonly string[]): void {
    let at = 0;
    for (const [index, word] of words.entries()) {
      const begins = text.indexOf(word, at);
      const pair = index > 0 ? pairOf(words[index - 1], word) : null;
      if (pair !== null) {
        this.#closed.set(pair, (this.#closed.get(pair) ?? 0) + (begins === at ? 1 : -1));
      }
      at = begins + word.length;
    }
  }

  /** As it mostly is; undefined where the text does not say. */
  isClosed(before: string, word: string): boolean | undefined {
    const pair = pairOf(before, word);
    const most = pair === null ? 0 : (this.#closed.get(pair) ?? 0);
    return most === 0 ? undefined : most > 0;
  }
}

/** Null between words: there is a space, or the script has none. */
function pairOf(before: string, word: string): string | null {
  const isBetweenWords = !sign.test(before) && !sign.test(word);
  return isBetweenWords ? null : `${kindOf(before, before.at(-1))} ${kindOf(word, word[0])}`;
}

function kindOf(word: string, end = ''): string {
  if (sign.test(word)) return word;
  return digit.test(end) ? '0' : 'a';
}
