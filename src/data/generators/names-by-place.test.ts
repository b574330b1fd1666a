import { describe, expect, it } from 'vitest';
import { lastTested, lastTrained, namesByPlace, partOf } from './names-by-place.ts';

const names = Array.from({ length: 300 }, (_, at) => `Name${at}`);
const all = namesByPlace(names, 1, { train: 1500, heldOut: 500 });
const [train, heldOut] = [all.slice(0, 1500), all.slice(1500)];

describe('sentences with names by place', () => {
  it('have names in front to train on, and behind to test with, each at every such place', () => {
    const placesIn = (some: typeof all) => {
      const places = some.flatMap(({ tags }) =>
        tags.flatMap((tag, at) => (tag === 'O' ? [] : [at + 1])),
      );
      return [...new Set(places)].sort((a, b) => a - b);
    };
    expect(placesIn(train)).toEqual([1, 2, 3, 4]);
    expect(placesIn(heldOut)).toEqual([5, 6, 7, 8, 9]);
    expect([lastTrained, lastTested]).toEqual([4, 9]);
    expect(train.every(({ tags }) => partOf(tags) === 'train')).toBe(true);
    expect(heldOut.every(({ tags }) => partOf(tags) === 'heldOut')).toBe(true);
    const named = train.filter(({ tags }) => tags.includes('B-PER')).length;
    expect(named / 1500).toBeCloseTo(0.7, 1);
  });

  it('are in neither part with names on both sides, or too far behind', () => {
    const tagged = (...places: number[]) =>
      Array.from({ length: 12 }, (_, at) => (places.includes(at + 1) ? 'B-PER' : 'O'));
    expect(partOf(tagged())).toBe('train');
    expect(partOf(tagged(1, 4))).toBe('train');
    expect(partOf(tagged(5, 9))).toBe('heldOut');
    expect(partOf(tagged(4, 5))).toBe(null);
    expect(partOf(tagged(10))).toBe(null);
  });

  it('are told by the word alone: none is a name here and none there', () => {
    const tagsOf = new Map<string, Set<string>>();
    for (const { words, tags } of all) {
      expect(tags.length).toBe(words.length);
      words.forEach((word, at) => {
        const key = word.toLowerCase();
        tagsOf.set(key, (tagsOf.get(key) ?? new Set()).add(tags[at]));
      });
    }
    expect([...tagsOf.values()].every(({ size }) => size === 1)).toBe(true);
    // those that are tested are known, and each opening is said once
    const known = new Set(train.flatMap(({ words }) => words));
    const isName = (tag: string) => tag !== 'O';
    const tested = heldOut.flatMap(({ words, tags }) => words.filter((_, at) => isName(tags[at])));
    expect(tested.filter((word) => !known.has(word))).toEqual([]);
    expect(heldOut.some(({ words }) => words[0].toLowerCase() === words[1])).toBe(false);
  });

  it('are a function of seed and names', () => {
    expect(namesByPlace(names, 1, { train: 1500, heldOut: 500 })).toEqual(all);
    expect(namesByPlace(names, 2, { train: 20, heldOut: 0 })).not.toEqual(train.slice(0, 20));
  });
});
