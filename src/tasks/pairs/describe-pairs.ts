/** What people are told of open pairs. */
import type { Pair } from '../../data/generators/pair.ts';
import { remarkOf, type Rows, unlistedIn } from '../../data/rows/data-problem.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import { chanceLoss, unigramEntropy } from '../../data/statistics.ts';
import type { TokenSet } from '../../data/tokens/token-set.ts';
import { cutText } from '../../lib/inline-text.ts';
import type { TextInfo } from '../../protocol/text-info.ts';

const previewLength = 600;
/** Sources to look at, from places spread evenly over what is held out. */
const lineCount = 12;

export function describePairs(
  { train, heldOut }: SplitRows<Pair>,
  targets: TokenSet,
  longest: number,
  found: Rows<Pair>,
): Omit<
  TextInfo,
  'source' | 'name' | 'title' | 'hash' | 'encoding' | 'replacements' | 'rare' | 'partOf'
> {
  const counts = countsOf([...train, ...heldOut], targets);
  return {
    characters: written(train) + written(heldOut),
    trainCharacters: written(train),
    heldOutCharacters: written(heldOut),
    symbols: Array.from(counts, (count, id) => ({ symbol: targets.label(id), count }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    chanceLoss: chanceLoss(targets.size),
    unigramEntropy: unigramEntropy(counts),
    // what is written depends on what was read: the character before it tells little
    bigramEntropy: unigramEntropy(counts),
    preview: previewOf(train),
    heldOutPreview: previewOf(heldOut),
    lines: linesOf(heldOut.length > 0 ? heldOut : train),
    rows: {
      ...{ total: train.length + heldOut.length, train: train.length, heldOut: heldOut.length },
      longest,
      refused: found.refused,
      remarks: found.problems.map(remarkOf),
      unlisted: unlistedIn(found),
    },
  };
}

/** Time steps of what is written, the ends too. */
function written(pairs: readonly Pair[]): number {
  return pairs.reduce((sum, { target }) => sum + Array.from(target).length + 1, 0);
}

function countsOf(pairs: readonly Pair[], targets: TokenSet): Uint32Array {
  const counts = new Uint32Array(targets.size);
  for (const { target } of pairs) {
    for (const token of targets.encode(target).tokens) counts[token]++;
    counts[targets.end as number]++;
  }
  return counts;
}

function previewOf(pairs: readonly Pair[]): string {
  const some = pairs.slice(0, previewLength).map(({ source, target }) => `${source} → ${target}`);
  return cutText(some.join('\n'), previewLength);
}

function linesOf(pairs: readonly Pair[]): string[] {
  const places = Array.from({ length: lineCount }, (_, index) =>
    Math.floor((index * pairs.length) / lineCount),
  );
  return [...new Set(places.map((place) => pairs[place].source))];
}
