/** What a token costs by how often it follows the one before it in what is trained on. */
import type { Sequence } from '../sequences.ts';
import type { Slices } from '../../lib/slices.ts';

/** As if each token had followed each other so often more, shared out by how often it comes at all. */
const smoothing = 1;
/** Pairs counted between two chances to pause. */
const blockLength = 1 << 16;

export class Bigram {
  readonly #size: number;
  /** By the token before, which may be none, and the one behind it. */
  readonly #pairs = new Map<number, Map<number, number>>();
  readonly #before = new Map<number, number>();
  readonly #counts: Float64Array;
  #total = 0;

  private constructor(size: number) {
    this.#size = size;
    this.#counts = new Float64Array(size);
  }

  /** @param all sequences that are trained on; yields the pairs counted */
  static *countSlices(size: number, all: Iterable<Sequence>): Slices<Bigram> {
    const bigram = new Bigram(size);
    for (const { inputs, targets } of all) {
      for (let at = 0; at < targets.length; at++) {
        bigram.#count(inputs[at], targets[at]);
        if (bigram.#total % blockLength === 0) yield bigram.#total;
      }
    }
    return bigram;
  }

  /** @param before `noToken` where a sequence begins */
  bitsOf(token: number, before: number): number {
    const alone = (this.#counts[token] + 1) / (this.#total + this.#size);
    const pair = this.#pairs.get(before)?.get(token) ?? 0;
    const all = this.#before.get(before) ?? 0;
    return -Math.log2((pair + smoothing * alone) / (all + smoothing));
  }

  #count(before: number, token: number): void {
    if (token >= this.#size) return;
    let behind = this.#pairs.get(before);
    if (!behind) this.#pairs.set(before, (behind = new Map<number, number>()));
    behind.set(token, (behind.get(token) ?? 0) + 1);
    this.#before.set(before, (this.#before.get(before) ?? 0) + 1);
    this.#counts[token]++;
    this.#total++;
  }
}
