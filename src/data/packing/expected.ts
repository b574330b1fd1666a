/**
 * What a net expects next as whole numbers: shares of a range. `Math.exp` differs between engines, `+`, `−`,
 * `×`, `÷` and rounding of float64 do not: e to a logit is made of these alone, and sums go in order.
 */
import { mostTotal, type Shares } from './range-coder.ts';

const log2e = 1.4426950408889634;
const ln2 = 0.6931471805599453;
/** 2 to the −n. */
const halves = Float64Array.from({ length: 64 }, () => 1);
for (let n = 1; n < halves.length; n++) halves[n] = halves[n - 1] / 2;

/** e^x of x ≤ 0, to 1e-8 of it: 2^−n e^r with |r| ≤ ½ ln 2. What is below 2^−63 is 0. */
function power(x: number): number {
  const n = Math.floor(0.5 - x * log2e);
  if (!(n < halves.length)) return 0;
  const r = x + n * ln2;
  const upper = 1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040)));
  return (1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * upper)))) * halves[n];
}

export class Expected implements Shares {
  readonly #size: number;
  readonly #powers: Float64Array;
  /** Where each symbol's share begins, and the last one's ends. */
  readonly #starts: Float64Array;

  /** @param size symbols, below 2^17 */
  constructor(size: number) {
    this.#size = size;
    this.#powers = new Float64Array(size);
    this.#starts = new Float64Array(size + 1);
  }

  get total(): number {
    return this.#starts[this.#size];
  }

  /**
   * The odds that logits stand for. No share is 0: whatever comes can be told.
   * @returns whether they are odds: false where a number is not finite
   */
  set(logits: Float32Array): boolean {
    const size = this.#size;
    let most = -Infinity;
    for (let at = 0; at < size; at++) {
      if (!Number.isFinite(logits[at])) return false;
      if (logits[at] > most) most = logits[at];
    }
    let sum = 0;
    for (let at = 0; at < size; at++) sum += this.#powers[at] = power(logits[at] - most);
    const unit = (mostTotal - size) / sum;
    for (let at = 0; at < size; at++) {
      const count = 1 + Math.floor(this.#powers[at] * unit);
      this.#starts[at + 1] = this.#starts[at] + count;
    }
    return true;
  }

  shareOf(symbol: number): { from: number; count: number } {
    const from = this.#starts[symbol];
    return { from, count: this.#starts[symbol + 1] - from };
  }

  symbolAt(point: number): number {
    let [low, high] = [0, this.#size];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle] <= point) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Bits that a symbol costs; for people: the last digits may differ between engines. */
  bitsOf(symbol: number): number {
    return Math.log2(this.total / this.shareOf(symbol).count);
  }
}
