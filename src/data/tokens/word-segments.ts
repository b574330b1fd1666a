/** A text cut into words and punctuation, and put together again for people. */
import { type Spacing, StraightQuotes } from './spacing.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Words and signs in order, white space left out: `It’s 5 o'clock!` → It’s · 5 · o'clock · ! */
export function segmentWords(text: string): string[] {
  const words: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    if (/\S/.test(segment)) words.push(segment);
  }
  return words;
}

/** Nothing stands between these and the word before them. */
const closes = /^[,.;:!?…)\]}”’»%、。，！？；：）」』】]+$/;
/** Nothing stands between these and the word behind them. */
const opens = /^[([{“‘«¿¡$£€（「『【]+$/;
/** Written without spaces between words. */
const unspaced = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u;
/** Nothing stands behind these either: they are as wide as a letter and a space. */
const wide = /^[、。，！？；：）」』】]+$/;

/** With the spaces that a writer would put: none before a comma, none behind an opening mark. */
export function joinWords(words: readonly string[]): string {
  return words.map(wordJoiner()).join('');
}

/**
 * Of one word after the other: the word, behind a space where a writer would put one.
 * @param spacing of a text, which goes before what is usual
 */
export function wordJoiner(spacing?: Spacing): (word: string) => string {
  const quotes = new StraightQuotes();
  let before: string | undefined;
  let isGlued = true;
  let isUnspaced = false;
  return (word) => {
    const last = before;
    const own = quotes.toldApart(word, () => last !== undefined && !!spacing?.closes(last, word));
    const [isStart, isEnd] = [own === `${word}<`, own === `${word}>`];
    const isBetween = unspaced.test(word) && isUnspaced;
    const isUsual = isGlued || isEnd || isBetween || closes.test(word);
    const learned = last === undefined ? undefined : spacing?.isClosed(last, own);
    isGlued = isStart || opens.test(word) || wide.test(word);
    isUnspaced = unspaced.test(word);
    before = own;
    return (learned ?? isUsual) ? word : ` ${word}`;
  };
}
