/** A quiz is balanced, asks nothing that was trained on, and counts as it says. */
import { describe, expect, it } from 'vitest';
import { homophones } from 'virtual:homophones';
import { checkBalance } from '../../testing/quiz-balance.ts';
import { Bigram } from './bigram.ts';
import { quizOf } from './quiz.ts';

describe('a quiz of words that sound alike', () => {
  it('knows some of them, and no spellings of one word', () => {
    const groups = homophones.map((alike) => alike.join(' '));
    expect(groups).toEqual(expect.arrayContaining(['knot not', 'their there', 'to too two']));
    expect(homophones.flat()).not.toContain('colour');
    expect(JSON.stringify(homophones).length).toBeLessThan(6000);
  });

  it.each([1, 2, 3])('is balanced and new to the net, text %i', async (seed) => {
    const { questions } = await checkBalance(seed);
    // the same text, the same questions
    expect((await checkBalance(seed)).questions).toEqual(questions);
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
