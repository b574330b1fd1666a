/** Made-up words of up to twelve letters, to be written from their end. */
import { RandomWords, randomStreams } from '../permutation.ts';
import type { Pair } from './pair.ts';

const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
const longest = 12;
const count = 20_000;

/** As many of each length, but of those of one and two letters there are not so many. */
export function reversedWords(seed: number): Pair[] {
  const words = new RandomWords(seed, randomStreams.pairs);
  const made = new Set<string>();
  for (let at = 0; at < count; at++) {
    const length = (at % longest) + 1;
    made.add(Array.from({ length }, () => words.pick(letters)).join(''));
  }
  return Array.from(made, (word) => {
    return { source: word, target: Array.from(word).reverse().join(''), groups: [word] };
  });
}
