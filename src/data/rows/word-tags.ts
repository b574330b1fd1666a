/** Tagged sentences as running text: `Teddy/B-PER bears/O`, one sentence per line. */
import type { Slices } from '../../lib/slices.ts';
import { DataError } from './data-problem.ts';
import { collectSentences, type TaggedRows, type TaggedWord } from './tagged-sentences.ts';
import {
  assertRows,
  linesOf,
  plainRows,
  type RowLimits,
  rowLimits,
  unsoundIn,
} from './text-lines.ts';

/** Lines looked at between two chances to pause. */
const blockLength = 1024;

/** Yields the UTF-16 code units done. Throws a DataError if there is no row, or too many. */
export function* readWordTags(given: string, limits: RowLimits = rowLimits): Slices<TaggedRows> {
  const text = plainRows(given);
  assertRows(text, limits.rows);
  const sentences: TaggedWord[][] = [];
  let empty = 0;
  for (const { row, from, to } of linesOf(text)) {
    if (row % blockLength === 0) yield to;
    if (to - from > limits.rowLength) {
      const values = { length: to - from, limit: limits.rowLength };
      sentences.push([{ row, word: '', tag: '', problem: { code: 'row too long', row, values } }]);
      continue;
    }
    const line = text.slice(from, to).trim();
    const unsound = unsoundIn(line, row);
    if (line === '') empty++;
    else if (unsound !== null) sentences.push([{ row, word: '', tag: '', problem: unsound }]);
    else sentences.push(line.split(/\s+/).map((pair) => wordOf(pair, row)));
  }
  if (sentences.length === 0) throw new DataError({ code: 'no rows', row: null, values: {} });
  return collectSentences(sentences, empty);
}

/** The last slash parts word and tag: `1/2/CD` is the word `1/2`. */
function wordOf(pair: string, row: number): TaggedWord {
  const slash = pair.lastIndexOf('/');
  const word = slash < 0 ? pair : pair.slice(0, slash);
  const tag = slash < 0 ? '' : pair.slice(slash + 1);
  if (tag === '') {
    return { row, word, tag, problem: { code: 'missing tag', row, values: { word } } };
  }
  if (word === '') {
    return { row, word, tag, problem: { code: 'missing word', row, values: { tag } } };
  }
  return { row, word, tag, problem: null };
}
