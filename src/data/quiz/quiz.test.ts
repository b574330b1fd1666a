/** A quiz is balanced, asks nothing that was trained on, and counts as it says. */
import { describe, expect, it } from 'vitest';
import { homophones } from 'virtual:homophones';
import { RandomWords } from '../permutation.ts';
import { Bigram } from './bigram.ts';
import type { Passage } from './occurrences.ts';
import { quizOf } from './quiz.ts';

/** Sentences of few words, so that some stand in both parts, made up of a seed. */
function passageOf(seed: number, title = 'own'): Passage {
  const words = new RandomWords(seed, 1);
  const some = ['to', 'two', 'too', 'know', 'no', 'their', 'there', 'by', 'cat', 'we’re', 'it'];
  const wordOf = () => words.pick(some);
  const sentences = Array.from({ length: 400 }, () => {
    const [first, ...others] = Array.from({ length: 3 + words.below(3) }, wordOf);
    return `${first[0].toUpperCase()}${first.slice(1)} ${others.join(' ')}.`;
  });
  const trained = sentences.slice(0, 300).join('\n');
  return { title, text: [trained, ...sentences.slice(300)].join('\n'), border: trained.length + 1 };
}

const shareOf = (right: readonly number[]) => right.reduce((sum, one) => sum + one, 0);

describe('a quiz of words that sound alike', () => {
  it('knows some of them, and no spellings of one word', () => {
    const groups = homophones.map((alike) => alike.join(' '));
    expect(groups).toEqual(expect.arrayContaining(['knot not', 'their there', 'to too two']));
    expect(homophones.flat()).not.toContain('colour');
    expect(JSON.stringify(homophones).length).toBeLessThan(6000);
  });

  it.each([1, 2, 3])('is balanced and new to the net, text %i', async (seed) => {
    const own = passageOf(seed);
    const { questions, counts } = await quizOf(
      own,
      (word) => word !== 'Two',
      () => Promise.resolve([passageOf(seed + 100, 'other')]),
    );
    expect(questions.length).toBeGreaterThan(20);
    const trained = own.text.slice(0, own.border).split('\n');
    const heldOut = [own, passageOf(seed + 100)].flatMap(({ text, border }) =>
      text.slice(border).split('\n'),
    );
    const balance = new Map<string, number>();
    for (const { before, word, after, other } of questions) {
      expect(heldOut).toContain(before + word + after);
      expect(trained).not.toContain(before + word + after);
      const alike = [word.toLowerCase(), other.toLowerCase()];
      expect(homophones.some((all) => alike.every((one) => all.includes(one)))).toBe(true);
      expect([word, other]).not.toContain('Two');
      // letters tell nothing: both are capital, or neither is
      expect(/^\p{Lu}/u.test(word)).toBe(/^\p{Lu}/u.test(other));
      const sign = word < other ? 1 : -1;
      const pair = [word, other].sort().join(' ');
      balance.set(pair, (balance.get(pair) ?? 0) + sign);
    }
    expect([...balance.values()].every((difference) => difference === 0)).toBe(true);
    // who takes the more frequent word is right in half of them
    const of = (word: string) => counts.get(word) ?? 0;
    const right = questions.map(({ word, other }) =>
      of(word) === of(other) ? 0.5 : Number(of(word) > of(other)),
    );
    expect(shareOf(right)).toBe(questions.length / 2);
    // the same text, the same questions
    const again = await quizOf(
      own,
      (word) => word !== 'Two',
      () => Promise.resolve([passageOf(seed + 100, 'other')]),
    );
    expect(again.questions).toEqual(questions);
  });

  it('asks of other texts only where its own has too few, and says how its own words stand', async () => {
    const trained = 'I know there is no cat. They know no one. There it is by me.';
    const heldOut = Array.from(
      { length: 60 },
      (_, at) => `Number ${at} says I know it all. Number ${at} says no to it all.`,
    ).join(' ');
    const others = () => Promise.reject(new Error('not asked for'));
    const text = `${trained} ${heldOut}`;
    const own = { title: 'own', text, border: trained.length + 1 };
    const few = await quizOf(
      own,
      () => true,
      () => Promise.resolve([]),
    );
    // at most 20 of each word, of one pair
    expect(few.questions).toHaveLength(40);
    expect(few.asTheyStand).toEqual({ count: 120, unigram: 0.5 });
    await expect(quizOf(own, () => true, others)).rejects.toThrow('not asked for');
  });
});

it('a bigram is what was counted, smoothed by how often each token occurs', () => {
  const bigram = new Bigram(3);
  bigram.add({ inputs: [0, 1, 0], targets: [1, 0, 1] });
  bigram.add({ inputs: [0], targets: [2] });
  // P(1) = (2 + 1) / (4 + 3); after 0: 2 of 3 were 1
  const after = (2 + (20 * 3) / 7) / (3 + 20);
  const unseen = (0 + (20 * 2) / 7) / (0 + 20);
  const line = { tokens: Uint32Array.of(0, 2), targets: Uint32Array.of(1, 0) };
  expect(bigram.nats(line)).toBeCloseTo(-Math.log(after) - Math.log(unseen), 12);
});
