/** The reference lines of the loss chart over what is asked for, which may be a part of the tokens. */
import { unigramEntropy } from '../../data/statistics.ts';
import type { TokenSet } from '../../data/tokens/token-set.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import type { Line } from '../lines/line-data.ts';

type Facts = Pick<
  TextInfo,
  'symbols' | 'tokens' | 'chanceLoss' | 'unigramEntropy' | 'bigramEntropy'
>;

/** Guesses, among the tokens that the lines have: alike, by how often each is wanted, and by what stands before it. */
export function askedFacts(lines: readonly Line[], tokens: TokenSet): Facts {
  const counts = new Uint32Array(tokens.size);
  const wanted = new Uint32Array(tokens.size);
  const behind = new Map<number, Uint32Array>();
  let count = 0;
  for (const { sequence } of lines) {
    const { inputs, targets } = sequence;
    count += targets.length;
    for (let at = 0; at < targets.length; at++) {
      // what is read next is what was to be said now
      counts[inputs[at + 1] ?? tokens.end]++;
      if (targets[at] === maskedTarget) continue;
      wanted[targets[at]]++;
      const row = behind.get(inputs[at]) ?? new Uint32Array(tokens.size);
      behind.set(inputs[at], row);
      row[targets[at]]++;
    }
  }
  const sum = (row: Uint32Array) => row.reduce((all, count) => all + count, 0);
  const bigramNats = [...behind.values()].reduce(
    (nats, row) => nats + unigramEntropy(row) * sum(row),
    0,
  );
  return {
    symbols: Array.from(counts, (count, id) => ({ symbol: tokens.label(id), count }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    tokens: count,
    chanceLoss: Math.log(tokens.size),
    unigramEntropy: unigramEntropy(wanted),
    bigramEntropy: bigramNats / sum(wanted),
  };
}
