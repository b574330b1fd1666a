/**
 * Range coding: symbols become bytes, each at the cost of its share, −log2(count / total) bits. All numbers
 * are whole and below 2^53, so that every engine computes the same ones.
 */

/** Which part of all is a symbol's: `count` of `total` from `from` on. Totals are 2^26 at most. */
export interface Shares {
  readonly total: number;
  shareOf(symbol: number): { from: number; count: number };
  /** @param point 0 … total − 1 */
  symbolAt(point: number): number;
}

/** Both ways, so that what is coded is written down once, for packing and for unpacking. */
export interface Coder {
  /** @param symbol what is packed; nobody asks for it when unpacking @returns the symbol */
  code(shares: Shares, symbol: number): number;
}

/** The largest total. */
export const mostTotal = 2 ** 26;

const whole = 2 ** 48;
/** What a range is never below: shares of it are rounded by less than 2^−14. */
const least = 2 ** 40;

export class RangeEncoder implements Coder {
  readonly #bytes: number[] = [];
  #low = 0;
  #range = whole;
  /** The last byte that a carry may still change; −1: there is none. */
  #last = -1;
  /** Bytes of 255 behind it, which a carry would change too. */
  #pending = 0;

  code(shares: Shares, symbol: number): number {
    const { from, count } = shares.shareOf(symbol);
    const unit = Math.floor(this.#range / shares.total);
    this.#low += unit * from;
    this.#range = unit * count;
    while (this.#range < least) {
      this.#shift();
      this.#range *= 256;
    }
    return symbol;
  }

  /** As short as can be: behind the last byte zeros are read. */
  finish(): Uint8Array<ArrayBuffer> {
    const end = this.#low + this.#range;
    for (let unit = whole; unit >= 1; unit /= 256) {
      const rounded = Math.ceil(this.#low / unit) * unit;
      if (rounded >= end) continue;
      this.#low = rounded;
      break;
    }
    for (let byte = 0; byte < 7; byte++) this.#shift();
    const length = this.#bytes.findLastIndex((byte) => byte !== 0) + 1;
    return Uint8Array.from(this.#bytes.slice(0, length));
  }

  /** The highest byte of the low end is settled, but for a carry. */
  #shift(): void {
    const high = Math.floor(this.#low / least);
    this.#low = (this.#low % least) * 256;
    if (high === 255) {
      this.#pending++;
      return;
    }
    const carry = high > 255 ? 1 : 0;
    if (this.#last >= 0) this.#bytes.push(this.#last + carry);
    for (; this.#pending > 0; this.#pending--) this.#bytes.push((255 + carry) % 256);
    this.#last = high % 256;
  }
}

export class RangeDecoder implements Coder {
  readonly #bytes: Uint8Array;
  #at = 0;
  /** Of what was packed, above the low end of the range. */
  #offset = 0;
  #range = whole;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let byte = 0; byte < 6; byte++) this.#take();
  }

  code(shares: Shares): number {
    const { total } = shares;
    const unit = Math.floor(this.#range / total);
    const symbol = shares.symbolAt(Math.min(total - 1, Math.floor(this.#offset / unit)));
    const { from, count } = shares.shareOf(symbol);
    this.#offset -= unit * from;
    this.#range = unit * count;
    while (this.#range < least) {
      this.#take();
      this.#range *= 256;
    }
    return symbol;
  }

  #take(): void {
    this.#offset = this.#offset * 256 + (this.#bytes[this.#at++] ?? 0);
  }
}
