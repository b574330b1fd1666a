/** What a sequence is made of, and the numbers that stand for it: characters, words … */

/** One text as numbers. */
export interface Encoded {
  tokens: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
  /** What is not in the set, each once; it was left out, or became the token of the unknown. */
  skipped: string[];
}

export interface TokenSet {
  /** Ids are 0 … size − 1. */
  readonly size: number;
  /** The token that ends a sequence; absent where sequences have no end. */
  readonly end?: number;
  /** The token of everything that is not in the set; absent where that is left out. */
  readonly unknown?: number;
  encode(text: string): Encoded;
  /** For people: words with their spaces. Throws a RangeError on an id that is not in the set. */
  decode(ids: ArrayLike<number>): string;
  /** As `decode`, one token after the other: what each adds to the text. Absent: its label. */
  writer?(): (id: number) => string;
  /** One token as it is shown, `<EOS>` too. Throws a RangeError on an id that is not in the set. */
  label(id: number): string;
  /** Of several numbers at one time step; absent where a time step has one token. */
  vectorLabel?(words: ArrayLike<number>): string;
}

export const endLabel = '<EOS>';
export const unknownLabel = '<UNK>';
/** What is read where nothing is: `noToken`. */
export const nothingLabel = '0\u20d7';

/** Tokens are numbers of 16 bits. */
export const largestSet = 65_536;

/** As small as the set allows. */
export function tokenArray(
  size: number,
  length: number,
): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> {
  return size <= 256 ? new Uint8Array(length) : new Uint16Array(length);
}

export function noSuchToken(set: string, id: number): RangeError {
  return new RangeError(`${set}: no token has the id ${id}`);
}
