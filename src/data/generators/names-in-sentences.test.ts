import { beforeAll, describe, expect, it } from 'vitest';
import { fetchBuiltinList } from '../lists.ts';
import { EntityCounts } from '../scores/tagging-score.ts';
import { joinWords, segmentWords } from '../tokens/word-segments.ts';
import { Words } from '../tokens/words.ts';
import { classes, surnames } from './name-sentences-grammar.ts';
import {
  laterShare,
  namePatterns,
  nameSentences,
  type NameSentence,
  nameTags,
  sentenceWords,
} from './names-in-sentences.ts';
import { massOf } from './pattern.ts';
import { bestEntityScore, bestWordScore, likeliestEntityScore } from './prefix-bound.ts';

const patterns = namePatterns();
const written = sentenceWords();
/** By how many words are read beyond the one that is decided about. */
const bounds = new Map([0, 1, 2, 4, Infinity].map((k) => [k, bestEntityScore(patterns, k).f1]));
const boundOf = (k: number) => bounds.get(k) ?? NaN;
let names: string[];
let usual: ReturnType<typeof made>;

beforeAll(async () => {
  names = (await fetchBuiltinList('first-names', new AbortController().signal)).trim().split('\n');
  usual = made();
});

const made = (seed = 1, train = 2000, heldOut = 400) =>
  nameSentences({ names, seed, train, heldOut });

const namesIn = ({ words }: { words: readonly string[] }) =>
  words.filter((word) => !written.has(word));

/** Expects a person wherever what was read leaves it open. */
const readFromLeft = (sentences: readonly NameSentence[]) =>
  sentences.map(({ words, tags }) => ({
    gold: tags,
    predicted: words.map((word, at) => {
      if (written.has(word)) return 'O';
      if (at > 0 && !written.has(words[at - 1])) return 'I-PER';
      return /^(These|Two)$/.test(words[at - 1] ?? '') ? 'O' : 'B-PER';
    }),
  }));

describe('what sentences with names may say', () => {
  it('has a chance of 1 in all, and a tag for every word', () => {
    expect(massOf(patterns)).toBeCloseTo(1, 12);
    expect(patterns.every(({ words, tags }) => words.length === tags.length)).toBe(true);
    expect([...new Set(patterns.flatMap(({ tags }) => tags))]).toEqual([...nameTags]);
  });

  it('has one class for every word, so that nothing but the class can decide', () => {
    const listed = Object.values(classes).flatMap((words) => words.split(' '));
    expect(new Set(listed).size).toBe(listed.length);
    const literal = patterns.flatMap(({ words }) => words.filter((word) => !/^\{/.test(word)));
    expect(listed.filter((word) => literal.includes(word))).toEqual([]);
  });

  it('is decided by later words alone in more than 30 % of the cases', () => {
    expect(laterShare(patterns)).toBeGreaterThan(0.3);
  });

  it('lets no reader from the left come beyond 0.85, and one of whole sentences to 1', () => {
    const rising = [...bounds.values()];
    expect(rising[0]).toBeLessThanOrEqual(0.85);
    expect(rising[4]).toBeCloseTo(1, 9);
    for (const [index, bound] of rising.slice(1).entries()) {
      // every further look is worth something, so that the curve says something
      expect(bound).toBeGreaterThan(rising[index] + 0.005);
    }
    expect(bestWordScore(patterns, 0).f1).toBeLessThanOrEqual(0.85);
    expect(bestWordScore(patterns, Infinity).f1).toBeCloseTo(1, 9);
  });

  it('lets a net come to the bound that takes the likeliest tag for every word', () => {
    for (const k of [0, 1, 2, 4]) {
      expect(likeliestEntityScore(patterns, k).f1).toBeCloseTo(boundOf(k), 9);
    }
  });
});

describe('generated sentences with names', () => {
  it('are a function of seed and names, and more of them begin with the same', () => {
    expect(made()).toEqual(usual);
    const fewer = made(1, 500, 100);
    expect(fewer.train).toEqual(usual.train.slice(0, 500));
    expect(fewer.heldOut).toEqual(usual.heldOut.slice(0, 100));
    expect(made(2).train).not.toEqual(usual.train);
  });

  it('test with the two sentences of the course, then with names never trained on', () => {
    const { train, heldOut } = usual;
    expect(heldOut.slice(0, 2).map(({ words }) => joinWords(words))).toEqual([
      'He said, “Teddy Roosevelt was a great President.”',
      'He said, “Teddy bears are on sale!”',
    ]);
    expect(heldOut[0].tags.filter((tag) => tag !== 'O')).toEqual(['B-PER', 'I-PER']);
    expect(heldOut[1].tags.every((tag) => tag === 'O')).toBe(true);
    const known = new Set(train.flatMap(namesIn));
    const tested = heldOut.flatMap(namesIn);
    expect(tested.filter((name) => known.has(name))).toEqual([]);
    expect(new Set(tested).size).toBeGreaterThan(250);
    expect(known.size).toBeGreaterThan(1000);
  });

  it('are cut into the same words again when they are typed', () => {
    for (const { words } of made(3, 300, 50).train) {
      expect(segmentWords(joinWords(words))).toEqual(words);
    }
    const named = made(3, 2000, 2).train.filter((one) => namesIn(one).length > 0);
    expect(named.length / 2000).toBeCloseTo(0.92, 1);
  });

  it('are without doubt as whole sentences, also where rare words are unknown', () => {
    const { train, heldOut } = made(4, 4000, 500);
    const words = Words.fromWords(
      train.flatMap((one) => one.words),
      { leastCount: 2 },
    );
    const tagsOf = new Map<string, string>();
    for (const one of [...train, ...heldOut]) {
      const shown = words.encodeWords(one.words).tokens.join(' ');
      const tags = one.tags.join(' ');
      expect(tagsOf.get(shown) ?? tags).toBe(tags);
      tagsOf.set(shown, tags);
    }
    // a net meets the unknown in training, as a first name and as a surname
    const unknown = train.flatMap((one) =>
      one.tags.filter((_, at) => words.encodeWords([one.words[at]]).tokens[0] === words.unknown),
    );
    expect(unknown.filter((tag) => tag === 'B-PER').length).toBeGreaterThan(200);
    expect(unknown.filter((tag) => tag === 'I-PER').length).toBeGreaterThan(200);
    const template = [...written].filter((word) => words.encodeWords([word]).skipped.length > 0);
    expect(template).toEqual([]);
  });

  it('give a reader from the left who always expects a person the score that is its bound', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const counts = new EntityCounts();
      const read = readFromLeft(made(seed, 2, 500).heldOut);
      for (const { gold, predicted } of read) counts.add(gold, predicted);
      expect(Math.abs(counts.score.f1 - boundOf(0))).toBeLessThan(0.01);
    }
  });

  it('use no name that means something else', () => {
    const known = made(6, 3000, 2).train.flatMap(namesIn);
    expect(surnames.split(' ').filter((name) => written.has(name))).toEqual([]);
    expect(known).not.toContain('Teddy');
    expect(known).not.toContain('Roosevelt');
  });
});
