/**
 * Pieces of words as tokens: bytes of UTF-8, and the pairs of tokens that were merged because they
 * often stand side by side (byte-pair encoding). No text has anything in it that is not in the set.
 */
import { mergedIn, pairKey, type Merge } from './byte-pair-merges.ts';
import { endLabel, noSuchToken, tokenArray, type Encoded, type TokenSet } from './token-set.ts';

/** Ids of single bytes are these. */
export const byteCount = 256;

const utf8 = new TextEncoder();
/** A mark at the beginning is a character as others are. */
const readsAll = { ignoreBOM: true };

/**
 * What is never merged across: words with the space before them, numbers, signs, other white space.
 * Joined, they are the text again.
 */
export function cutForMerging(text: string): string[] {
  return text.match(/ ?[\p{L}\p{M}]+| ?\p{N}+| ?[^\s\p{L}\p{M}\p{N}]+|\s+(?!\S)|\s+/gu) ?? [];
}

export class BytePairs implements TokenSet {
  readonly size: number;
  /** Behind all others. */
  readonly end?: number;
  /** Of every token but the end, in the order of their ids: bytes, then merges. */
  readonly #bytes: Uint8Array<ArrayBuffer>[];
  /** By the pair that is merged. */
  readonly #ids: ReadonlyMap<number, number>;
  readonly #labels: string[];
  /** Words that were encoded before. */
  readonly #known = new Map<string, readonly number[]>();

  /** @param merges in the order in which they were made */
  constructor(merges: readonly Merge[], hasEnd = false) {
    this.#bytes = Array.from({ length: byteCount }, (_, byte) => Uint8Array.of(byte));
    for (const [first, second] of merges) {
      this.#bytes.push(Uint8Array.of(...this.#bytes[first], ...this.#bytes[second]));
    }
    this.#ids = new Map(merges.map((merge, at) => [pairKey(...merge), byteCount + at]));
    this.#labels = this.#bytes.map(labelOf);
    this.size = this.#bytes.length + (hasEnd ? 1 : 0);
    if (hasEnd) this.end = this.#bytes.length;
  }

  encode(text: string): Encoded {
    const ids = cutForMerging(text).flatMap((word) => this.encodeWord(word));
    const tokens = tokenArray(this.size, ids.length);
    tokens.set(ids);
    return { tokens, skipped: [] };
  }

  /** Of what `cutForMerging` gives. */
  encodeWord(word: string): readonly number[] {
    let ids = this.#known.get(word);
    if (!ids) {
      ids = this.#merged(Array.from(utf8.encode(word)));
      this.#known.set(word, ids);
    }
    return ids;
  }

  /** The end is the end of a line. What is no whole character is shown as U+FFFD. */
  decode(ids: ArrayLike<number>): string {
    const all = Array.from(ids, (id) => (id === this.end ? utf8.encode('\n') : this.bytesOf(id)));
    const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const some of all) {
      bytes.set(some, at);
      at += some.length;
    }
    return new TextDecoder('utf-8', readsAll).decode(bytes);
  }

  /** A character is written by the token that has its last byte. */
  writer(): (id: number) => string {
    const decoder = new TextDecoder('utf-8', readsAll);
    return (id) =>
      id === this.end
        ? `${decoder.decode()}\n`
        : decoder.decode(this.bytesOf(id), { stream: true });
  }

  /** The text of whole characters; other bytes as `<E4 BD>`. */
  label(id: number): string {
    const label = id === this.end ? endLabel : this.#labels[id];
    if (label === undefined) throw noSuchToken('pieces', id);
    return label;
  }

  bytesOf(id: number): Uint8Array<ArrayBuffer> {
    const bytes = this.#bytes[id];
    if (bytes === undefined) throw noSuchToken('pieces', id);
    return bytes;
  }

  /** The earliest merge that applies, again and again. */
  #merged(bytes: number[]): number[] {
    let ids = bytes;
    for (;;) {
      let earliest = Infinity;
      let at = -1;
      for (let index = 1; index < ids.length; index++) {
        const id = this.#ids.get(pairKey(ids[index - 1], ids[index]));
        if (id === undefined || id >= earliest) continue;
        earliest = id;
        at = index - 1;
      }
      if (at < 0) return ids;
      ids = mergedIn(ids, [ids[at], ids[at + 1]], earliest);
    }
  }
}

function labelOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { ...readsAll, fatal: true }).decode(bytes);
  } catch {
    const hex = Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
    return `<${hex.join(' ')}>`;
  }
}
