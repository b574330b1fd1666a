/** Words are written as the text writes them: signs closed up or apart. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../../lib/slices.ts';
import { cutWords } from './cut-words.ts';
import { sentenceSlices } from './sentences.ts';
import { joinWords, segmentWords, wordJoiner } from './word-segments.ts';
import { Spacing } from './spacing.ts';

/** Each sentence, and what is written of it by a set that learned of all of them. */
function written(text: string): [given: string[], back: string[]] {
  const sentences = runAtOnce(sentenceSlices(text));
  const cut = runAtOnce(cutWords(text, sentences, 10_000));
  const { set } = runAtOnce(cut.numbered(sentences.length));
  const given = sentences.map(({ from, to }) => text.slice(from, to));
  return [given, given.map((sentence) => set.decode(set.encode(sentence).tokens))];
}

/** Twice: what occurs once is unknown. */
const twice = (sentences: readonly string[]) => [...sentences, ...sentences].join('\n\n');

describe('spaces around signs', () => {
  it.each([
    ['hyphens', 'She made a daisy-chain of well-known white flowers.'],
    ['closed dashes', 'He stopped—and so did I—for a while.'],
    ['dashes apart', 'He stopped – and so did I – for a while.'],
    ['double hyphens', 'Oh dear!--said the Rabbit--I shall be late.'],
    ['quotes', '“And what is the use of a book,” thought Alice, “without pictures?”'],
    ['quotes within quotes', '“He said ‘never again’ to me,” she answered.'],
    ['straight quotes', 'He said "yes, of course" and then "no".'],
    ['straight quotes over sentences', "'I wonder. Do they?' she said, 'Or not.'"],
    ['apostrophes', 'It isn’t the dogs’ day: don’t you know, O’Brien?'],
    ['decimals, money and shares', 'It cost $5.50, or 12.5% more than £4.'],
    ['times and fractions', 'At 10:30 he ate 1/2 of it: the rest at 11:45.'],
    ['slashes', 'It is and/or that he/she knows.'],
    ['brackets', 'The others (three of them) came [as I said] too.'],
    ['spaces before marks, as in French', 'Où est-il ? « Ici ! » dit-elle ; bien.'],
    ['Chinese', '你好，世界。我们走吧！'],
    ['dots', 'Well... he thought... perhaps not.'],
  ])('are as in the text: %s', (_, sentence) => {
    const filler = 'Then they went home, and nobody said anything.';
    const [given, back] = written(twice([sentence, filler]));
    expect(back).toEqual(given);
  });

  it('are the usual ones where the text does not say, and where it says both as often', () => {
    const spacing = new Spacing();
    const [closed, apart] = ['a-b', 'a - b'];
    for (const text of [closed, apart]) spacing.learn(text, segmentWords(text));
    for (const text of ['a - b', 'So, he (she) said: “No.”', 'x']) {
      const words = segmentWords(text);
      expect(words.map(wordJoiner(spacing)).join('')).toBe(joinWords(words));
    }
    spacing.learn(closed, segmentWords(closed));
    expect(segmentWords(apart).map(wordJoiner(spacing)).join('')).toBe('a-b');
  });

  it('follow a text of one habit, whatever it is', () => {
    const pieces = fc.array(
      fc.tuple(
        fc.constantFrom('one', 'two', '7', 'x1'),
        fc.constantFrom(' ', '-', ' / ', '+', ' * '),
      ),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (all) => {
        const text = `${all.flat().join('')}end`;
        const words = segmentWords(text);
        const spacing = new Spacing();
        spacing.learn(text, words);
        expect(words.map(wordJoiner(spacing)).join('')).toBe(text);
      }),
      { numRuns: 50 },
    );
  });
});
