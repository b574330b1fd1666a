/** What one token of a task is called, and what one answer is about. */
import { msg, str } from '@lit/localize';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { grouped } from '../format.ts';

export type Unit = TaskInfo['unit'] | 'text';

export const unitName = (unit: Unit): string =>
  ({
    character: msg('character'),
    word: msg('word'),
    phone: msg('phone'),
    text: msg('text'),
  })[unit];

export const unitNames = (unit: Unit): string =>
  ({
    character: msg('characters'),
    word: msg('words'),
    phone: msg('phones'),
    text: msg('texts'),
  })[unit];

/** What training's speed is said in: in full, and short. */
export function speedWords(unit: Unit): { label: string; short: string } {
  switch (unit) {
    case 'character':
      return { label: msg('Characters per second'), short: msg('chars/s') };
    case 'word':
      return { label: msg('Words per second'), short: msg('words/s') };
    case 'phone':
      return { label: msg('Phones per second'), short: msg('phones/s') };
    case 'text':
      return { label: msg('Texts per second'), short: msg('texts/s') };
  }
}

/** “1 character”, “2,400 words”. */
export function countedUnits(unit: Unit, count: number): string {
  return count === 1
    ? msg(str`1 ${unitName(unit)}`)
    : msg(str`${grouped(count)} ${unitNames(unit)}`);
}
