/** The lines of a text by where they begin and end: nothing is copied before it is wanted. */
import { withPlainNewlines } from '../../lib/newlines.ts';
import { DataError, type DataProblem } from './data-problem.ts';

export interface TextLine {
  /** Line of the file, from 1. */
  row: number;
  from: number;
  to: number;
}

/** What reading rows costs is bounded: by the number of rows, and by the length of each. */
export interface RowLimits {
  rows: number;
  /** UTF-16 code units of a line. */
  rowLength: number;
}

export const rowLimits: RowLimits = { rows: 1_000_000, rowLength: 100_000 };

/** One sign for all ends of lines, and no mark at the start, however many there are. */
export function plainRows(text: string): string {
  return withPlainNewlines(text).replace(/^\ufeff+/, '');
}

export function* linesOf(text: string): Generator<TextLine, void, void> {
  let row = 1;
  for (let from = 0; from < text.length; row++) {
    const next = text.indexOf('\n', from);
    const to = next < 0 ? text.length : next;
    yield { row, from, to };
    from = to + 1;
  }
}

/** Throws a DataError before anything is made of more rows than can be kept. */
export function assertRows(text: string, limit: number): void {
  let rows = 0;
  for (let at = 0; at < text.length; at++) {
    // an empty line is no row
    const isEmpty = text[at] === '\n';
    const next = isEmpty ? at : text.indexOf('\n', at);
    if (!isEmpty) rows++;
    if (next < 0) break;
    at = next;
  }
  if (rows > limit) {
    throw new DataError({ code: 'too many rows', row: null, values: { rows, limit } });
  }
}

/** Tabs and form feeds stand in texts; line breaks are gone by then. */
const control = /[^\P{Cc}\t\f\n]/u;

/** What no row may hold, wherever it comes from; null if it is sound. */
export function unsoundIn(text: string, row: number): DataProblem | null {
  const found = control.exec(text);
  if (found !== null) {
    const codePoint = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return { code: 'control character', row, values: { character: `U+${codePoint}` } };
  }
  const half = text.search(/\p{Surrogate}/u);
  return half < 0 ? null : { code: 'half a character', row, values: { position: half + 1 } };
}
