import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runName } from './run-name.ts';

const nameOf = (text: string) => runName(text, 'lstm', 5);

describe('the name of a file of a run', () => {
  it('tells text, cell and step', () => {
    expect(nameOf('my dialogue.txt')).toBe('my-dialogue-lstm-step5');
    expect(nameOf('notes')).toBe('notes-lstm-step5');
    expect(nameOf('')).toBe('text-lstm-step5');
    expect(nameOf('../../etc/passwd')).toBe('-..-etc-passwd-lstm-step5');
  });

  it.each([
    'cafe\u0301', // a letter and a mark
    'हिन्दी',
    'ไทยที่นี่',
    'שָׁלוֹם',
    'عربيّ',
    'தமிழ்',
    'Việt_2',
    '日本語',
  ])('keeps letters of every script with their marks: %s', (words) => {
    expect(nameOf(`${words}.txt`)).toBe(`${words}-lstm-step5`);
  });

  it.each(['con', 'NUL.notes.txt', 'Com1.txt', 'lpt9.a', 'aux'])(
    'is no device of Windows: %s',
    (text) => {
      expect(nameOf(text)).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
    },
  );

  it('can be written by every system, whatever the text is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const name = `${nameOf(text)}-sample.txt`;
        expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
        expect(name).not.toMatch(/^\.|^\p{M}|[. ]$/u);
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(200);
      }),
    );
    expect(nameOf('字'.repeat(300))).toBe(`${'字'.repeat(40)}-lstm-step5`);
  });
});
