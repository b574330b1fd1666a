/** What one token of a task is called, and what one answer is about. */
import { msg, str } from '@lit/localize';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { grouped } from '../format.ts';

export type Unit = TaskInfo['unit'] | 'row' | 'text' | 'recording';

/** One, several, and what training's speed is said in, short. */
const words = (unit: Unit) =>
  ({
    character: [msg('character'), msg('characters'), msg('chars/s')],
    word: [msg('word'), msg('words'), msg('words/s')],
    piece: [msg('piece'), msg('pieces'), msg('pieces/s')],
    phone: [msg('phone'), msg('phones'), msg('phones/s')],
    number: [msg('number'), msg('numbers'), msg('num/s')],
    row: [msg('row'), msg('rows'), msg('rows/s')],
    frame: [msg('frame'), msg('frames'), msg('frames/s')],
    token: [msg('token'), msg('tokens'), msg('tokens/s')],
    recording: [msg('recording'), msg('recordings'), msg('rec/s')],
    text: [msg('text'), msg('texts'), msg('texts/s')],
  })[unit];

export const unitName = (unit: Unit): string => words(unit)[0];

export const unitNames = (unit: Unit): string => words(unit)[1];

export function unitHeading(unit: Unit): string {
  const names = unitNames(unit);
  return names.charAt(0).toUpperCase() + names.slice(1);
}

/** In full, and short. */
export function speedWords(unit: Unit): { label: string; short: string } {
  return { label: msg(str`${unitHeading(unit)} per second`), short: words(unit)[2] };
}

/** As it stands after so many of them. */
export const unitNameFor = (unit: Unit, count: number): string =>
  count === 1 ? unitName(unit) : unitNames(unit);

/** “1 character”, “2,400 words”. */
export function countedUnits(unit: Unit, count: number): string {
  return msg(str`${grouped(count)} ${unitNameFor(unit, count)}`);
}

export function countedTimeSteps(count: number): string {
  return count === 1 ? msg('1 time step') : msg(str`${grouped(count)} time steps`);
}

export function countedSequences(count: number): string {
  return count === 1 ? msg('1 sequence') : msg(str`${grouped(count)} sequences`);
}
