/** Which pairs are trained on, and which are held out. */
import type { Pair } from '../../data/generators/pair.ts';
import { type SplitRows, splitRows } from '../../data/split-rows.ts';

/** Which pairs are held out is a matter of the data alone: runs with other seeds can be compared. */
const splitSeed = 1;

/**
 * Of everything that pairs are made of (a date, a phrasing) this share is held out. What is trained on
 * has none of it, what is held out has nothing else, and pairs with some of both are left out.
 */
export function splitPairs(pairs: readonly Pair[], percent: number): SplitRows<Pair> {
  const away = Array.from({ length: pairs[0].groups.length }, (_, at) => {
    const groups = [...new Set(pairs.map((pair) => pair.groups[at]))];
    return new Set(splitRows(groups, percent, splitSeed, (group) => group).heldOut);
  });
  const isAway = ({ groups }: Pair) => groups.map((group, at) => away[at].has(group));
  return {
    train: pairs.filter((pair) => !isAway(pair).includes(true)),
    heldOut: pairs.filter((pair) => !isAway(pair).includes(false)),
  };
}
