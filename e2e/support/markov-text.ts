/** A text whose entropy is known exactly: a first-order Markov chain over 12 symbols. */
import { uniformFloats } from '../../src/lib/random.ts';

const symbols = 'abcdefghijkl';
/** Of the three successors of each symbol; no other ever follows it. */
const odds = [0.8, 0.15, 0.05];
const offsets = [1, 6, 8];

/** `chain[a][b]`: how likely b follows a. Every symbol follows three others, so all are as frequent. */
const chain: readonly (readonly number[])[] = Array.from(symbols, (_, from) => {
  const row = new Array<number>(symbols.length).fill(0);
  odds.forEach((probability, rank) => (row[(from + offsets[rank]) % symbols.length] = probability));
  return row;
});

/** Nats per character; the same for every row, so no stationary distribution is needed. */
export const chainEntropy = -odds.reduce((sum, p) => sum + p * Math.log(p), 0);

export function markovText(length: number, seed: number): string {
  const fractions = uniformFloats(seed, 0, length, 0, 1);
  let state = 0;
  let text = '';
  for (const fraction of fractions) {
    let rest: number = fraction;
    state = chain[state].findIndex((probability) => (rest -= probability) < 0);
    text += symbols[state];
  }
  return text;
}

/** Shares of all pairs of neighbours, [12 · 12]. */
export function bigramTable(text: string): Float64Array {
  const table = new Float64Array(symbols.length ** 2);
  for (let at = 1; at < text.length; at++) {
    table[symbols.indexOf(text[at - 1]) * symbols.length + symbols.indexOf(text[at])]++;
  }
  return table.map((count) => count / (text.length - 1));
}

/** Total variation: half the sum of the differences, 0 … 1. */
export function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, share, index) => sum + Math.abs(share - b[index]), 0) / 2;
}
