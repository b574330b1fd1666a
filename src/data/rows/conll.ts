/** Tagged sentences in columns (CoNLL): word first, tag last, a blank line between sentences. */
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
const blockLength = 4096;
/** Lines that tell how many columns there are. */
const looksAt = 1000;

/** Tabs where there are any, else any white space. */
function cellsOf(line: string): string[] {
  return line.includes('\t')
    ? line.replace(/\s+$/, '').split('\t')
    : line.split(/\s+/).filter((cell) => cell !== '');
}

/**
 * A line `# …` in front of a sentence is a comment, unless it has as many columns as all others and a
 * tag in the last. `-DOCSTART-` begins a document and is no word.
 */
function isComment(line: string, columns: number): boolean {
  if (line.startsWith('-DOCSTART-')) return true;
  if (!line.startsWith('#')) return false;
  const cells = cellsOf(line);
  return cells.length !== columns || !/^(O|[BIESLU]-\S+)$/.test(cells[cells.length - 1]);
}

/** As many as most of the first lines have; at least two: a word and its tag. */
function columnsOf(text: string, longest: number): number {
  const counts = new Map<number, number>();
  let lines = 0;
  for (const { from, to } of linesOf(text)) {
    if (to - from > longest || text[from] === '#') continue;
    const { length } = cellsOf(text.slice(from, to));
    if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
    if (++lines === looksAt) break;
  }
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 2;
}

/** Yields the UTF-16 code units done. Throws a DataError if there is no row, or too many. */
export function* readConll(given: string, limits: RowLimits = rowLimits): Slices<TaggedRows> {
  const text = plainRows(given);
  assertRows(text, limits.rows);
  const columns = columnsOf(text, limits.rowLength);
  const sentences: TaggedWord[][] = [];
  let open: TaggedWord[] = [];
  let empty = 0;
  let blanks = 0;
  const close = () => {
    if (open.length > 0) sentences.push(open);
    open = [];
  };
  for (const { row, from, to } of linesOf(text)) {
    if (row % blockLength === 0) yield to;
    if (to - from > limits.rowLength) {
      const values = { length: to - from, limit: limits.rowLength };
      open.push({ row, word: '', tag: '', problem: { code: 'row too long', row, values } });
      continue;
    }
    const line = text.slice(from, to);
    if (line.trim() === '') {
      close();
      // one blank line ends a sentence; more say nothing
      if (blanks++ > 0) empty++;
      continue;
    }
    blanks = 0;
    if (open.length === 0 && isComment(line, columns)) continue;
    open.push(wordOf(line, row, columns));
  }
  close();
  if (sentences.length === 0) throw new DataError({ code: 'no rows', row: null, values: {} });
  return collectSentences(sentences, empty);
}

function wordOf(line: string, row: number, columns: number): TaggedWord {
  const cells = cellsOf(line).map((cell) => cell.trim());
  const [word] = cells;
  const tag = cells.length > 1 ? cells[cells.length - 1] : '';
  const problem = unsoundIn(line, row);
  if (problem !== null) return { row, word, tag, problem };
  if (word === '') {
    return { row, word, tag, problem: { code: 'missing word', row, values: { tag } } };
  }
  if (tag === '') {
    return { row, word, tag, problem: { code: 'missing tag', row, values: { word } } };
  }
  if (/\s/.test(tag))
    return { row, word, tag, problem: { code: 'unknown tag', row, values: { tag } } };
  if (cells.length !== columns) {
    const values = { columns: cells.length, expected: columns };
    return { row, word, tag, problem: { code: 'ragged columns', row, values } };
  }
  return { row, word, tag, problem: null };
}
