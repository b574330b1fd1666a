/** What is said of long work while it is done. */
import { msg } from '@lit/localize';
import type { WorkPart } from '../../protocol/work.ts';

export function workWords(what: WorkPart): string {
  switch (what) {
    case 'reading':
      return msg('Reading');
    case 'decoding':
      return msg('Decoding');
    case 'reading rows':
      return msg('Reading rows');
    case 'counting symbols':
      return msg('Counting symbols');
    case 'replacing rare symbols':
      return msg('Replacing rare symbols');
    case 'numbering characters':
      return msg('Numbering characters');
    case 'numbering words':
      return msg('Numbering words');
    case 'measuring entropy':
      return msg('Measuring entropy');
    case 'training a rival':
      return msg('Training a simple rival');
    case 'drawing weights':
      return msg('Drawing the initial weights');
    case 'compiling kernels':
      return msg('Compiling kernels');
  }
}
