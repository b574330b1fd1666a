/**
 * What it costs to spell a word that is not in the vocabulary, so that sets of tokens can be compared
 * fairly: letter by letter, each as likely as it is in unknown words that were trained on.
 */

/** Of words, each spelled letter by letter and ended, nats. */
export class Spelling {
  readonly #costs = new Map<string, number>();
  readonly #unseen: number;
  readonly #end: number;

  /**
   * @param known unknown words that were met while training, and how often each
   * @param alphabet different characters of the text: each is as if met once more
   */
  constructor(known: Iterable<readonly [word: string, count: number]>, alphabet: number) {
    const counts = new Map<string, number>();
    let words = 0;
    let letters = 0;
    for (const [word, count] of known) {
      words += count;
      for (const letter of word) {
        counts.set(letter, (counts.get(letter) ?? 0) + count);
        letters += count;
      }
    }
    const all = letters + words + alphabet + 1;
    this.#unseen = Math.log(all);
    this.#end = Math.log(all / (words + 1));
    for (const [letter, count] of counts) this.#costs.set(letter, Math.log(all / (count + 1)));
  }

  nats(word: string): number {
    return Array.from(word).reduce(
      (sum, letter) => sum + (this.#costs.get(letter) ?? this.#unseen),
      this.#end,
    );
  }
}
