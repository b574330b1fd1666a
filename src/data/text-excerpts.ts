/** Pieces of a text to look at: always the same ones of the same text. */
import { cutText } from '../lib/inline-text.ts';
import type { Tokens, Vocabulary } from './vocabulary.ts';

const lineCount = 12;
const shortestLine = 20;
const longestLine = 80;
/** Lines tried at each place: more of them would only take time. */
const linesTried = 1000;
/** Characters that may belong to the last one of an excerpt: marks, joined emoji. */
const clusterReach = 16;

/**
 * Characters `from` … `from + length − 1`, fewer where the text ends, and where a character as
 * people see it would be cut.
 */
export function excerpt(
  tokens: Tokens,
  vocabulary: Vocabulary,
  from: number,
  length: number,
): string {
  const near = Array.from(tokens.subarray(from, from + length + clusterReach), (id) =>
    vocabulary.decode(id),
  );
  return cutText(near.join(''), near.slice(0, length).join('').length);
}

/**
 * Up to twelve whole lines of 20 to 80 characters, from places spread evenly over the text. Where
 * a place has no such line, nothing; where no place has, stretches of 60 characters instead; of a
 * text of white space alone its start, as it is.
 */
export function exampleLines(text: string): string[] {
  const places = Array.from({ length: lineCount + 1 }, (_, index) =>
    Math.floor((index * text.length) / lineCount),
  );
  const lines = new Set<string>();
  for (let index = 0; index < lineCount; index++) {
    const line = firstLine(text, places[index], places[index + 1]);
    if (line !== null) lines.add(line);
  }
  if (lines.size === 0) {
    for (const place of places.slice(0, -1)) lines.add(stretch(text, place, 60));
    lines.delete('');
  }
  if (lines.size === 0 && text !== '') lines.add(cutText(text, 60));
  return [...lines];
}

/** The first line that starts at `from` or later, but before `to`, and is of a fit length. */
function firstLine(text: string, from: number, to: number): string | null {
  let start = from === 0 ? 0 : text.indexOf('\n', from - 1) + 1;
  if (from > 0 && start === 0) return null;
  for (let tried = 0; start < to && tried < linesTried; tried++) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    // A line twice as long in code units is too long in any case.
    const line = end - start <= 2 * longestLine ? text.slice(start, end) : '';
    const length = Array.from(line).length;
    if (length <= longestLine && line.trim().length >= shortestLine) return line;
    start = end + 1;
  }
  return null;
}

/** About `length` code units on one line, that neither begin nor end within a character. */
function stretch(text: string, from: number, length: number): string {
  const near = text.slice(from, from + 2 * length).replace(/^[\udc00-\udfff]/, '');
  return cutText(near, length).replaceAll('\n', ' ').trim();
}
