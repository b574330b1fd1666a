/** How a text differs from what the person chose. */
import { msg, str } from '@lit/localize';
import type { TextInfo } from '../../protocol/text-info.ts';
import { bytes, grouped } from '../format.ts';
import { countedUnits, type Unit } from '../words/units.ts';

/** @param unit of what is counted */
export function textRemarks(
  { replacements, encoding, format, rare, partOf, tokens }: TextInfo,
  unit: Unit,
): string[] {
  const remarks: string[] = [];
  if (partOf !== null) {
    remarks.push(
      msg(str`Only the first part was read: ${countedUnits(unit, tokens)} of ${bytes(partOf)}.`),
    );
  }
  if (replacements > 0) {
    const count = grouped(replacements);
    remarks.push(
      replacements === 1
        ? msg(str`1 character could not be decoded (as ${encoding}) and became U+FFFD.`)
        : msg(str`${count} characters could not be decoded (as ${encoding}) and became U+FFFD.`),
    );
  }
  if (format !== undefined) {
    remarks.push(msg(str`It looks like ${format}: all of it is read as plain text.`));
  }
  if (rare.symbols > 0) {
    const [symbols, times] = [grouped(rare.symbols), grouped(rare.characters)];
    remarks.push(
      msg(
        str`${symbols} rare symbols are read as one unknown symbol, U+FFFD (${times} characters).`,
      ),
    );
  }
  return remarks;
}
