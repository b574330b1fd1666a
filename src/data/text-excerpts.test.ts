import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleLines } from './text-excerpts.ts';

describe('lines to look at', () => {
  it('are there for every text, also one of white space or one character alone', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\u00a0'), minLength: 1 }),
      fc.constantFrom('a', 'ab', '\n', ' '.repeat(500), 'a'.repeat(500), '\n'.repeat(500)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const lines = exampleLines(text);
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) {
          expect(line).not.toBe('');
          expect(
            Array.from(line).every((character) => text.includes(character) || character === ' '),
          ).toBe(true);
        }
      }),
    );
  });

  it('of white space are a piece of it as it is', () => {
    expect(exampleLines(' \n\t'.repeat(50))).toEqual([' \n\t'.repeat(20)]);
  });
});
