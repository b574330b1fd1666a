/** Characters above columns and within sentences: one sign each, and a name where it has no shape. */
import { msg } from '@lit/localize';
import { nameOfCharacter } from '../lib/inline-text.ts';

/** Stand-ins that most people know, with their names. */
const familiar: Readonly<Record<string, string>> = { ' ': '␣', '\n': '↵', '\t': '⇥' };

/** Spaces and ends of lines that differ from the familiar ones, and are told apart from them. */
const unusual: Readonly<Record<string, string>> = {
  '\u0085': '⤶',
  '\u00a0': '⍽',
  '\u202f': '⎵',
  '\u3000': '□',
  '\u2028': '⏎',
  '\u2029': '¶',
};

/** Stands for every other character that has no picture. */
const invisible = '⬚';

/** One sign for each character, never two, and words as they are: those without a shape of their own get a stand-in. */
export function visible(symbol: string): string {
  const known = familiar[symbol] ?? unusual[symbol];
  if (known !== undefined) return known;
  // of a piece of text, every one of its spaces
  if (symbol.length > 1 && /\s/.test(symbol)) return Array.from(symbol, visible).join('');
  const code = symbol.codePointAt(0) ?? 0;
  // the pictures of control characters stand in the same order as they
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  if (/^[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]$/u.test(symbol)) return invisible;
  // A mark would sit on whatever stands before it.
  return /^\p{M}$/u.test(symbol) ? `◌${symbol}` : symbol;
}

/** Whether another sign stands for it. */
export function hasStandIn(symbol: string): boolean {
  return visible(symbol) !== symbol;
}

/** How many signs stand beside one another: a mark stands above or below another sign. */
export function countSigns(label: string): number {
  return Array.from(label.replace(/\p{M}/gu, '')).length;
}

/** Two columns wide in fonts whose characters are all as wide: East Asian ones, and pictures. */
export function isWide(symbol: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\p{Extended_Pictographic}\u3000-\u303f\uff01-\uff60]$/u.test(
    symbol,
  );
}

/** Its sign; with the code point where that sign stands for several characters or is little known. */
export function namedCharacter(symbol: string): string {
  const sign = visible(symbol);
  const isPiece = symbol.length > 2;
  return isPiece || sign === symbol || symbol in familiar
    ? sign
    : `${sign} ${nameOfCharacter(symbol)}`;
}

/** Code point and name, for whoever points at the sign: `U+00A0 no-break space`. */
export function characterTitle(symbol: string): string {
  const name = nameOf(symbol);
  return name === '' ? nameOfCharacter(symbol) : `${nameOfCharacter(symbol)} ${name}`;
}

/** Of those that cannot be seen; Unicode names the others by their shape. */
function nameOf(symbol: string): string {
  const names: Readonly<Record<string, string>> = {
    ' ': msg('space'),
    '\n': msg('line break'),
    '\t': msg('tab'),
    '\r': msg('carriage return'),
    '\f': msg('form feed'),
    '\b': msg('backspace'),
    '\0': msg('null'),
    '\u001b': msg('escape'),
    '\u007f': msg('delete'),
    '\u0085': msg('next line'),
    '\u00a0': msg('no-break space'),
    '\u00ad': msg('soft hyphen'),
    '\u2002': msg('en space'),
    '\u2003': msg('em space'),
    '\u2007': msg('figure space'),
    '\u2009': msg('thin space'),
    '\u200a': msg('hair space'),
    '\u200b': msg('zero-width space'),
    '\u200c': msg('zero-width non-joiner'),
    '\u200d': msg('zero-width joiner'),
    '\u200e': msg('left-to-right mark'),
    '\u200f': msg('right-to-left mark'),
    '\u2028': msg('line separator'),
    '\u2029': msg('paragraph separator'),
    '\u202f': msg('narrow no-break space'),
    '\u2060': msg('word joiner'),
    '\u3000': msg('ideographic space'),
    '\ufeff': msg('byte-order mark'),
    '\ufffd': msg('replacement character, unknown'),
  };
  if (Object.hasOwn(names, symbol)) return names[symbol];
  if (/^\p{Cc}$/u.test(symbol)) return msg('control character');
  if (/^\p{Z}$/u.test(symbol)) return msg('space of another width');
  if (/^\p{Co}$/u.test(symbol)) return msg('private use');
  if (/^\p{M}$/u.test(symbol)) return msg('mark, shown on ◌');
  return /^[\p{C}\p{Default_Ignorable_Code_Point}]$/u.test(symbol) ? msg('invisible') : '';
}
