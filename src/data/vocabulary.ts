/** The characters of a text and their numbers, by Unicode code point. */
import { runAtOnce, type Slices } from '../lib/slices.ts';

export type Tokens = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** Code units looked at between two chances to pause. */
const blockLength = 1 << 17;
/** Code points of the basic plane, which most texts do with, and of all planes. */
const basicLimit = 0x10000;
const codePointLimit = 0x110000;

/** Ids 0 … size − 1 go to the symbols by rising code point: the same symbols, the same ids. */
export class Vocabulary {
  /** The character of each id. */
  readonly symbols: readonly string[];
  /** How often each id occurs in the text it was made from. */
  readonly counts: Uint32Array;
  /** Id of each code point up to the largest there is; −1 where there is none. */
  readonly #ids: Int32Array;

  private constructor(codePoints: number[], counts: Uint32Array) {
    this.symbols = codePoints.map((codePoint) => String.fromCodePoint(codePoint));
    this.counts = counts;
    this.#ids = new Int32Array((codePoints.at(-1) ?? -1) + 1).fill(-1);
    codePoints.forEach((codePoint, id) => (this.#ids[codePoint] = id));
  }

  static fromText(text: string): Vocabulary {
    return runAtOnce(Vocabulary.countSlices(text));
  }

  /** As `fromText`; yields the UTF-16 code units counted. */
  static *countSlices(text: string): Slices<Vocabulary> {
    let counts = new Uint32Array(basicLimit);
    for (let from = 0; from < text.length;) {
      const blockEnd = Math.min(text.length, from + blockLength);
      while (from < blockEnd) {
        const codePoint = text.codePointAt(from) as number;
        if (codePoint >= counts.length) {
          const basic = counts;
          counts = new Uint32Array(codePointLimit);
          counts.set(basic);
        }
        counts[codePoint]++;
        from += codePoint > 0xffff ? 2 : 1;
      }
      yield from;
    }
    const codePoints: number[] = [];
    for (let codePoint = 0; codePoint < counts.length; codePoint++) {
      if (counts[codePoint] > 0) codePoints.push(codePoint);
    }
    return new Vocabulary(
      codePoints,
      Uint32Array.from(codePoints, (codePoint) => counts[codePoint]),
    );
  }

  get size(): number {
    return this.symbols.length;
  }

  /** Throws a RangeError on an id that is not 0 … size − 1. */
  decode(id: number): string {
    const symbol = this.symbols[id];
    if (symbol === undefined) throw new RangeError(`vocabulary: no symbol has the id ${id}`);
    return symbol;
  }

  /**
   * One token per code point, u8 where the vocabulary has at most 256 symbols, else u16.
   * Characters outside the vocabulary are left out; `skipped` names each of them once.
   */
  encode(text: string): { tokens: Tokens; skipped: string[] } {
    return runAtOnce(this.encodeSlices(text));
  }

  /** As `encode`; yields the UTF-16 code units encoded. */
  *encodeSlices(text: string): Slices<{ tokens: Tokens; skipped: string[] }> {
    const tokens = this.size <= 256 ? new Uint8Array(text.length) : new Uint16Array(text.length);
    const skipped = new Set<string>();
    const ids = this.#ids;
    let length = 0;
    for (let from = 0; from < text.length;) {
      const blockEnd = Math.min(text.length, from + blockLength);
      while (from < blockEnd) {
        const codePoint = text.codePointAt(from) as number;
        from += codePoint > 0xffff ? 2 : 1;
        const id = codePoint < ids.length ? ids[codePoint] : -1;
        if (id >= 0) tokens[length++] = id;
        else skipped.add(String.fromCodePoint(codePoint));
      }
      yield from;
    }
    return {
      tokens: length === text.length ? tokens : tokens.slice(0, length),
      skipped: [...skipped],
    };
  }
}
