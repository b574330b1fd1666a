/** What was written and is not in the vocabulary. */
import { msg, str } from '@lit/localize';
import type { Unit } from './units.ts';

export function skippedWords(names: string, unit: Unit): string {
  return unit === 'word'
    ? msg(str`Not in the vocabulary, read as <UNK>: ${names}`)
    : msg(str`Not in the vocabulary, left out: ${names}`);
}
