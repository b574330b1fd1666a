/** All sums of two numbers of two digits. */
import { permutation, RandomWords, randomStreams } from '../permutation.ts';
import type { Pair } from './pair.ts';

const [least, most] = [10, 99];

/** In a random order. 12+34 and 34+12 are one sum: both are trained on, or neither. */
export function additions(seed: number): Pair[] {
  const size = most - least + 1;
  const order = permutation(size * size, new RandomWords(seed, randomStreams.pairs));
  return Array.from(order, (at) => {
    const [a, b] = [least + Math.floor(at / size), least + (at % size)];
    const group = `${Math.min(a, b)}+${Math.max(a, b)}`;
    return { source: `${a}+${b}`, target: String(a + b), groups: [group] };
  });
}
