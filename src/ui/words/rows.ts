/** What is said of data that are read row by row. */
import { msg, str } from '@lit/localize';
import { grouped } from '../format.ts';

/** Empty where all are used. */
export function unusedWords(refused: number): string {
  if (refused === 0) return '';
  return refused === 1
    ? msg('1 row is not used.')
    : msg(str`${grouped(refused)} rows are not used.`);
}
