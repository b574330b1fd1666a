/** What is said of a row that cannot be used, or of all of them. */
import { msg, str } from '@lit/localize';
import { grouped } from '../../format.ts';
import type { WordsOf } from './said.ts';

export const rowWords: WordsOf<'rows'> = {
  'no rows': () => ({
    what: msg('there are no rows'),
    advice: msg('Choose a file with one thing per line'),
  }),
  'only a header': ({ columns }) => ({
    what: msg(str`there is a header and no row: columns ${columns}`),
    advice: msg('Choose a file with rows, or say that it has no header'),
  }),
  'no such column': ({ column, columns }) => ({
    what: msg(str`there is no column of this name: column ${column}, columns ${columns}`),
    advice: msg('Choose one of the columns that are there'),
  }),
  'too many rows': ({ rows, limit }) => ({
    what: msg(str`there are too many rows: rows ${grouped(rows)}, limit ${grouped(limit)}`),
    advice: msg('Use the first part of the file'),
  }),
  'too many columns': ({ columns, limit }) => ({
    what: msg(
      str`there are too many columns: columns ${grouped(columns)}, limit ${grouped(limit)}`,
    ),
    advice: msg('Check that the guessed delimiter is the one of the file'),
  }),
  'too many tags': ({ tags, limit }) => ({
    what: msg(str`there are too many different tags: tags ${grouped(tags)}, limit ${limit}`),
    advice: msg('Check that the tags are in the last column'),
  }),
  'no labelled columns': ({ columns }) => ({
    what: msg(str`no column is called label, or none is called text: columns ${columns}`),
    advice: msg('Write two columns, label and text, or name them so in the first row'),
  }),
  'no pair columns': () => ({
    what: msg('the file has one column only'),
    advice: msg(
      'Write what is read and what should be written in two columns, with a tab or a comma between them',
    ),
  }),
  'single label': ({ label }) => ({
    what: msg(str`all rows have the same label: label ${label}`),
    advice: msg('Add rows with another label'),
  }),
  'only test rows': ({ rows }) => ({
    what: msg(str`all rows are for testing, and none is left to train on: rows ${grouped(rows)}`),
    advice: msg('Write train in the column of the part, in most rows'),
  }),
  'too many labels': ({ labels, limit }) => ({
    what: msg(str`there are too many different labels: labels ${grouped(labels)}, limit ${limit}`),
    advice: msg('Check that the labels are in the first column, or in the one called label'),
  }),
  'label too long': ({ length, limit }) => ({
    what: msg(str`the label is too long: length ${grouped(length)}, limit ${limit}`),
    advice: msg('Check that label and text are not exchanged'),
  }),
  'unknown part': ({ part }) => ({
    what: msg(str`the row is in neither part: part ${part}`),
    advice: msg('Write train or test'),
  }),
  'label only tested': ({ label }) => ({
    what: msg(str`nothing is trained on with this label: label ${label}`),
    advice: msg('Add rows for training with it, or correct the label'),
  }),
  'no usable rows': ({ rows, first, reason }, { why }) => ({
    what: msg(
      str`no row can be used: rows ${grouped(rows)}, first ${grouped(first)}, reason ${why(reason).what}`,
    ),
    advice: msg('Correct them, or choose another file'),
  }),
  'no tags': ({ start }) => ({
    what: msg(str`the words have no tags: start ${start}`),
    advice: msg(
      'Write Teddy/B-PER Roosevelt/I-PER was/O, or each word and its tag on a line of their own',
    ),
  }),
  'row too long': ({ length, limit }) => ({
    what: msg(str`the row is too long: length ${grouped(length)}, limit ${grouped(limit)}`),
    advice: msg('Shorten or split it'),
  }),
  'control character': ({ character }) => ({
    what: msg(str`the row holds a control character: character ${character}`),
    advice: msg('Remove it, or save the file as plain text'),
  }),
  'half a character': ({ position }) => ({
    what: msg(
      str`the row holds half of a character (a lone surrogate): position ${grouped(position)}`,
    ),
    advice: msg('Type the character again'),
  }),
  'ragged columns': ({ columns, expected }) => ({
    what: msg(
      str`the row has another number of columns: columns ${grouped(columns)}, expected ${grouped(expected)}`,
    ),
    advice: msg('Add or remove delimiters, or put quotes around cells that hold one'),
  }),
  'other delimiter': ({ delimiter, expected }) => ({
    what: msg(str`the row has another delimiter: delimiter ${delimiter}, expected ${expected}`),
    advice: msg('Use the same one in all rows'),
  }),
  'unclosed quote': () => ({
    what: msg('a quotation mark is opened and never closed'),
    advice: msg('Close it, or write two of them where one is meant'),
  }),
  'misplaced quote': () => ({
    what: msg('a quotation mark stands within a quoted cell'),
    advice: msg('Write two of them where one is meant'),
  }),
  'empty cell': ({ column }) => ({
    what: msg(str`the cell is empty: column ${column}`),
    advice: msg('Fill it, or remove the row'),
  }),
  'missing tag': ({ word }) => ({
    what: msg(str`a word has no tag: word ${word}`),
    advice: msg('Put its tag behind it, O where it is of no interest'),
  }),
  'missing word': ({ tag }) => ({
    what: msg(str`a tag has no word: tag ${tag}`),
    advice: msg('Put the word in front of it'),
  }),
  'unknown tag': ({ tag }) => ({
    what: msg(str`the tag has another form than those of the file: tag ${tag}`),
    advice: msg('Write O, or B- or I- and a type'),
  }),
  'tag out of place': ({ tag, before }) => ({
    what: msg(str`an entity is continued that did not begin: tag ${tag}, before ${before}`),
    advice: msg('Begin it with B-, or give both words the same type'),
  }),
  'duplicate header': ({ header, renamed }) => ({
    what: msg(str`two columns have the same name: header ${header}, renamed ${renamed}`),
    advice: msg('The second one is offered under another name'),
  }),
};
