/**
 * The records of a table: lines, but for cells in quotes that hold line breaks. Papa Parse reads the
 * cells; where a record ends is found here, so that a quote that is never closed costs one row and not
 * the rest of the file, and every record is known by its line.
 */
import Papa from 'papaparse';
import type { DataProblem } from './data-problem.ts';
import { linesOf, type TextLine } from './text-lines.ts';

export interface TableRecord {
  /** Line in which it begins, from 1. */
  row: number;
  cells: string[];
}

/** Lines that one record may have. */
const mostLines = 100;
/** So many rows with quotes that are never closed, and no line is read on for another. */
const mostSearches = 1000;

type CellParser = (text: string) => { cells: string[]; isSound: boolean; isOpen: boolean };

export function cellParser(delimiter: string): CellParser {
  return (text) => {
    const parser = new Papa.Parser({ delimiter, newline: '\n', quoteChar: '"', escapeChar: '"' });
    const { data, errors } = parser.parse(text, 0, false) as Papa.ParseResult<string[]>;
    return {
      cells: data[0] ?? [''],
      isSound: errors.length === 0 && data.length <= 1,
      isOpen: errors.some(({ code }) => code === 'MissingQuotes'),
    };
  };
}

/**
 * Records and, in their place, what is wrong with the lines that make none. Lines over `longest`
 * UTF-16 code units are never cut into cells; empty ones are left out.
 */
export function* recordsOf(
  text: string,
  delimiter: string,
  longest: number,
): Generator<TableRecord | DataProblem, void, void> {
  const parse = cellParser(delimiter);
  const lines = new LinesAhead(text);
  let searches = 0;
  for (let line = lines.take(); line !== undefined; line = lines.take()) {
    const { row, from, to } = line;
    if (to - from > longest) {
      yield { code: 'row too long', row, values: { length: to - from, limit: longest } };
      continue;
    }
    const alone = parse(text.slice(from, to));
    if (alone.isSound) {
      if (alone.cells.length > 1 || alone.cells[0].trim() !== '') yield { row, cells: alone.cells };
      continue;
    }
    if (!alone.isOpen) {
      yield { code: 'misplaced quote', row, values: {} };
      continue;
    }
    const ends = searches < mostSearches ? lines.ahead(mostLines - 1) : [];
    const end = ends.findIndex(
      (next) =>
        text.slice(next.from, next.to).includes('"') &&
        next.to - from <= longest &&
        parse(text.slice(from, next.to)).isSound,
    );
    if (end < 0) {
      searches++;
      yield { code: 'unclosed quote', row, values: {} };
      continue;
    }
    lines.skip(end + 1);
    yield { row, cells: parse(text.slice(from, ends[end].to)).cells };
  }
}

/** Lines that can be looked at before they are taken. */
class LinesAhead {
  readonly #lines: Generator<TextLine, void, void>;
  readonly #seen: TextLine[] = [];

  constructor(text: string) {
    this.#lines = linesOf(text);
  }

  take(): TextLine | undefined {
    return this.#seen.shift() ?? this.#next();
  }

  ahead(count: number): readonly TextLine[] {
    while (this.#seen.length < count) {
      const line = this.#next();
      if (line === undefined) break;
      this.#seen.push(line);
    }
    return this.#seen.slice(0, count);
  }

  skip(count: number): void {
    this.#seen.splice(0, count);
  }

  #next(): TextLine | undefined {
    const { done, value } = this.#lines.next();
    return done === true ? undefined : value;
  }
}
