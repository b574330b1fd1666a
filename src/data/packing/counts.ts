/** Shares that follow what was coded before: how often each symbol has come. */
import type { Shares } from './range-coder.ts';

/** Where counts are halved, so that what came long ago counts less. */
const largest = 2 ** 16;

export class Counts implements Shares {
  readonly #counts: number[];
  total: number;

  /** @param counts of each symbol, as if it had come so often */
  constructor(counts: readonly number[]) {
    this.#counts = [...counts];
    this.total = counts.reduce((sum, count) => sum + count, 0);
  }

  shareOf(symbol: number): { from: number; count: number } {
    let from = 0;
    for (let before = 0; before < symbol; before++) from += this.#counts[before];
    return { from, count: this.#counts[symbol] };
  }

  symbolAt(point: number): number {
    let symbol = 0;
    for (let rest = point - this.#counts[0]; rest >= 0; rest -= this.#counts[symbol]) symbol++;
    return symbol;
  }

  add(symbol: number, count = 1): void {
    this.#counts[symbol] += count;
    this.total += count;
    if (this.total < largest) return;
    this.#counts.forEach((one, at) => (this.#counts[at] = Math.ceil(one / 2)));
    this.total = this.#counts.reduce((sum, one) => sum + one, 0);
  }

  /** One symbol more. */
  push(count: number): void {
    this.#counts.push(0);
    this.add(this.#counts.length - 1, count);
  }
}
