/** What one token of a task is called. */
import { msg, str } from '@lit/localize';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { grouped } from '../format.ts';

export type Unit = TaskInfo['unit'];

export const unitName = (unit: Unit): string =>
  ({ character: msg('character'), word: msg('word') })[unit];

export const unitNames = (unit: Unit): string =>
  ({ character: msg('characters'), word: msg('words') })[unit];

/** “1 character”, “2,400 words”. */
export function countedUnits(unit: Unit, count: number): string {
  return count === 1
    ? msg(str`1 ${unitName(unit)}`)
    : msg(str`${grouped(count)} ${unitNames(unit)}`);
}
