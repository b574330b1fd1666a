/** A line as a net reads it that begins from nothing: its last tokens, with what they are called. */
import { type Sequence, tokenLine } from '../data/sequences.ts';
import { nothingLabel, type TokenSet } from '../data/tokens/token-set.ts';
import { noToken } from '../ops/no-token.ts';
import type { Line } from './task.ts';

/** @param text of which the sequence was made @param most tokens that are kept, from the end */
export function readLine(text: string, sequence: Sequence, set: TokenSet, most: number): Line {
  const { tokens, targets } = tokenLine(sequence);
  const from = Math.max(0, tokens.length - most);
  const labels = Array.from(tokens, (token) =>
    token === noToken ? nothingLabel : set.label(token),
  );
  return {
    tokens: tokens.slice(from),
    targets: targets.slice(from),
    labels: labels.slice(from),
    skipped: set.encode(text).skipped,
  };
}
