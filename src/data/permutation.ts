/** Random orders that can be computed anew from their seed, as all random numbers of a run. */
import { threefry2x32 } from '../lib/random.ts';

/** Streams of random words, so that what draws from one seed draws different ones. */
export const randomStreams = {
  split: 0x5b11,
  epochs: 0xe90c,
  sentences: 0x5e47,
  reviews: 0x4e1e,
  lines: 0x11e5,
  strands: 0xd2a0,
  pairs: 0x9a15,
  plain: 0x91a1,
  places: 0x91ac,
  series: 0x5e21,
  voices: 0x701c,
  gestures: 0x6e57,
  tunes: 0x70e5,
  counts: 0xc027,
  quiz: 0x9012,
} as const;

/** Words of a seed's stream, one after the other. */
export class RandomWords {
  readonly #seed: number;
  readonly #stream: number;
  readonly #words = new Uint32Array(2);
  readonly #row: number;
  #drawn = 0;

  /** @param row of several sequences of words within a stream, which one */
  constructor(seed: number, stream: number, row = 0) {
    this.#seed = seed;
    this.#stream = stream;
    this.#row = row;
  }

  /** A whole number, 0 … limit − 1; limit ≤ 2^32, and none is likelier by more than limit / 2^32. */
  below(limit: number): number {
    if (this.#drawn % 2 === 0) {
      threefry2x32(this.#seed, this.#stream, this.#drawn / 2, this.#row, this.#words);
    }
    const word = this.#words[this.#drawn++ % 2];
    return Math.floor((word / 2 ** 32) * limit);
  }

  /** One of them. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)];
  }
}

/** 0 … length − 1 in a random order (Fisher and Yates). */
export function permutation(length: number, words: RandomWords): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last--) {
    const other = words.below(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
