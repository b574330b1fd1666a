/** What people are told of open pairs. */
import type { Pair } from '../../data/generators/pair.ts';
import { remarkOf, type Rows, unlistedIn } from '../../data/rows/data-problem.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import { chanceLoss } from '../../data/statistics.ts';
import type { TokenSet } from '../../data/tokens/token-set.ts';
import { cutText } from '../../lib/inline-text.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import { tagCounts } from '../tagged-rows/tag-counts.ts';
import { signsOf } from './target-tokens.ts';

const previewLength = 600;
/** Sources to look at, from places spread evenly over what is held out. */
const lineCount = 12;

/** What is written. */
interface Written {
  targets: TokenSet;
  unit: TaskInfo['unit'];
  /** Time steps of the longest, its end among them. */
  longest: number;
}

export function describePairs(
  { train, heldOut }: SplitRows<Pair>,
  found: Rows<Pair>,
  { targets, unit, longest }: Written,
): Omit<
  TextInfo,
  'source' | 'name' | 'title' | 'hash' | 'encoding' | 'replacements' | 'rare' | 'partOf'
> {
  // the ends too
  const steps = (pairs: readonly Pair[]) =>
    pairs.reduce((sum, { target }) => sum + signsOf(target, unit).length + 1, 0);
  // a sign and the end are guessed as labels are, each target by itself
  const { symbols, unigramEntropy, bigramEntropy } = tagCounts(
    found.rows.map(({ target }) => {
      const signs = [...signsOf(target, unit), targets.label(targets.end as number)];
      return { shown: signs, wanted: signs };
    }),
  );
  return {
    tokens: steps(found.rows),
    trainTokens: steps(train),
    heldOutTokens: steps(heldOut),
    ...{ symbols, chanceLoss: chanceLoss(targets.size), unigramEntropy, bigramEntropy },
    preview: previewOf(train),
    heldOutPreview: previewOf(heldOut),
    lines: linesOf(heldOut.length > 0 ? heldOut : train),
    rows: {
      // those with something on either side are in neither
      ...{ total: found.rows.length, train: train.length, heldOut: heldOut.length },
      longest,
      refused: found.refused,
      remarks: found.problems.map(remarkOf),
      unlisted: unlistedIn(found),
    },
  };
}

function previewOf(pairs: readonly Pair[]): string {
  const some = pairs.slice(0, previewLength).map(({ source, target }) => `${source} → ${target}`);
  return cutText(some.join('\n'), previewLength);
}

/** None where pairs with something held out are all left out. Short ones show little. */
function linesOf(all: readonly Pair[]): string[] {
  if (all.length === 0) return [];
  const longest = all.reduce((most, { source }) => Math.max(most, source.length), 0);
  const pairs = all.filter(({ source }) => 2 * source.length >= longest);
  const places = Array.from({ length: lineCount }, (_, index) =>
    Math.floor((index * pairs.length) / lineCount),
  );
  return [...new Set(places.map((place) => pairs[place].source))];
}
