/** What counts alone write: tokens as often as they stand in the training part, by themselves or behind the one before. */
import type { Slices } from '../../lib/slices.ts';
import { RandomWords, randomStreams } from '../permutation.ts';
import type { Sequence } from '../sequences.ts';

/** As a net draws, see shaders/decode/sample.wgsl; here the logit is the logarithm of the count. */
export interface CountRules {
  temperature: number;
  topK: number;
  topP?: number;
  barred?: readonly number[];
}

export interface WrittenLine {
  /** What stands before; none: a sequence begins. */
  before?: number;
  /** Tokens at most. */
  limit: number;
  /** It ends with this one, behind `least` others; `isLast`: at the limit in any case. */
  ends?: { token: number; least?: number; isLast?: boolean };
}

const sequencesAtOnce = 256;

/** Yields the sequences done. @param at one of `count`, as a net reads it */
export function* countNGrams(
  count: number,
  at: (index: number) => Sequence,
  vocabSize: number,
): Slices<NGrams> {
  // behind every token what follows it, one after the other; the last place is the beginning
  const starts = new Uint32Array(vocabSize + 2);
  for (let index = 0; index < count; index++) {
    eachPair(at(index), vocabSize, (before) => starts[before + 1]++);
    if (index % sequencesAtOnce === 0) yield index / 2;
  }
  for (let row = 0; row <= vocabSize; row++) starts[row + 1] += starts[row];
  const next = starts.slice();
  const followers = new Uint32Array(starts[vocabSize + 1]);
  for (let index = 0; index < count; index++) {
    eachPair(at(index), vocabSize, (before, token) => (followers[next[before]++] = token));
    if (index % sequencesAtOnce === 0) yield (count + index) / 2;
  }
  return new NGrams(starts, followers, vocabSize);
}

/** What is not asked for is no pair; what reads nothing, or no token of the vocabulary, begins. */
function eachPair(
  { inputs, targets }: Sequence,
  vocabSize: number,
  take: (before: number, token: number) => void,
): void {
  for (let step = 0; step < targets.length; step++) {
    if (targets[step] < vocabSize) take(Math.min(vocabSize, inputs[step]), targets[step]);
  }
}

export class NGrams {
  readonly #starts: Uint32Array;
  readonly #followers: Uint32Array;
  readonly #vocabSize: number;
  readonly #all: Float64Array;

  constructor(starts: Uint32Array, followers: Uint32Array, vocabSize: number) {
    this.#starts = starts;
    this.#followers = followers;
    this.#vocabSize = vocabSize;
    this.#all = this.#counted(followers);
  }

  /** @param order 1: by the counts of tokens; 2: of tokens behind the one before */
  write(
    order: 1 | 2,
    { before = Infinity, limit, ends }: WrittenLine,
    rules: CountRules,
    words: RandomWords,
  ): number[] {
    const barred = new Set(rules.barred);
    const written: number[] = [];
    while (written.length < limit) {
      const isEndOnly = ends?.isLast === true && written.length === limit - 1;
      const holdsEnd = ends !== undefined && written.length < (ends.least ?? 0);
      const isFree = (token: number) => {
        if (token === ends?.token) return !holdsEnd;
        return !isEndOnly && !barred.has(token);
      };
      const row = order === 1 ? this.#all : this.#behind(written.at(-1) ?? before);
      // what never stood behind it, or may not, is drawn by the counts of all
      const token = drawn(row, isFree, rules, words) ?? drawn(this.#all, isFree, rules, words);
      if (token === undefined && !isEndOnly) break;
      written.push(token ?? (ends?.token as number));
      if (written.at(-1) === ends?.token) break;
    }
    return written;
  }

  #behind(token: number): Float64Array {
    const row = Math.min(this.#vocabSize, token);
    return this.#counted(this.#followers.subarray(this.#starts[row], this.#starts[row + 1]));
  }

  #counted(tokens: Uint32Array): Float64Array {
    const counts = new Float64Array(this.#vocabSize);
    for (const token of tokens) counts[token]++;
    return counts;
  }
}

/** Undefined where nothing is free that was ever counted. */
function drawn(
  counts: Float64Array,
  isFree: (token: number) => boolean,
  { temperature, topK, topP = 1 }: CountRules,
  words: RandomWords,
): number | undefined {
  const found: number[] = [];
  for (const [token, count] of counts.entries()) if (count > 0 && isFree(token)) found.push(token);
  if (found.length === 0) return undefined;
  found.sort((a, b) => counts[b] - counts[a] || a - b);
  if (temperature === 0) return found[0];
  const kept = topK > 0 ? found.slice(0, topK) : found;
  const most = counts[kept[0]];
  let sum = 0;
  const sums = kept.map((token) => (sum += (counts[token] / most) ** (1 / temperature)));
  const reached = topP < 1 ? sums.findIndex((upTo) => upTo >= topP * sum) : kept.length - 1;
  const place = (words.below(2 ** 32) / 2 ** 32) * sums[reached];
  return kept[sums.findIndex((upTo) => upTo > place)];
}

/** Of a seed, one stream for each order. */
export const wordsOf = (seed: number, order: 1 | 2): RandomWords =>
  new RandomWords(seed, randomStreams.counts, order);
