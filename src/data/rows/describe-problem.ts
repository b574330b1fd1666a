/** What people read of a problem with their data: the one place where it is put into words. */
import { type Problem, reasonOf, type Remedy, TextError } from '../../lib/errors.ts';
import { cutText } from '../../lib/inline-text.ts';
import type { RowRemark } from '../../protocol/text-info.ts';
import type { DataProblem, DataProblemCode } from './data-problem.ts';

/** Characters that are shown of a value. */
const longestValue = 60;

const sentences: Record<DataProblemCode, { what: string; advice: string }> = {
  'no rows': { what: 'there are no rows', advice: 'Choose a file with one thing per line' },
  'only a header': {
    what: 'there is a header and no row',
    advice: 'Choose a file with rows, or say that it has no header',
  },
  'no such column': {
    what: 'there is no column of this name',
    advice: 'Choose one of the columns that are there, or clear Column: a plain list has none',
  },
  'too many rows': {
    what: 'there are too many rows',
    advice: 'Use the first part of the file',
  },
  'too many columns': {
    what: 'there are too many columns',
    advice: 'Check that its delimiter is the one that was guessed',
  },
  'too many tags': {
    what: 'there are too many different tags',
    advice: 'Check that the tags stand in the last column',
  },
  'no usable rows': {
    what: 'no row can be used',
    advice: 'Mend them, or choose another file',
  },
  'no tags': {
    what: 'the words have no tags',
    advice:
      'Write Teddy/B-PER Roosevelt/I-PER was/O, or each word and its tag on a line of their own',
  },
  'row too long': { what: 'the row is too long', advice: 'Shorten or split it' },
  'control character': {
    what: 'the row holds a control character',
    advice: 'Remove it, or save the file as plain text',
  },
  'half a character': {
    what: 'the row holds half of a character (a lone surrogate)',
    advice: 'Type the character anew',
  },
  'ragged columns': {
    what: 'the row has another number of columns',
    advice: 'Add or remove delimiters, or put quotes around cells that hold one',
  },
  'other delimiter': {
    what: 'the row has another delimiter',
    advice: 'Use the same one in all rows',
  },
  'unclosed quote': {
    what: 'a quotation mark is opened and never closed',
    advice: 'Close it, or write two of them where one is meant',
  },
  'misplaced quote': {
    what: 'a quotation mark stands within a quoted cell',
    advice: 'Write two of them where one is meant',
  },
  'empty cell': { what: 'the cell is empty', advice: 'Fill it, or remove the row' },
  'missing tag': {
    what: 'a word has no tag',
    advice: 'Put its tag behind it, O where it is none of interest',
  },
  'missing word': { what: 'a tag has no word', advice: 'Put the word in front of it' },
  'unknown tag': {
    what: 'the tag has another form than those of the file',
    advice: 'Write O, or B- or I- and a type',
  },
  'tag out of place': {
    what: 'an entity is continued that did not begin',
    advice: 'Begin it with B-, or give both words the same type',
  },
  'duplicate header': {
    what: 'two columns have the same name',
    advice: 'The second one is offered under another name',
  },
};

/** In the grammar of all errors; a row is named by the line in which it begins. */
export function describeDataProblem({ code, row, values }: DataProblem): Problem {
  const where = row === null ? 'data' : `data, row ${row}`;
  const shown = Object.entries<string | number>(values).map(
    ([name, value]) => [name, typeof value === 'string' ? shortened(value) : value] as const,
  );
  return { where, ...sentences[code], values: Object.fromEntries<string | number>(shown) };
}

/** A word or a tag may be as long as a row; there may be a thousand of them. */
function shortened(value: string): string {
  const start = cutText(value, longestValue);
  return start.length < value.length ? `${start}…` : value;
}

/** For the list of rows that are not used. */
export function remarkOf(problem: DataProblem): RowRemark {
  return { row: problem.row, reason: reasonOf(describeDataProblem(problem)) };
}

/** The data cannot be used; nothing was changed. */
export class DataError extends TextError {
  /** The first is what refused it. */
  readonly problems: readonly DataProblem[];

  constructor(
    first: DataProblem,
    others: readonly DataProblem[] = [],
    remedies: readonly Remedy[] = [],
  ) {
    super({ ...describeDataProblem(first), remedies });
    this.problems = [first, ...others];
  }
}
