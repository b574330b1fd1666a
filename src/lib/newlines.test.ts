import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withPlainNewlines } from './newlines.ts';

describe('ends of lines', () => {
  it('become one character, whatever the system', () => {
    expect(withPlainNewlines('a\r\nb\rc\nd\u0085e\r\u0085f\u2028g\u2029h\vi')).toBe(
      'a\nb\nc\nd\ne\nf\ng\nh\ni',
    );
  });

  it('are counted as often as they stand', () => {
    expect(withPlainNewlines('\r\r\n\n\r')).toBe('\n\n\n\n');
    expect(withPlainNewlines('\u2028\u2028')).toBe('\n\n');
  });

  it('leave form feeds, tabs and unit separators alone', () => {
    expect(withPlainNewlines('a\fb\tc\x1cd\x1fe')).toBe('a\fb\tc\x1cd\x1fe');
  });

  it('are plain after one pass, whatever the text', () => {
    const units = fc.constantFrom('\r', '\n', '\u0085', '\u2028', '\u2029', '\v', '\f', 'a', '😀');
    fc.assert(
      fc.property(fc.string({ unit: units }), (text) => {
        const plain = withPlainNewlines(text);
        expect(plain).not.toMatch(/[\r\v\u0085\u2028\u2029]/);
        expect(withPlainNewlines(plain)).toBe(plain);
        const others = (words: string) => words.replace(/[\r\n\v\u0085\u2028\u2029]/g, '');
        expect(others(plain)).toBe(others(text));
      }),
    );
  });
});
