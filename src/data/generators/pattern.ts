/** What a generator of tagged sentences may say, written out whole, with the chance of each. */

/** A sentence; a word may stand for a class of words, of which any is as likely wherever it stands. */
export interface TaggedPattern {
  words: readonly string[];
  /** In BIO. */
  tags: readonly string[];
  probability: number;
}

/** What is read behind the end of a sentence. */
const nothing = '';

/**
 * Patterns that have the same words up to and with index `at`: what a reader cannot tell apart. One
 * that has ended reads nothing from then on.
 */
export function alikeUpTo(patterns: readonly TaggedPattern[], at: number): TaggedPattern[][] {
  const groups = new Map<string, TaggedPattern[]>();
  for (const pattern of patterns) {
    const word = pattern.words[at] ?? nothing;
    const group = groups.get(word);
    if (group) group.push(pattern);
    else groups.set(word, [pattern]);
  }
  return [...groups.values()];
}

export function massOf(patterns: readonly TaggedPattern[]): number {
  return patterns.reduce((sum, { probability }) => sum + probability, 0);
}
