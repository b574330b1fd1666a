import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../../lib/slices.ts';
import { reviews } from '../generators/reviews.ts';
import { bagOfWords } from './bag-of-words.ts';
import type { Rival, RivalRow } from './rival.ts';
import { trigrams } from './trigrams.ts';

const accuracy = (rival: Rival, train: readonly RivalRow[], heldOut: readonly RivalRow[]) =>
  runAtOnce(rival.accuracy(train, heldOut, 3));
const rowsOf = (...texts: string[]): RivalRow[] => texts.map((text, label) => ({ label, text }));

describe('a bag of words', () => {
  it('knows classes by their words, and not by the order of those', () => {
    const train = rowsOf('cat dog', 'sun moon', 'red blue');
    expect(accuracy(bagOfWords, train, rowsOf('dog cat', 'moon', 'blue red'))).toBe(1);
    const turned = [
      { label: 0, text: 'good not bad' },
      { label: 1, text: 'bad not good' },
    ];
    // both rows are the same bag: one of them is wrong
    expect(accuracy(bagOfWords, turned, turned)).toBe(0.5);
  });

  it('comes to the weights at which nothing can be gained', () => {
    // two rows of one class and one of the other for each word: the odds are 2 to 1, and 1 to 2
    const train = [0, 0, 1].flatMap((label) => [
      { label, text: 'a' },
      { label: 1 - label, text: 'b' },
    ]);
    const heldOut = [
      { label: 0, text: 'a' },
      { label: 1, text: 'b' },
    ];
    expect(accuracy(bagOfWords, train, heldOut)).toBe(1);
  });
});

describe('a rival', () => {
  it.each([bagOfWords, trigrams])('says how much of its work is done: $label', (rival) => {
    // words that are repeated make long steps unsafe
    const train = [
      { label: 0, text: 'a '.repeat(30) },
      { label: 1, text: 'b '.repeat(30) },
      ...Array.from({ length: 600 }, (_, at) => ({ label: at % 2, text: at % 2 ? 'b' : 'a' })),
    ];
    const slices = rival.accuracy(train, train, 2);
    const shares: number[] = [];
    let next = slices.next();
    for (; !next.done; next = slices.next()) shares.push(next.value);
    expect(next.value).toBe(1);
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual([...shares].sort((one, other) => one - other));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });
});

describe('trigrams', () => {
  it('know classes by what stands together, at the ends too', () => {
    const train = rowsOf('sch und ich', 'the and thing', 'los que por');
    expect(accuracy(trigrams, train, rowsOf('ich und', 'thing', 'que los'))).toBe(1);
    // neither has anything of it: the first class is as likely as any
    expect(accuracy(trigrams, train, rowsOf('xyz'))).toBe(1);
  });
});

describe('made-up reviews', () => {
  const all = reviews(2000, 1);

  it('are different ones, as often praise as not, and turn on order as often as their title says', () => {
    expect(new Set(all.map(({ text }) => text)).size).toBe(2000);
    const share = (is: (review: (typeof all)[number]) => boolean) => all.filter(is).length / 2000;
    expect(share(({ isPraise }) => isPraise)).toBeCloseTo(0.5, 1);
    expect(share(({ turnsOnOrder }) => turnsOnOrder)).toBeCloseTo(0.5, 1);
    expect(reviews(5, 1)).toEqual(all.slice(0, 5));
    expect(reviews(5, 2)).not.toEqual(all.slice(0, 5));
  });
});
