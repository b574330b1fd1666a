/** The best F1 that any reader from the left can have on the generated sentences, by look-ahead. */
import { namePatterns } from '../../data/generators/names-in-sentences.ts';
import { bestEntityScore, bestWordScore } from '../../data/generators/prefix-bound.ts';
import type { ScoreBound } from '../../protocol/predictions.ts';
import { lookAheadOf, lookAheads } from './look-ahead.ts';

const known = new Map<boolean, ScoreBound[]>();

/** @param isBinary labels are 0 and 1, and words are counted; else entities */
export function boundsOf(isBinary: boolean): ScoreBound[] {
  const before = known.get(isBinary);
  if (before) return before;
  const patterns = namePatterns();
  const best = isBinary ? bestWordScore : bestEntityScore;
  const bounds = lookAheads.map((lookAhead) => {
    const { directions, delay } = lookAheadOf(lookAhead);
    return { lookAhead, f1: best(patterns, directions === 2 ? Infinity : delay).f1 };
  });
  known.set(isBinary, bounds);
  return bounds;
}
