/** What is said of data that are read row by row. */
import { msg, str } from '@lit/localize';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import { grouped } from '../format.ts';

export type RowKind = TaskInfo['rows'];

interface BringWords {
  upload: string;
  paste: string;
}

/** On buttons that bring data of one's own. */
export function bringWords(kind: RowKind): BringWords {
  switch (kind) {
    case 'characters':
      return {
        upload: msg('Upload a text'),
        paste: msg('Paste a text'),
      };
    case 'values':
      return {
        upload: msg('Upload numbers'),
        paste: msg('Paste numbers'),
      };
    case 'lines':
      return {
        upload: msg('Upload a list'),
        paste: msg('Paste a list'),
      };
    case 'tune lines':
      return {
        upload: msg('Upload MIDI'),
        paste: msg('Paste notes'),
      };
    case 'sentences':
      return {
        upload: msg('Upload a corpus'),
        paste: msg('Paste a corpus'),
      };
    case 'labelled':
    case 'labelled lines':
      return {
        upload: msg('Upload a table'),
        paste: msg('Paste a table'),
      };
    case 'strands':
      return {
        upload: msg('Upload FASTA'),
        paste: msg('Paste sequences'),
      };
    case 'pairs':
      return {
        upload: msg('Upload pairs'),
        paste: msg('Paste pairs'),
      };
    case 'recordings':
      return {
        upload: msg('Upload a file'),
        paste: msg('Paste a table'),
      };
  }
}

/** What is counted where they are numbered. */
export function rowsName(kind: RowKind): string {
  switch (kind) {
    case 'labelled':
      return msg('Texts');
    case 'sentences':
      return msg('Sentences');
    case 'strands':
      return msg('Sequences');
    case 'tune lines':
      return msg('Tunes');
    case 'pairs':
      return msg('Pairs');
    case 'recordings':
      return msg('Recordings');
    default:
      return msg('Lines');
  }
}

/** Empty where all are used. */
export function unusedWords(refused: number): string {
  if (refused === 0) return '';
  return refused === 1
    ? msg('1 row is not used.')
    : msg(str`${grouped(refused)} rows are not used.`);
}

/** Why nothing is held out. @param percent that is wanted */
export function notHeldOutWords({ rows }: Pick<TextInfo, 'rows'>, percent: number): string {
  if (!rows || percent === 0) {
    return msg('Nothing is held out, so there is nothing to measure. Raise “Held out” under Text.');
  }
  return Math.round((rows.total * percent) / 100) === 0
    ? msg(
        str`Nothing is held out: ${percent} % of ${grouped(rows.total)} is less than one. Raise “Held out” under Text.`,
      )
    : msg(
        str`Nothing is held out: identical ones stay together, and no group of them fits into ${percent} %. Raise “Held out” under Text, or add different ones.`,
      );
}
