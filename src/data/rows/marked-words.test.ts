import { expect, it } from 'vitest';
import { markedWords, piecesOf } from './marked-words.ts';

const said = (text: string) => {
  const [all] = piecesOf(markedWords(text), Infinity);
  return [all.shown.join(''), all.wanted.join('')];
};

it('capitals and marks become labels, of letters and of the spaces behind words', () => {
  expect(said('Hello, World! (It’s “fine”.) 3 NASA—ok?')).toEqual([
    "hello world it's fine 3 nasa ok ",
    'A····,A····!A····' + '····.' + '··' + 'AAAA·' + '··?',
  ]);
});

it('what is no word is left out, and a letter without a small one stays', () => {
  expect(said('* * * U.S.A. well-known …')).toEqual(['usa well-known ', 'AAA.···········']);
  expect(said('İstanbul ﬁ')[0]).toBe('İstanbul ﬁ ');
});

it('pieces have whole words, and none is longer unless a word is', () => {
  const text = 'one two three four five, sixteen-hundred';
  const pieces = piecesOf(markedWords(text), 10);
  expect(pieces.map(({ shown }) => shown.join(''))).toEqual([
    'one two ',
    'three ',
    'four five ',
    'sixteen-hundred ',
  ]);
  for (const { shown, wanted } of pieces) expect(wanted.length).toBe(shown.length);
});
