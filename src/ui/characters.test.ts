import { describe, expect, it } from 'vitest';
import { characterTitle, hasStandIn, isWide, namedCharacter, visible } from './characters.ts';

/** Code points of every kind, and all that are special. */
const all = [
  ...Array.from({ length: 0x2100 }, (_, code) => code),
  ...Array.from({ length: 0x200 }, (_, code) => 0x3000 + code),
  ...[0xd800, 0xdfff, 0xe000, 0xfe0f, 0xfeff, 0xfffd, 0xffff, 0x1f600, 0xe0001, 0x10ffff],
].map((code) => String.fromCodePoint(code));

describe('the sign of a character', () => {
  it('is one sign that can be seen, for every character', () => {
    for (const symbol of all) {
      const sign = visible(symbol);
      const [first, ...others] = Array.from(sign);
      const title = characterTitle(symbol);
      // a mark needs something to sit on, and takes no room of its own
      expect(others.join(''), title).toMatch(/^\p{M}?$/u);
      expect(first, title).not.toMatch(/^[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}]$/u);
    }
  });

  it('tells apart the spaces of a French or a Japanese text, and line ends', () => {
    const alike = [
      ' ',
      '\u00a0',
      '\u202f',
      '\u3000',
      '\n',
      '\r',
      '\t',
      '\u2028',
      '\u2029',
      '\u0085',
    ];
    expect(new Set(alike.map(visible)).size).toBe(alike.length);
    expect(visible('\u001b')).toBe('␛');
    expect(visible('e')).toBe('e');
    expect(visible('\u0301')).toBe('◌\u0301');
  });

  it('has the code point and a name', () => {
    expect(characterTitle('\u00a0')).toBe('U+00A0 no-break space');
    expect(characterTitle('\u202f')).toBe('U+202F narrow no-break space');
    expect(characterTitle('\u2004')).toBe('U+2004 space of another width');
    expect(characterTitle('\u0007')).toBe('U+0007 control character');
    expect(characterTitle('\u2066')).toBe('U+2066 invisible');
    expect(characterTitle('A')).toBe('U+0041');
    expect(characterTitle('constructor'[0])).toBe('U+0063');
  });

  it('is followed by the code point in sentences, unless everybody knows it', () => {
    expect(['e', ' ', '\n', '\u00a0', '\u2066'].map(namedCharacter)).toEqual([
      'e',
      '␣',
      '↵',
      '⍽ U+00A0',
      '⬚ U+2066',
    ]);
    expect(
      all.filter((symbol) => !hasStandIn(symbol) && namedCharacter(symbol) !== symbol),
    ).toEqual([]);
  });

  it('is as wide as two where the script is', () => {
    expect(['漢', 'あ', '한', '😀', '。', '！'].every(isWide)).toBe(true);
    expect(['e', 'ж', 'ع', '␣', '1', '#', '\u0301'].some(isWide)).toBe(false);
  });
});
