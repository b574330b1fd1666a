/** What others make of a text that a net packs: gzip, how often tokens follow each other, and chance. */
import type { TokenSet } from '../tokens/token-set.ts';
import type { Bigram } from '../rivals/bigram.ts';
import type { WrittenText } from './writing.ts';

/** Bytes of a text in UTF-8, packed by the browser; null where it does not. */
export async function gzipBytes(text: string): Promise<number | null> {
  if (!('CompressionStream' in globalThis)) return null;
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return (await new Response(packed).arrayBuffer()).byteLength;
}

/**
 * Bits of the tokens by their followers.
 * @param first what is read where a text begins, and behind each `end` where sequences have one
 */
export function bigramBits(
  { tokens }: WrittenText,
  bigram: Bigram,
  { first, end }: { first: number; end?: number },
): number {
  let [bits, before] = [0, first];
  for (const { token } of tokens) {
    bits += bigram.bitsOf(token, before);
    before = token === end ? first : token;
  }
  return bits;
}

/** Bits of the tokens where all are alike. */
export function chanceBits({ tokens }: WrittenText, { size }: Pick<TokenSet, 'size'>): number {
  return tokens.length * Math.log2(size);
}
