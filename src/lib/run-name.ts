/** What files are called that tell of a run. */
import { cutText } from './inline-text.ts';

const longestWords = 60;

/** `<text>-<cell>-step<N>`, without an extension; of the text's name letters and digits are kept. */
export function runName(text: string, cell: string, step: number): string {
  const words = text.replace(/\.\w+$/, '').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return `${cutText(words, longestWords) || 'text'}-${cell}-step${step}`;
}
