/**
 * Unrolls the loops that a kernel marks, before compilation. Software adapters neither unroll nor
 * keep indexed arrays out of memory, which costs them a factor; the file stays valid WGSL without.
 *
 * A marked loop is written on one line: `for (var NAME = 0u; NAME < LIMIT; NAME++) { // unroll`,
 * with LIMIT a number or a constant; `NAME` in its body becomes `0u`, `1u`, …
 */
import { KernelError } from '../lib/errors.ts';

const header = /for \(var (\w+) = 0u; \1 < (\w+); \1\+\+\) \{ \/\/ unroll\n/;

/** Index of the brace that closes the one before `start`. */
function closingBrace(source: string, start: number): number {
  for (let index = start, depth = 1; index < source.length; index++) {
    if (source[index] === '{') depth++;
    if (source[index] === '}' && --depth === 0) return index;
  }
  throw new KernelError({
    where: 'unroll',
    what: 'a marked loop is never closed',
    advice: 'Close the brace of the loop',
  });
}

/** @param limits value of each constant that a marked loop may name */
export function unrollLoops(source: string, limits: ReadonlyMap<string, number>): string {
  const match = header.exec(source);
  if (!match) return source;
  const [text, name, limit] = match;
  const count = /^\d+u?$/.test(limit) ? parseInt(limit) : limits.get(limit);
  if (count === undefined) {
    throw new KernelError({
      where: 'unroll',
      what: 'a marked loop has an unknown limit',
      values: { limit },
      advice: 'Use a number or a constant',
    });
  }
  const start = match.index + text.length;
  const end = closingBrace(source, start);
  const body = source.slice(start, end);
  const variable = new RegExp(`\\b${name}\\b`, 'g');
  let copies = '';
  for (let index = 0; index < count; index++)
    copies += `{ ${body.replace(variable, `${index}u`)}}\n`;
  return source.slice(0, match.index) + unrollLoops(copies + source.slice(end + 1), limits);
}
