import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleLines } from './text-excerpts.ts';

describe('lines to look at', () => {
  it('stand in the text as they are shown, whatever the text', () => {
    const units = fc.constantFrom('a', 'b', ' ', '\n', '\t', '\u00a0', '😀', 'e\u0301', '👩‍🔬', '。');
    fc.assert(
      fc.property(fc.string({ unit: units, maxLength: 400 }), (text) => {
        for (const line of exampleLines(text)) {
          expect(text).toContain(line);
          if (/[^\n]/.test(text)) expect(line).not.toContain('\n');
          expect(line).not.toMatch(/\p{Surrogate}/u);
        }
      }),
    );
  });

  it('hold no space that the text has not, of short lines or long ones', () => {
    const short = Array.from({ length: 500 }, (_, at) => `${at}字`).join('\n');
    const long = '字'.repeat(5000);
    for (const text of [short, long, `${short}\n${long}`]) {
      const lines = exampleLines(text);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        expect(line).not.toContain(' ');
        expect(text).toContain(line);
      }
    }
  });

  it('are there for a text of white space', () => {
    expect(exampleLines(' \n\t\n'.repeat(2000))).toEqual([' ']);
    expect(exampleLines('   '.repeat(2000))).toEqual([' '.repeat(60)]);
    expect(exampleLines('\n'.repeat(2000))).toEqual(['\n'.repeat(60)]);
  });
});
