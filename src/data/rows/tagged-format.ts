/** Which form a file of tagged sentences has. */
import type { Slices } from '../../lib/slices.ts';
import { readConll } from './conll.ts';
import type { TaggedRows } from './tagged-sentences.ts';
import { linesOf, plainRows, type RowLimits, rowLimits } from './text-lines.ts';
import { readWordTags } from './word-tags.ts';

export type TaggedFormat = 'columns' | 'word/TAG';

/** Lines that tell. */
const looksAt = 100;

/** By what most of the first lines look like. */
export function taggedFormatOf(given: string): TaggedFormat {
  const text = plainRows(given);
  let running = 0;
  let lines = 0;
  for (const { from, to } of linesOf(text)) {
    const words = text
      .slice(from, Math.min(to, from + 1000))
      .split(/\s+/)
      .filter(Boolean);
    if (words.length === 0 || text[from] === '#') continue;
    const pairs = words.filter((word) => /.\/\S/.test(word)).length;
    if (pairs > words.length / 2) running++;
    if (++lines === looksAt) break;
  }
  return running > lines / 2 ? 'word/TAG' : 'columns';
}

/** O, an entity's, or a part of speech in capitals: as tags are written nearly everywhere. */
const tagForm = /^(O|[BIESLU]-\S+|\p{Lu}[\p{Lu}\p{N}$_:.-]*|\P{L}+)$/u;

/** Whether it is text without any tags: lines end in words, and hardly any two in the same. */
export function isUntagged(given: string): boolean {
  if (taggedFormatOf(given) === 'word/TAG') return false;
  const text = plainRows(given);
  const last: string[] = [];
  for (const { from, to } of linesOf(text)) {
    const cells = text
      .slice(Math.max(from, to - 1000), to)
      .trim()
      .split(/\s+/);
    if (cells[0] !== '' && text[from] !== '#') last.push(cells[cells.length - 1]);
    if (last.length === looksAt) break;
  }
  const like = last.filter((cell) => tagForm.test(cell)).length;
  return like < last.length / 2 && new Set(last).size > last.length / 2;
}

/** Reads either form. Yields the UTF-16 code units done; throws a DataError as both do. */
export function readTagged(given: string, limits: RowLimits = rowLimits): Slices<TaggedRows> {
  return taggedFormatOf(given) === 'columns'
    ? readConll(given, limits)
    : readWordTags(given, limits);
}
