import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entitiesOf } from '../scores/entities.ts';
import type { TaggedPattern } from './pattern.ts';
import {
  bestEntityScore,
  bestWordScore,
  laterDecidesShare,
  likeliestEntityScore,
} from './prefix-bound.ts';

const pattern = (text: string, probability: number): TaggedPattern => {
  const pairs = text.split(' ').map((pair) => pair.split('/'));
  return {
    words: pairs.map(([word]) => word),
    tags: pairs.map(([, tag]) => tag ?? 'O'),
    probability,
  };
};

const course = [pattern('Teddy/B-PER Roosevelt/I-PER won', 0.5), pattern('Teddy bears sell', 0.5)];

describe('the best a reader from the left can do', () => {
  it('is known for a name in every second sentence', () => {
    // to say "person" always: all are right, and half of the finds are wrong
    expect(bestEntityScore(course, 0).f1).toBeCloseTo(2 / 3, 12);
    expect(bestEntityScore(course, 0)).toMatchObject({ correct: 0.5, found: 1, gold: 0.5 });
    expect(bestEntityScore(course, 1).f1).toBe(1);
    // 0 and 1: the surname is certain
    expect(bestWordScore(course, 0).f1).toBeCloseTo((2 * 1) / (1.5 + 1), 12);
    expect(bestWordScore(course, 1).f1).toBe(1);
  });

  it('may be to find what is unlikely', () => {
    const rare = [pattern('A/B-PER x', 0.4), pattern('A y', 0.6)];
    expect(likeliestEntityScore(rare, 0).f1).toBe(0);
    expect(bestEntityScore(rare, 0).f1).toBeCloseTo((2 * 0.4) / (1 + 0.4), 12);
    // beside certain ones an unlikely find costs more than it brings
    const both = [pattern('A/B-PER x', 0.2), pattern('A y', 0.8), pattern('B/B-PER x', 1)];
    expect(bestEntityScore(both, 0)).toMatchObject({ correct: 1, found: 1 });
  });

  it('knows the end of a sentence only when it is there', () => {
    const ends = [pattern('A/B-PER', 0.5), pattern('A b', 0.5)];
    expect(bestEntityScore(ends, 0).f1).toBeCloseTo(2 / 3, 12);
    expect(bestEntityScore(ends, 1).f1).toBe(1);
  });

  it('is 0 where there is nothing to find', () => {
    expect(bestEntityScore([pattern('a b', 1)], 0).f1).toBe(0);
    expect(bestWordScore([pattern('a b', 1)], Infinity).f1).toBe(0);
  });

  const tags = fc.constantFrom('O', 'B-PER', 'I-PER', 'B-LOC');
  const word = fc.record({ word: fc.constantFrom('a', 'b'), tag: tags });
  const some = fc
    .array(
      fc.tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 5 })),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map((list) => {
      const all = list.reduce((sum, [, weight]) => sum + weight, 0);
      return list.map(([words, weight]) => ({
        words: words.map((one) => one.word),
        tags: words.map((one) => one.tag),
        probability: weight / all,
      }));
    });

  it('is what the best of all deciders comes to, each tried', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 2 }), (patterns, k) => {
        fc.pre(keysOf(patterns, k).length <= 5);
        const best = bestEntityScore(patterns, k).f1;
        expect(best).toBeCloseTo(bestOfAll(patterns, k), 9);
        expect(likeliestEntityScore(patterns, k).f1).toBeLessThanOrEqual(best + 1e-9);
        expect(bestEntityScore(patterns, k + 1).f1).toBeGreaterThanOrEqual(best - 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});

/** What is known when a word is decided about. */
const keyOf = ({ words }: TaggedPattern, at: number, k: number) => {
  const read = [...words, ...Array.from({ length: k + 1 }, () => '·')];
  return `${at}: ${read.slice(0, at + k + 1).join(' ')}`;
};
const keysOf = (patterns: readonly TaggedPattern[], k: number) => [
  ...new Set(patterns.flatMap((one) => one.words.map((_, at) => keyOf(one, at, k)))),
];

function bestOfAll(patterns: readonly TaggedPattern[], k: number): number {
  const keys = keysOf(patterns, k);
  const choices = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC'];
  const decided = patterns.map((one) => ({
    probability: one.probability,
    gold: entitiesOf(one.tags).map((entity) => JSON.stringify(entity)),
    by: one.words.map((_, at) => keys.indexOf(keyOf(one, at, k))),
  }));
  let best = 0;
  for (let number = 0; number < choices.length ** keys.length; number++) {
    const chosen = keys.map(
      (_, index) => choices[Math.floor(number / choices.length ** index) % choices.length],
    );
    let correct = 0;
    let sizes = 0;
    for (const { probability, gold, by } of decided) {
      const predicted = by.map((key) => chosen[key]);
      const found = entitiesOf(predicted).map((entity) => JSON.stringify(entity));
      correct += probability * found.filter((entity) => gold.includes(entity)).length;
      sizes += probability * (gold.length + found.length);
    }
    best = Math.max(best, sizes === 0 ? 0 : (2 * correct) / sizes);
  }
  return best;
}

describe('what only later words decide', () => {
  it('is counted by candidates', () => {
    const patterns = [...course, pattern('My Teddy/B-PER won', 1)];
    expect(laterDecidesShare(patterns, (word) => word === 'Teddy')).toBe(0.5);
    expect(laterDecidesShare(patterns, (word) => word === 'nobody')).toBe(0);
  });
});
