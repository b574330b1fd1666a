/** Text from outside, cut and made harmless to stand within a sentence of ours. */

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Code units looked at after a cut: longer clusters are no letters. */
const longestCluster = 64;

/**
 * The start of a text, at most `longest` UTF-16 code units, that ends between two characters as
 * people see them; where one of them is longer than that, at least between two code points.
 */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const near = clusters.segment(text.slice(0, longest + longestCluster));
  const end = near.containing(longest)?.index ?? 0;
  return end > 0 ? text.slice(0, end) : text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
}

/** Scripts that are written from right to left, by the blocks that are set aside for them. */
const rightToLeft =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Cut with an ellipsis; control characters, half surrogate pairs and the marks that turn the
 * direction of all that follows are named instead: `U+202E`. Words written from right to left are
 * isolated, so that a number after them does not move before them.
 */
export function inlineText(text: string, longest = Infinity): string {
  const cut = cutText(text, longest);
  const named = cut.replace(/(?![\t\n\r])[\p{Bidi_Control}\p{Cc}\p{Cs}]/gu, nameOfCharacter);
  const shown = cut.length < text.length ? `${named}…` : named;
  return rightToLeft.test(shown) ? `\u2068${shown}\u2069` : shown;
}

/** `U+202E`. */
export function nameOfCharacter(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
