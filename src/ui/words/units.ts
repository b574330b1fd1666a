/** What one token of a task is called, and what one answer is about. */
import { msg, str } from '@lit/localize';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { grouped } from '../format.ts';

export type Unit = TaskInfo['unit'] | 'row' | 'text' | 'recording';

/** One, several, as a heading, and what training's speed is said in: in full, and short. */
const words = (unit: Unit) =>
  ({
    character: [
      msg('character'),
      msg('characters'),
      msg('Characters'),
      msg('Characters per second'),
      msg('chars/s'),
    ],
    word: [msg('word'), msg('words'), msg('Words'), msg('Words per second'), msg('words/s')],
    piece: [msg('piece'), msg('pieces'), msg('Pieces'), msg('Pieces per second'), msg('pieces/s')],
    phone: [msg('phone'), msg('phones'), msg('Phones'), msg('Phones per second'), msg('phones/s')],
    number: [
      msg('number'),
      msg('numbers'),
      msg('Numbers'),
      msg('Numbers per second'),
      msg('num/s'),
    ],
    row: [msg('row'), msg('rows'), msg('Rows'), msg('Rows per second'), msg('rows/s')],
    frame: [msg('frame'), msg('frames'), msg('Frames'), msg('Frames per second'), msg('frames/s')],
    token: [msg('token'), msg('tokens'), msg('Tokens'), msg('Tokens per second'), msg('tokens/s')],
    recording: [
      msg('recording'),
      msg('recordings'),
      msg('Recordings'),
      msg('Recordings per second'),
      msg('rec/s'),
    ],
    text: [msg('text'), msg('texts'), msg('Texts'), msg('Texts per second'), msg('texts/s')],
  })[unit];

export const unitName = (unit: Unit): string => words(unit)[0];

export const unitNames = (unit: Unit): string => words(unit)[1];

export const unitHeading = (unit: Unit): string => words(unit)[2];

export function speedWords(unit: Unit): { label: string; short: string } {
  const [, , , label, short] = words(unit);
  return { label, short };
}

/** “1 character”, “2,400 words”. */
export function countedUnits(unit: Unit, count: number): string {
  return count === 1
    ? msg(str`1 ${unitName(unit)}`)
    : msg(str`${grouped(count)} ${unitNames(unit)}`);
}
