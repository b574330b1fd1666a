/** Fewer symbols: the rare ones become U+FFFD, which then stands for all that is not known. */
import type { Slices } from '../lib/slices.ts';
import type { Vocabulary } from './vocabulary.ts';

const unknownSymbol = '\ufffd';

export interface ThinnedText {
  text: string;
  /** How many different characters were replaced, and how often. */
  symbols: number;
  characters: number;
}

/** Code units rewritten between two chances to pause. */
const blockLength = 1 << 17;

/**
 * Keeps the most frequent symbols, of equally frequent ones those of lower code point, so that with
 * U+FFFD there are `limit` of them (≥ 2). Yields the UTF-16 code units done.
 */
export function* thinSlices(
  text: string,
  { symbols, counts }: Vocabulary,
  limit: number,
): Slices<ThinnedText> {
  if (symbols.length <= limit) return { text, symbols: 0, characters: 0 };
  const byCount = Array.from(symbols, (_, id) => id)
    .filter((id) => symbols[id] !== unknownSymbol)
    .sort((a, b) => counts[b] - counts[a] || a - b);
  const rare = byCount.slice(limit - 1);
  const isRare = new Uint8Array(0x110000);
  for (const id of rare) isRare[symbols[id].codePointAt(0) as number] = 1;
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    let end = Math.min(text.length, from + blockLength);
    if (end < text.length && (text.codePointAt(end - 1) as number) > 0xffff) end++;
    pieces.push(rewritten(text, from, end, isRare));
    from = end;
    yield from;
  }
  const characters = rare.reduce((sum, id) => sum + counts[id], 0);
  return { text: pieces.join(''), symbols: rare.length, characters };
}

function rewritten(text: string, from: number, end: number, isRare: Uint8Array): string {
  let result = '';
  let kept = from;
  for (let at = from; at < end;) {
    const codePoint = text.codePointAt(at) as number;
    const next = at + (codePoint > 0xffff ? 2 : 1);
    if (isRare[codePoint]) {
      result += text.slice(kept, at) + unknownSymbol;
      kept = next;
    }
    at = next;
  }
  return result + text.slice(kept, end);
}
