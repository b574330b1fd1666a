/** Pieces, written byte by byte; what is no character, half of a pair, stands before the next. */
import type { BytePairs } from '../tokens/byte-pairs.ts';
import { readStretches, type Sentences, type TokenList, usual, type Writing } from './writing.ts';

const space = 0x20;

export function pieceWriting(set: BytePairs, sentences?: Sentences): Writing {
  const spacesIn = (token: number) =>
    sentences ? set.bytesOf(token).reduce((sum, byte) => sum + (byte === space ? 1 : 0), 0) : 0;
  const read = (list: TokenList, stretch: string, spaces: string[]) => {
    let at = 0;
    for (const [part, text] of stretch.split(/(\p{Surrogate}+)/u).entries()) {
      // every other part is what it was split at
      if (part % 2 === 1) list.leave(text, text.length);
      else {
        for (const token of set.encode(text).tokens) {
          list.add(token, ...spaces.slice(at, at + spacesIn(token)));
          at += spacesIn(token);
        }
      }
    }
  };
  return {
    usual,
    read: (text) => readStretches(text, read, sentences),
    writer() {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      const decoded = (bytes: Uint8Array) => decoder.decode(bytes, { stream: true });
      return (token, literal) => {
        const before = literal('before');
        if (token === sentences?.end) return before + literal('end');
        let [written, from] = [before, 0];
        const bytes = set.bytesOf(token);
        if (sentences) {
          for (const [at, byte] of bytes.entries()) {
            if (byte !== space) continue;
            written += decoded(bytes.subarray(from, at)) + literal('space');
            from = at + 1;
          }
        }
        return written + decoded(bytes.subarray(from));
      };
    },
  };
}
