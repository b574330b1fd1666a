/** The characters of a text and their numbers, by Unicode code point. */
import { runAtOnce, type Slices } from '../lib/slices.ts';

export type Tokens = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** Code units looked at between two chances to pause. */
const blockLength = 1 << 17;
/** Code points of the basic plane, which most texts do with. */
const basicLimit = 0x10000;

/** Ids 0 … size − 1 go to the symbols by rising code point: the same symbols, the same ids. */
export class Vocabulary {
  /** The character of each id. */
  readonly symbols: readonly string[];
  /** How often each id occurs in the text it was made from. */
  readonly counts: Uint32Array;
  /** Id of each code point of the basic plane; −1 where there is none. */
  readonly #ids = new Int32Array(basicLimit).fill(-1);
  readonly #idsBeyond = new Map<number, number>();

  /** @param counted code points and how often each occurs, by rising code point */
  private constructor(counted: readonly (readonly [codePoint: number, count: number])[]) {
    this.symbols = counted.map(([codePoint]) => String.fromCodePoint(codePoint));
    this.counts = Uint32Array.from(counted, ([, count]) => count);
    counted.forEach(([codePoint], id) => {
      if (codePoint < basicLimit) this.#ids[codePoint] = id;
      else this.#idsBeyond.set(codePoint, id);
    });
  }

  static fromText(text: string): Vocabulary {
    return runAtOnce(Vocabulary.countSlices(text));
  }

  /** As `fromText`; yields the UTF-16 code units counted. */
  static *countSlices(text: string): Slices<Vocabulary> {
    const counts = new Uint32Array(basicLimit);
    const countsBeyond = new Map<number, number>();
    for (let from = 0; from < text.length;) {
      const blockEnd = Math.min(text.length, from + blockLength);
      while (from < blockEnd) {
        const codePoint = text.codePointAt(from) as number;
        if (codePoint < basicLimit) {
          counts[codePoint]++;
          from += 1;
        } else {
          countsBeyond.set(codePoint, (countsBeyond.get(codePoint) ?? 0) + 1);
          from += 2;
        }
      }
      yield from;
    }
    const countedBeyond = [...countsBeyond].sort(([a], [b]) => a - b);
    return new Vocabulary([...countedOf(counts), ...countedBeyond]);
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
    const idsBeyond = this.#idsBeyond;
    let length = 0;
    for (let from = 0; from < text.length;) {
      const blockEnd = Math.min(text.length, from + blockLength);
      while (from < blockEnd) {
        const codePoint = text.codePointAt(from) as number;
        const isBasic = codePoint < basicLimit;
        const id = isBasic ? ids[codePoint] : (idsBeyond.get(codePoint) ?? -1);
        from += isBasic ? 1 : 2;
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

/** Those that occur, and how often, by rising code point. */
function countedOf(counts: Uint32Array): [codePoint: number, count: number][] {
  const counted: [number, number][] = [];
  for (let codePoint = 0; codePoint < counts.length; codePoint++) {
    if (counts[codePoint] > 0) counted.push([codePoint, counts[codePoint]]);
  }
  return counted;
}
