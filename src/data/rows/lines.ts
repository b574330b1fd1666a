/** One short thing per line: names, recipes, messages. */
import type { Slices } from '../../lib/slices.ts';
import { ProblemList, type Rows } from './data-problem.ts';
import {
  assertRows,
  linesOf,
  plainRows,
  type RowLimits,
  rowLimits,
  unsoundIn,
} from './text-lines.ts';

/** A row that is text alone. */
export interface TextRow {
  /** Line of the file in which it begins, from 1. */
  row: number;
  text: string;
}

export interface TextRows extends Rows<TextRow> {
  /** Rows that equal an earlier one; they are kept, for how often a thing occurs says something. */
  duplicates: number;
  /** Characters of the longest row. */
  longest: number;
}

/** Lines looked at between two chances to pause. */
const blockLength = 4096;

/** Trims every line and leaves empty ones out. Yields the UTF-16 code units done. */
export function* readLines(given: string, limits: RowLimits = rowLimits): Slices<TextRows> {
  const text = plainRows(given);
  assertRows(text, limits.rows);
  const rows = new TextRowList(limits.rowLength);
  for (const { row, from, to } of linesOf(text)) {
    rows.add(row, to - from > limits.rowLength ? to - from : text.slice(from, to));
    if (row % blockLength === 0) yield to;
  }
  return rows.done();
}

/** A cell in quotes may hold line breaks; a row is one line. */
export function oneLine(cell: string): string {
  return cell.trim().replace(/\s*\n\s*/g, ' ');
}

/** Collects rows of text, from lines and from the cells of a column alike. */
export class TextRowList {
  readonly found = new ProblemList();
  readonly #rows: TextRow[] = [];
  readonly #distinct = new Set<string>();
  readonly #limit: number;
  #longest = 0;
  #refused = 0;
  #empty = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @param given the text of the row, or its length where it is too long to be looked at */
  add(row: number, given: string | number): void {
    if (typeof given === 'number') return this.#refuseLong(row, given);
    const text = oneLine(given);
    if (text === '') {
      this.#empty++;
      return;
    }
    if (text.length > this.#limit) return this.#refuseLong(row, text.length);
    const unsound = unsoundIn(text, row);
    if (unsound !== null) {
      this.refuse();
      this.found.add(unsound);
      return;
    }
    this.#rows.push({ row, text });
    this.#distinct.add(text);
    this.#longest = Math.max(this.#longest, Array.from(text).length);
  }

  /** One more row is not used; why is said in `found`. */
  refuse(): void {
    this.#refused++;
  }

  done(): TextRows {
    const { problems, counts } = this.found;
    return {
      rows: this.#rows,
      problems,
      counts,
      refused: this.#refused,
      empty: this.#empty,
      duplicates: this.#rows.length - this.#distinct.size,
      longest: this.#longest,
    };
  }

  #refuseLong(row: number, length: number): void {
    this.refuse();
    this.found.add({ code: 'row too long', row, values: { length, limit: this.#limit } });
  }
}
