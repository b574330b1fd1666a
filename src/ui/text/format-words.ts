/** How data of each kind are to be written, beside the place where they are pasted. */
import { msg } from '@lit/localize';
import type { RowKind } from '../words/rows.ts';

/** How they are to be written; empty where anything is read as it stands. */
export function formatWords(kind: RowKind): string {
  switch (kind) {
    case 'characters':
      return '';
    case 'pairs':
      return msg(
        'One pair per line: what is read, a tab or a comma, and what should be written: 12+34,46.',
      );
    case 'lines':
      return msg('One thing per line, or a table with a column of them.');
    case 'sentences':
      return msg(
        'One sentence per line, with a tag behind every word: Teddy/B-PER Roosevelt/I-PER was/O. Or one word and its tag per line, and an empty line between sentences.',
      );
    case 'labelled':
      return msg(
        'A table (CSV) with a label and a text in every row: yes,"Great film, sharp plot". A third column, part, may say train or test.',
      );
    case 'labelled lines':
      return msg('A table (CSV) with a label and a name in every row: plant,Rosa.');
    case 'tune lines':
      return msg(
        'One tune per line. Of every note the pitch, then how long it sounds and when the next begins, in sixteenths: C4 2+1 E4 2+2.',
      );
    case 'strands':
      return msg('FASTA: a line with > and a name, then lines of A, C, G and T.');
    case 'recordings':
      return msg(
        'A table (CSV) with a class and a recording in every row: frames of numbers, with / between them: yes,0 3 12 / 1 5 20.',
      );
    case 'values':
      return msg(
        'One number per line, or a table (CSV) with a column of numbers. A file may also be a NumPy array (.npy).',
      );
  }
}

/** On the button that takes what was pasted. */
export function useWords(kind: RowKind): string {
  switch (kind) {
    case 'characters':
      return msg('Use this text');
    case 'lines':
    case 'values':
      return msg('Use this list');
    case 'sentences':
      return msg('Use these sentences');
    case 'labelled':
    case 'labelled lines':
      return msg('Use these texts');
    case 'tune lines':
      return msg('Use these tunes');
    case 'strands':
      return msg('Use these sequences');
    case 'pairs':
      return msg('Use these pairs');
    case 'recordings':
      return msg('Use these recordings');
  }
}
