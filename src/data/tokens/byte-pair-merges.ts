/**
 * Learns byte-pair encoding: again and again the two tokens that stand side by side most often become
 * one. A pair is counted where it stands in a word, as often as the word occurs.
 */
import type { Slices } from '../../lib/slices.ts';
import { MaxHeap } from './max-heap.ts';

/** Ids of the two tokens that become the next one. */
export type Merge = readonly [first: number, second: number];

const idLimit = 65_536;
const bytes = 256;
/** What stands in one place alone is no pattern. */
const leastCount = 2;

const utf8 = new TextEncoder();

/** A number that names a pair, ordered by its first token, then by its second. */
export function pairKey(first: number, second: number): number {
  return first * idLimit + second;
}

/** The same tokens, every such pair from the left as one. */
export function mergedIn(ids: readonly number[], [first, second]: Merge, id: number): number[] {
  const merged: number[] = [];
  for (let at = 0; at < ids.length; at++) {
    const isPair = ids[at] === first && ids[at + 1] === second;
    merged.push(isPair ? id : ids[at]);
    if (isPair) at++;
  }
  return merged;
}

interface Word {
  ids: number[];
  count: number;
}

/**
 * As many merges as are asked for, fewer where no pair occurs twice. Of pairs that occur equally
 * often the one with the lower ids is first: the same text, the same merges. Yields the merges made.
 */
export function* mergesSlices(counts: ReadonlyMap<string, number>, most: number): Slices<Merge[]> {
  const pairs = new Pairs(
    Array.from(counts, ([word, count]) => ({ ids: Array.from(utf8.encode(word)), count })),
  );
  const merges: Merge[] = [];
  while (merges.length < most) {
    const key = pairs.mostFrequent();
    if (key === undefined) break;
    const merge = [Math.floor(key / idLimit), key % idLimit] as const;
    pairs.merge(key, merge, bytes + merges.length);
    merges.push(merge);
    yield merges.length;
  }
  return merges;
}

/** How often each pair occurs, and in which words. */
class Pairs {
  readonly #words: readonly Word[];
  readonly #counts = new Map<number, number>();
  readonly #places = new Map<number, Set<number>>();
  /** May say of a pair what was right once: its count now decides. */
  readonly #heap = new MaxHeap();

  constructor(words: readonly Word[]) {
    this.#words = words;
    words.forEach((_, at) => this.#count(at, 1));
    for (const [key, count] of this.#counts) this.#heap.push(count, key);
  }

  /** Undefined where none occurs often enough. */
  mostFrequent(): number | undefined {
    for (;;) {
      const top = this.#heap.pop();
      if (!top || top.weight < leastCount) return undefined;
      const count = this.#counts.get(top.key) ?? 0;
      if (count === top.weight) return top.key;
      if (count >= leastCount) this.#heap.push(count, top.key);
    }
  }

  merge(key: number, merge: Merge, id: number): void {
    const grown = new Set<number>();
    for (const at of this.#places.get(key) ?? []) {
      const word = this.#words[at];
      this.#count(at, -1);
      word.ids = mergedIn(word.ids, merge, id);
      this.#count(at, 1, (pair) => grown.add(pair));
    }
    this.#counts.delete(key);
    this.#places.delete(key);
    // of others the count is the same, or smaller, which is seen when they come to the top
    for (const pair of grown) {
      const [first, second] = [Math.floor(pair / idLimit), pair % idLimit];
      if (first === id || second === id) this.#heap.push(this.#counts.get(pair) ?? 0, pair);
    }
  }

  #count(at: number, sign: 1 | -1, note?: (key: number) => void): void {
    const { ids, count } = this.#words[at];
    for (let index = 1; index < ids.length; index++) {
      const key = pairKey(ids[index - 1], ids[index]);
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + sign * count);
      const places = this.#places.get(key) ?? new Set();
      // where it no longer stands, nothing is found to be merged
      if (sign > 0) this.#places.set(key, places.add(at));
      note?.(key);
    }
  }
}
