/** The numbers from 1 to 9999 and their English names. */
import { permutation, RandomWords, randomStreams } from '../permutation.ts';
import type { Pair } from './pair.ts';

const listed = (words: string) => words.split(' ');
const small = listed(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
);
const tens = listed('twenty thirty forty fifty sixty seventy eighty ninety');
const largest = 9999;

/** In a random order. */
export function numberWords(seed: number): Pair[] {
  const order = permutation(largest, new RandomWords(seed, randomStreams.pairs));
  return Array.from(order, (at) => {
    const number = at + 1;
    return { source: String(number), target: nameOf(number), groups: [String(number)] };
  });
}

/** As the British say it: two thousand and seven, nine hundred and forty-two. */
export function nameOf(number: number): string {
  if (number < small.length) return small[number];
  if (number < 100) {
    const rest = number % 10;
    return tens[Math.floor(number / 10) - 2] + (rest > 0 ? `-${small[rest]}` : '');
  }
  const [unit, name] = number < 1000 ? [100, 'hundred'] : [1000, 'thousand'];
  const rest = number % unit;
  const joint = rest < 100 ? ' and ' : ' ';
  return `${nameOf(Math.floor(number / unit))} ${name}${rest > 0 ? joint + nameOf(rest) : ''}`;
}
