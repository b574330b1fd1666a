/** What is known of tagged rows without any net: how often each character stands, and guesses at the labels. */
import type { SymbolCount } from '../../protocol/text-info.ts';
import type { Example } from '../task.ts';

interface Counts {
  symbols: SymbolCount[];
  /** Of guessing by how common each label is, and by the label before. Nats. */
  unigramEntropy: number;
  bigramEntropy: number;
}

export function tagCounts(rows: readonly Example[]): Counts {
  const symbols = new Map<string, number>();
  const single = new Map<string, number>();
  const behind = new Map<string, Map<string, number>>();
  for (const { shown, wanted } of rows) {
    for (const sign of shown) add(symbols, sign);
    for (let at = 0; at < wanted.length; at++) {
      add(single, wanted[at]);
      const before = at === 0 ? '' : wanted[at - 1];
      const row = behind.get(before) ?? new Map<string, number>();
      behind.set(before, row);
      add(row, wanted[at]);
    }
  }
  const total = sumOf(single);
  const pairs = [...behind.values()].reduce((sum, row) => sum + natsOf(row), 0);
  return {
    symbols: [...symbols]
      .map(([symbol, count]) => ({ symbol, count }))
      .sort((a, b) => b.count - a.count),
    unigramEntropy: natsOf(single) / total,
    bigramEntropy: pairs / total,
  };
}

const add = (counts: Map<string, number>, key: string) =>
  counts.set(key, (counts.get(key) ?? 0) + 1);
const sumOf = (counts: Map<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0);

/** Of all together. */
function natsOf(counts: Map<string, number>): number {
  const total = sumOf(counts);
  return [...counts.values()].reduce((sum, count) => sum - count * Math.log(count / total), 0);
}
