/** The best F1 that any reader from the left can have on the generated sentences, by look-ahead. */
import { namePatterns } from '../../data/generators/names-in-sentences.ts';
import { bestEntityScore, bestWordScore } from '../../data/generators/prefix-bound.ts';
import type { MetricBound } from '../../protocol/metrics.ts';
import { lookAheadOf } from './look-ahead.ts';
import { rows } from './settings.ts';

const known = new Map<boolean, MetricBound[]>();

/** @param isBinary labels are 0 and 1, and words are counted; else entities */
export function boundsOf(isBinary: boolean): MetricBound[] {
  const before = known.get(isBinary);
  if (before) return before;
  const patterns = namePatterns();
  const metric = isBinary ? 'word_f1' : 'entity_f1';
  const best = isBinary ? bestWordScore : bestEntityScore;
  const bounds = rows.lookAhead.choices.map(({ value: lookAhead, label }) => {
    const { directions, delay } = lookAheadOf(lookAhead);
    const { f1 } = best(patterns, directions === 2 ? Infinity : delay);
    return { metric, label, value: f1, when: { lookAhead } };
  });
  known.set(isBinary, bounds);
  return bounds;
}
