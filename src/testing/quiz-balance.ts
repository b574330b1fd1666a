/** A quiz over a made-up text: balanced, and of nothing that was trained on. */
import { expect } from 'vitest';
import { homophones } from 'virtual:homophones';
import { RandomWords } from '../data/permutation.ts';
import type { Passage } from '../data/quiz/occurrences.ts';
import { type Quiz, quizOf } from '../data/quiz/quiz.ts';

/** Sentences of few words, so that some stand in both parts, made up of a seed. */
function passageOf(seed: number, title = 'own'): Passage {
  const words = new RandomWords(seed, 1);
  const some = ['to', 'two', 'too', 'know', 'no', 'their', 'there', 'by', 'cat', 'we’re', 'it'];
  const wordOf = () => words.pick(some);
  const sentences = Array.from({ length: 330 }, () => {
    const [first, ...others] = Array.from({ length: 3 + words.below(3) }, wordOf);
    return `${first[0].toUpperCase()}${first.slice(1)} ${others.join(' ')}.`;
  });
  const trained = sentences.slice(0, 300).join('\n');
  // some of what is held out was read before
  const heldOut = [...sentences.slice(300), ...sentences.slice(0, 60)];
  return { title, text: [trained, ...heldOut].join('\n'), border: trained.length + 1 };
}

/** Of these sentences, with others from another text; “Two” is not known. @returns the quiz */
export async function checkBalance(seed: number): Promise<Quiz> {
  const own = passageOf(seed);
  const quiz = await quizOf(
    own,
    (word) => word !== 'Two',
    () => Promise.resolve([passageOf(seed + 100, 'other')]),
  );
  const { questions, counts } = quiz;
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
  expect(right.reduce((sum, one) => sum + one, 0)).toBe(questions.length / 2);
  return quiz;
}
