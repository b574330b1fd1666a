/** What can be known of a text of words or pieces without any net, and what its tokens stand for. */
import { bigramEntropySlices, chanceLoss, unigramEntropy } from '../../data/statistics.ts';
import type { NumberedText } from '../../data/tokens/cut-text.ts';
import { cutText } from '../../lib/inline-text.ts';
import { asPart, type Slices } from '../../lib/slices.ts';
import type { PerToken, TextInfo } from '../../protocol/text-info.ts';

export type TokenFacts = Pick<
  TextInfo,
  | 'symbols'
  | 'tokens'
  | 'trainTokens'
  | 'heldOutTokens'
  | 'chanceLoss'
  | 'unigramEntropy'
  | 'bigramEntropy'
  | 'preview'
  | 'heldOutPreview'
  | 'perToken'
>;

const previewLength = 600;

/** @param parts the text, and where of it what is held out begins. Yields sentences done: all of them */
export function* tokenFacts(
  numbered: NumberedText,
  trainLength: number,
  { text, from }: { text: string; from: number },
): Slices<TokenFacts> {
  const { set, tokens, ends } = numbered;
  const counts = new Uint32Array(set.size);
  for (const token of tokens) counts[token]++;
  const entropy = bigramEntropySlices(tokens, set.size);
  return {
    symbols: Array.from(counts, (count, id) => ({ symbol: set.label(id), count })).sort(
      (a, b) => b.count - a.count,
    ),
    tokens: tokens.length,
    trainTokens: trainLength,
    heldOutTokens: tokens.length - trainLength,
    chanceLoss: chanceLoss(set.size),
    unigramEntropy: unigramEntropy(counts),
    bigramEntropy: yield* asPart(entropy, () => ends.length),
    preview: cutText(text.slice(0, from), previewLength),
    heldOutPreview: cutText(text.slice(from), previewLength),
    perToken: perToken(numbered, tokens.length - trainLength, text.slice(from)),
  };
}

function perToken(
  { set, unknown, spelling, coverage = [] }: NumberedText,
  heldOut: number,
  text: string,
): PerToken {
  const tokens = Math.max(1, heldOut);
  // where sentences are ended, white space is one character between words, and the end another
  const read = set.end === undefined ? text : text.trim().replaceAll(/\s+/g, ' ');
  return {
    characters: Array.from(read).length / tokens,
    spelling: spelling / tokens,
    unknown: set.unknown === undefined ? null : unknown / tokens,
    coverage,
  };
}
