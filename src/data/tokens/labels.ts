/**
 * A few names as tokens, in a given order: the tags of words, the classes of sequences, the phones of a
 * word; with `<EOS>` behind them where sequences end.
 */
import { endLabel, noSuchToken, tokenArray, type Encoded, type TokenSet } from './token-set.ts';

export class Labels implements TokenSet {
  /** Behind the labels. */
  readonly end?: number;
  readonly #labels: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;

  /** @param labels different ones without white space, in the order of their ids */
  constructor(labels: readonly string[], hasEnd = false) {
    this.#labels = labels;
    if (hasEnd) this.end = labels.length;
    this.#ids = new Map(labels.map((label, id) => [label, id]));
  }

  get size(): number {
    return this.#labels.length + (this.end === undefined ? 0 : 1);
  }

  /** Of labels with white space between them; those that are not in the set are left out. */
  encode(text: string): Encoded {
    return this.encodeLabels(text.split(/\s+/).filter((label) => label !== ''));
  }

  encodeLabels(labels: readonly string[]): Encoded {
    const known = labels.filter((label) => this.#ids.has(label));
    const tokens = tokenArray(this.size, known.length);
    known.forEach((label, index) => (tokens[index] = this.#ids.get(label) as number));
    return { tokens, skipped: [...new Set(labels.filter((label) => !this.#ids.has(label)))] };
  }

  decode(ids: ArrayLike<number>): string {
    return Array.from(ids, (id) => this.label(id)).join(' ');
  }

  label(id: number): string {
    const label = id === this.end ? endLabel : this.#labels[id];
    if (label === undefined) throw noSuchToken('labels', id);
    return label;
  }
}
