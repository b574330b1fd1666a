import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vocabulary } from './vocabulary.ts';

describe('vocabulary', () => {
  it('numbers symbols by code point and counts them', () => {
    const vocabulary = Vocabulary.fromText('banana\n😀é😀');
    expect(vocabulary.symbols).toEqual(['\n', 'a', 'b', 'n', 'é', '😀']);
    expect([...vocabulary.counts]).toEqual([1, 3, 1, 2, 1, 2]);
    expect(vocabulary.size).toBe(6);
  });

  it('decodes what it encoded, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const vocabulary = Vocabulary.fromText(text);
        const { tokens, skipped } = vocabulary.encode(text);
        expect(skipped).toEqual([]);
        expect(tokens.length).toBe(Array.from(text).length);
        expect(Array.from(tokens, (id) => vocabulary.decode(id)).join('')).toBe(text);
      }),
    );
  });

  it('gives the same ids whatever the order of the text', () => {
    expect(Vocabulary.fromText('cab').symbols).toEqual(Vocabulary.fromText('bbaacc').symbols);
  });

  it('leaves out and names, once each, the characters it does not have', () => {
    const { tokens, skipped } = Vocabulary.fromText('abc').encode('a😀dcd😀~b');
    expect([...tokens]).toEqual([0, 2, 1]);
    expect(skipped).toEqual(['😀', 'd', '~']);
  });

  it('takes two bytes per token from 257 symbols on', () => {
    const alphabet = (size: number) =>
      Array.from({ length: size }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    const small = Vocabulary.fromText(alphabet(256)).encode(alphabet(256)).tokens;
    const large = Vocabulary.fromText(alphabet(257)).encode(alphabet(257)).tokens;
    expect(small).toBeInstanceOf(Uint8Array);
    expect(large).toBeInstanceOf(Uint16Array);
    expect([small[255], large[256]]).toEqual([255, 256]);
  });

  it('keeps surrogate pairs together where a slice of work ends', () => {
    const text = `x${'😀'.repeat(200_000)}`;
    const vocabulary = Vocabulary.fromText(text);
    expect(vocabulary.symbols).toEqual(['x', '😀']);
    expect(vocabulary.encode(text).tokens.length).toBe(200_001);
  });

  it('is empty for an empty text', () => {
    const vocabulary = Vocabulary.fromText('');
    expect(vocabulary.size).toBe(0);
    expect(vocabulary.encode('a')).toEqual({ tokens: new Uint8Array(0), skipped: ['a'] });
    expect(() => vocabulary.decode(0)).toThrow(RangeError);
  });

  it('counts and encodes millions of characters in a few slices', () => {
    const text = 'All work and no play. 字'.repeat(100_000);
    expect(Vocabulary.fromText(text).encode(text).tokens.length).toBe(text.length);
    expect([...Vocabulary.countSlices(text)].length).toBeLessThan(50);
  });
});
