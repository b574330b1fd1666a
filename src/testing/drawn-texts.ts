/** Texts of any length in five scripts, with what no net has a token for: what packing must leave as it is. */
import fc from 'fast-check';
import { scripts } from './packed-texts.ts';

const odd = ['\n', '\n\n', '  ', '. ', '“', '”', ',', '😀', '\ud800', '\udc00', '\0', '\ufeff'];
const words = scripts.flatMap((sentence) => sentence.split(/(?= )/));
const part = fc.oneof(
  { arbitrary: fc.constantFrom(...odd), weight: 1 },
  { arbitrary: fc.constantFrom(...words), weight: 1 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 5 }), weight: 1 },
);

/** From an empty one to one of so many parts. */
export const textsOf = (parts: number) =>
  fc.array(part, { maxLength: parts, size: 'max' }).map((all) => all.join(''));

/** Parts that come to more than 20 kB. */
export const longestParts = 3000;

export const bytesOf = (text: string): number => Buffer.byteLength(text);

/** Of the five, those that letters of the text are of. */
export function scriptsIn(text: string): string[] {
  return scriptNames.filter((name) => new RegExp(`\\p{Script=${name}}`, 'u').test(text));
}
export const scriptNames = ['Latin', 'Cyrillic', 'Arabic', 'Thai', 'Han'] as const;
