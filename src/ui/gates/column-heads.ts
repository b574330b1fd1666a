/** What stands over the columns of the pictures: characters, or words, which lie where there is room. */
import { countSigns } from '../characters.ts';

/** CSS pixels: of one character, as large as it is shown at most, and as small as it can be told. */
const [widestCell, narrowestCell] = [40, 7];
/** Of words: a character of one, what is left free beside it, and where words stand upright. */
const [letterWidth, wordGap, uprightCell] = [8.6, 8, 15];
const lyingHeight = 20;
const tallestHead = 120;

export interface ColumnHeads {
  cellWidth: number;
  height: number;
  /** Read from below: words for which the columns are too narrow. */
  isUpright: boolean;
}

/** @param room for all columns, CSS pixels */
export function columnHeads(labels: readonly string[], room: number): ColumnHeads {
  const widest = room / Math.max(1, labels.length);
  const longest = Math.max(1, ...labels.map(countSigns));
  if (longest === 1) {
    const cellWidth = Math.min(widestCell, Math.max(narrowestCell, widest));
    return { cellWidth, height: lyingHeight, isUpright: false };
  }
  const wanted = longest * letterWidth + wordGap;
  if (wanted <= widest) return { cellWidth: wanted, height: lyingHeight, isUpright: false };
  const cellWidth = Math.min(widestCell, Math.max(uprightCell, widest));
  return { cellWidth, height: Math.min(tallestHead, wanted), isUpright: true };
}
