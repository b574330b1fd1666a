/** A text cut into words and punctuation, and put together again for people. */

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

/** Of one word after the other: the word, behind a space where a writer would put one. */
export function wordJoiner(): (word: string) => string {
  let isGlued = true;
  let isUnspaced = false;
  const open = new Set<string>();
  return (word) => {
    const isEnd = straight.test(word) && open.has(word);
    const isStart = straight.test(word) && !isEnd;
    const isBetween = unspaced.test(word) && isUnspaced;
    const written = isGlued || isEnd || isBetween || closes.test(word) ? word : ` ${word}`;
    if (isEnd) open.delete(word);
    if (isStart) open.add(word);
    isGlued = isStart || opens.test(word) || wide.test(word);
    isUnspaced = unspaced.test(word);
    return written;
  };
}
