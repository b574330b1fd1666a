/** How new lines are drawn. */
import type { TokenSet } from '../../data/tokens/token-set.ts';
import { noToken } from '../../ops/no-token.ts';
import type { DrawnSequences } from '../task.ts';
import type { Line } from './line-data.ts';

/** A line that is longer than the longest one by this much has lost its way, and is cut. */
const lengthening = 1.5;

/** @param longest targets of the longest line: its characters and its end */
export function drawnLines(
  lines: readonly Line[],
  tokens: TokenSet,
  longest: number,
  {
    labelled,
    copiedShare,
    barredBy,
  }: Pick<DrawnSequences, 'labelled' | 'copiedShare' | 'barredBy'>,
): DrawnSequences {
  let known: ReadonlySet<string> | undefined;
  let firsts: Float64Array | undefined;
  return {
    labelled,
    copiedShare,
    barredBy,
    begin: (given) => Uint32Array.of(labelled?.tokens[0] ?? noToken, ...Array.from(given)),
    end: tokens.end as number,
    limit: Math.max(longest, Math.floor(lengthening * (longest - 1))),
    get known() {
      return (known ??= new Set(lines.map(({ text }) => text)));
    },
    get firsts() {
      return (firsts ??= shareOfFirsts(lines, tokens));
    },
  };
}

function shareOfFirsts(lines: readonly Line[], { size, end }: TokenSet): Float64Array {
  const shares = new Float64Array(size);
  for (const { sequence } of lines) {
    // what is read second is what was to be said first
    shares[sequence.inputs[1] ?? end] += 1 / lines.length;
  }
  return shares;
}
