/** How a run is named: to people, and as a file, which every system can write. */
import { cutText } from './inline-text.ts';

/** How a run is named to a person. */
export interface RunTitle {
  /** '' until a person named it. */
  name: string;
  /** Of its text; '' where a file holds weights alone. */
  title: string;
  /** '' where a file holds weights alone. */
  cell: string;
  step: number;
}

const longestWords = 60;
/** Of 255 that a file name may have, what follows included. */
const longestBytes = 120;

/** Devices of Windows, whatever stands behind a dot. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * `<text>-<cell>-step<N>`, without an extension; of the text's name letters with their marks and
 * digits are kept, in any script.
 */
export function runName(text: string, cell: string, step: number): string {
  return `${wordsOf(text) || 'text'}-${cell}-step${step}`;
}

function wordsOf(text: string): string {
  const words = text
    .replace(/\.[\p{L}\p{N}]{1,10}$/u, '')
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    // A mark alone has no letter to stand on; a dot in front would hide the file.
    .replace(/^[\p{M}.]+/u, '')
    .replace(reserved, '$1_');
  let cut = cutText(words, longestWords);
  while (new TextEncoder().encode(cut).length > longestBytes) cut = cutText(cut, cut.length - 1);
  return cut;
}
