/** The reference lines of the loss chart: what can be known of lines without any net. */
import { bigramEntropySlices, chanceLoss, unigramEntropy } from '../../data/statistics.ts';
import { type TokenSet, tokenArray } from '../../data/tokens/token-set.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import type { Slices } from '../../lib/slices.ts';
import type { Line } from './line-data.ts';

type LineFacts = Pick<
  TextInfo,
  'symbols' | 'tokens' | 'chanceLoss' | 'unigramEntropy' | 'bigramEntropy'
>;

/**
 * Over all that is wanted, the ends of lines too: they are tokens as others are. What stands before
 * the first character of a line is its beginning. Yields the tokens done.
 */
export function* lineFacts(lines: readonly Line[], tokens: TokenSet): Slices<LineFacts> {
  const end = tokens.end as number;
  const count = lines.reduce((sum, { sequence }) => sum + sequence.targets.length, 0);
  // behind an end there is always a beginning, so that the one may stand for the other
  const stream = tokenArray(tokens.size, count + 1);
  const counts = new Uint32Array(tokens.size);
  stream[0] = end;
  let at = 1;
  for (const { sequence } of lines) {
    stream.set(sequence.targets, at);
    for (let from = at; from < at + sequence.targets.length; from++) counts[stream[from]]++;
    at += sequence.targets.length;
  }
  const bigramEntropy = yield* bigramEntropySlices(stream, tokens.size);
  return {
    symbols: Array.from(counts, (count, id) => ({ symbol: tokens.label(id), count })).sort(
      (a, b) => b.count - a.count,
    ),
    tokens: count,
    chanceLoss: chanceLoss(tokens.size),
    unigramEntropy: unigramEntropy(counts),
    bigramEntropy,
  };
}
