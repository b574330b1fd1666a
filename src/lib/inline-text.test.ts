import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, inlineText } from './inline-text.ts';

describe('cutting a text', () => {
  it('never ends within a character as people see it', () => {
    expect(cutText('ab😀cd', 3)).toBe('ab');
    expect(cutText('ab😀cd', 4)).toBe('ab😀');
    expect(cutText('cafe\u0301s', 4)).toBe('caf');
    expect(cutText('x👩‍👩‍👧‍👦y', 6)).toBe('x');
    expect(cutText('क्षि!', 2)).toBe('क्');
    expect(cutText('\r\nx', 1)).toBe('\r');
  });

  it('keeps what is short enough as it is', () => {
    expect(cutText('any\udc00thing', 9)).toBe('any\udc00thing');
    expect(cutText('', 0)).toBe('');
  });

  it('gives a start of the text, whole in code points, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, longest) => {
        const cut = cutText(text, longest);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(longest);
        expect(cut).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it('cuts a pile of marks rather than keep none of it', () => {
    expect(cutText(`a${'\u0301'.repeat(500)}`, 10).length).toBe(10);
  });
});

describe('text within a sentence', () => {
  it('names what would turn the rest of the sentence around, and controls', () => {
    expect(inlineText('invoice\u202Efdp.exe')).toBe('invoiceU+202Efdp.exe');
    expect(inlineText('a\u2066b\u0000c\ud800d\u061Ce')).toBe('aU+2066bU+0000cU+D800dU+061Ce');
  });

  it('isolates what is written from right to left, and nothing else', () => {
    expect(inlineText('עברית and 👩‍🔬')).toBe('\u2068עברית and 👩‍🔬\u2069');
    expect(inlineText('العربية', 3)).toBe('\u2068الع…\u2069');
    for (const text of ['Größe', '日本語', 'ελληνικά', '👩‍🔬']) expect(inlineText(text)).toBe(text);
  });

  it('marks what is missing', () => {
    expect(inlineText('a long name', 6)).toBe('a long…');
    expect(inlineText('a long name', 11)).toBe('a long name');
  });
});
