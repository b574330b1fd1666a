/** How much of a tune stands in the data note by note: the share of its stretches of eight notes. */
import type { TokenSet } from '../../data/tokens/token-set.ts';
import type { Line } from '../lines/line-data.ts';

const notes = 8;
const tokensOfNote = 2;

/** Of all lines, held out or not, counted when a tune is first drawn. Null where it has no eight notes. */
export function copiedShare(lines: readonly Line[], { end }: TokenSet) {
  let known: ReadonlySet<string> | undefined;
  const withoutEnd = (tokens: ArrayLike<number>) => Array.from(tokens).filter((id) => id !== end);
  return (tokens: ArrayLike<number>): number | null => {
    known ??= new Set(lines.flatMap(({ sequence }) => grams(withoutEnd(sequence.targets))));
    const drawn = grams(withoutEnd(tokens));
    if (drawn.length === 0) return null;
    return drawn.filter((gram) => known?.has(gram)).length / drawn.length;
  };
}

function grams(tokens: readonly number[]): string[] {
  const length = notes * tokensOfNote;
  const count = Math.max(0, Math.floor((tokens.length - length) / tokensOfNote) + 1);
  return Array.from({ length: count }, (_, at) =>
    tokens.slice(at * tokensOfNote, at * tokensOfNote + length).join(' '),
  );
}
