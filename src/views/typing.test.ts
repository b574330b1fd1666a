/** Suggestions, keys and forced losses beside plain references. */
import { describe, expect, it } from 'vitest';
import { chapterOf, keysFor, partsOf } from '../data/typing/keystrokes.ts';
import {
  checkForcing,
  checkKeystrokes,
  checkLesson,
  checkSuggestions,
} from '../testing/typed-texts.ts';

const kinds = [
  { level: 'character', sequences: 'stream', cell: 'gru', layers: 2 },
  { level: 'character', sequences: 'sentence' },
  { level: 'word', sequences: 'stream' },
  { level: 'word', sequences: 'sentence' },
  { level: 'piece', sequences: 'stream' },
] as const;

it.each(kinds)(
  'suggestions are the likeliest tokens and what is likeliest behind each: by $level in $sequences',
  (kind) => checkSuggestions(kind),
);

it.each([kinds[0], kinds[3]])(
  'keys are those of one who takes the first suggestion: by $level in $sequences',
  (kind) => checkKeystrokes(kind),
);

it.each([kinds[0], kinds[3]])(
  'the truth is forced, and the net goes on by itself: by $level in $sequences',
  (kind) => checkForcing(kind),
);

it('a lesson is of a copy alone', () => checkLesson(kinds[0]));

describe('keys', () => {
  const work = {
    signal: new AbortController().signal,
    now: () => 0,
  };
  it.each([
    // one for a suggestion that is right, and one for a character
    [['abcabc'], { a: 'bc', abca: 'bc' }, 4],
    [['abcabc'], { a: 'bd', abca: 'b' }, 6],
    // right is what comes next, all of it, also if it is less than a word
    [['and', 'anders'], { '': 'and' }, 5],
    [['a😀b'], {}, 3],
    [[''], { '': 'a' }, 0],
  ])('of %j with %j', async (parts, suggested: Record<string, string>, keys) => {
    const suggest = (written: string) => Promise.resolve(suggested[written] ?? '');
    expect(await keysFor(parts, suggest, work)).toBe(keys);
  });

  it('are of the last chapter, in parts that are the text', () => {
    const text = 'of I.\n\n  CHAPTER II\n\nOne two.\n\n\nThree\nfour five.\n';
    const { heading, text: own } = chapterOf(text);
    expect(heading).toBe('CHAPTER II');
    const parts = partsOf(own, 8);
    expect(parts.join('')).toBe(own);
    expect(Math.max(...parts.map(({ length }) => length))).toBe(8);
    expect(chapterOf('No heading.')).toEqual({ heading: null, text: 'No heading.' });
  });
});
