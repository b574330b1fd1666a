/** A text cut into words and punctuation, and put together again for people. */
import type { Spacing } from './spacing.ts';

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
/** Open and close look alike: the first opens, the next closes. */
const straight = /^["']$/;

/** With the spaces that a writer would put: none before a comma, none behind an opening mark. */
export function joinWords(words: readonly string[]): string {
  return words.map(wordJoiner()).join('');
}

/**
 * Of one word after the other: the word, behind a space where a writer would put one.
 * @param spacing of a text, which goes before what is usual
 */
export function wordJoiner(spacing?: Spacing): (word: string) => string {
  let before: string | undefined;
  let isGlued = true;
  let isUnspaced = false;
  const open = new Set<string>();
  return (word) => {
    const isEnd = straight.test(word) && open.has(word);
    const isStart = straight.test(word) && !isEnd;
    const isBetween = unspaced.test(word) && isUnspaced;
    const isUsual = isGlued || isEnd || isBetween || closes.test(word);
    const learned =
      before === undefined || straight.test(word) || straight.test(before)
        ? undefined
        : spacing?.isClosed(before, word);
    if (isEnd) open.delete(word);
    if (isStart) open.add(word);
    isGlued = isStart || opens.test(word) || wide.test(word);
    isUnspaced = unspaced.test(word);
    before = word;
    return (learned ?? isUsual) ? word : ` ${word}`;
  };
}
