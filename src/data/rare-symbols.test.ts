import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../lib/slices.ts';
import { thinSlices } from './rare-symbols.ts';
import { Vocabulary } from './vocabulary.ts';

const thin = (text: string, limit: number) =>
  runAtOnce(thinSlices(text, Vocabulary.fromText(text), limit));

describe('rare symbols', () => {
  it('become U+FFFD, the rarest first, the later of two as rare', () => {
    expect(thin('aaabbc😀😀', 4)).toEqual({ text: 'aaabbc😀😀', symbols: 0, characters: 0 });
    expect(thin('aaabbc😀😀d', 4)).toEqual({
      text: 'aaabb\ufffd😀😀\ufffd',
      symbols: 2,
      characters: 2,
    });
    expect(thin('abc', 2)).toEqual({ text: 'a\ufffd\ufffd', symbols: 2, characters: 2 });
  });

  it('join the U+FFFD that the text already has', () => {
    expect(thin('aab\ufffdc', 3)).toEqual({
      text: 'aab\ufffd\ufffd',
      symbols: 1,
      characters: 1,
    });
  });

  it('leave as many symbols as were asked for, and the text as long as it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 2, max: 20 }),
        (text, limit) => {
          const before = Vocabulary.fromText(text);
          const thinned = thin(text, limit);
          const after = Vocabulary.fromText(thinned.text);
          expect(Array.from(thinned.text).length).toBe(Array.from(text).length);
          expect(after.size).toBe(Math.min(before.size, limit));
          const kept = Array.from(thinned.text).filter((symbol) => symbol !== '\ufffd');
          expect(kept.every((symbol) => text.includes(symbol))).toBe(true);
        },
      ),
    );
  });

  it('keeps surrogate pairs together where a slice of work ends', () => {
    const text = `x${'😀'.repeat(150_000)}yz`;
    const { text: thinned, characters } = thin(text, 2);
    expect(thinned).toBe(`\ufffd${'😀'.repeat(150_000)}\ufffd\ufffd`);
    expect(characters).toBe(3);
  });
});
