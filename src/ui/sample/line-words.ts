/** What is said of lines that were drawn, or of sentences where a text is read one by one. */
import { msg, str } from '@lit/localize';
import type { LineKind } from '../../protocol/frames.ts';
import { grouped } from '../format.ts';
import type { RowKind } from '../words/rows.ts';

const isSentences = (rows: RowKind) => rows === 'sentences';

export function countedLines(count: number, rows: RowKind): string {
  if (isSentences(rows)) {
    return count === 1 ? msg('1 sentence') : msg(str`${grouped(count)} sentences`);
  }
  return count === 1 ? msg('1 line') : msg(str`${grouped(count)} lines`);
}

/** Where those stand that are learned from. */
export const inWhole = (rows: RowKind): string =>
  isSentences(rows) ? msg('in the text') : msg('in the list');

/** What became of one. */
export function kindWords(kind: LineKind, rows: RowKind): string {
  return { new: msg('new'), 'in list': inWhole(rows), repeated: msg('repeated') }[kind];
}

/** Its class, by which marks are told apart. */
export function kindClass(kind: LineKind): string {
  return kind.replace(' ', '-');
}
