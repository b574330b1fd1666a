/** What one token of a task is called, and what one answer is about. */
import { msg, str } from '@lit/localize';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { grouped } from '../format.ts';

export type Unit = TaskInfo['unit'] | 'text';

export const unitName = (unit: Unit): string =>
  ({
    character: msg('character'),
    word: msg('word'),
    number: msg('number'),
    text: msg('text'),
  })[unit];

export const unitNames = (unit: Unit): string =>
  ({
    character: msg('characters'),
    word: msg('words'),
    number: msg('numbers'),
    text: msg('texts'),
  })[unit];

/** What training's speed is said in: in full, and short. */
export function speedWords(unit: Unit): { label: string; short: string } {
  const [label, short] = {
    character: [msg('Characters per second'), msg('chars/s')],
    word: [msg('Words per second'), msg('words/s')],
    number: [msg('Numbers per second'), msg('num/s')],
    text: [msg('Texts per second'), msg('texts/s')],
  }[unit];
  return { label, short };
}

/** “1 character”, “2,400 words”. */
export function countedUnits(unit: Unit, count: number): string {
  return count === 1
    ? msg(str`1 ${unitName(unit)}`)
    : msg(str`${grouped(count)} ${unitNames(unit)}`);
}
