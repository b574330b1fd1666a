/** The quiz: a sentence with a gap, who answered what, and who is right how often. */
import { expect } from 'vitest';
import type { QuizFrame, QuizQuestion } from '../../protocol/quiz.ts';
import { textOf } from './messages.ts';
import { type Checks, onPage, rowsIn } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const title = textOf().title;
const questionOf = (changes: Partial<QuizQuestion>): QuizQuestion => ({
  ...{ before: 'They ', after: ' all.', words: ['knew', 'new'], stood: 0, title },
  first: { net: 0.75, bigram: 0.25, unigram: 0.5 },
  ...changes,
});

const questions = [
  questionOf({}),
  questionOf({ before: 'A ', after: ' hat.', stood: 1, title: 'Another book' }),
  questionOf({ first: { net: 0.875, bigram: 0.625, unigram: 0.5 } }),
];
const frame: QuizFrame = { step: 1200, questions, asTheyStand: { count: 129, unigram: 0.907 } };

const panel = (page: StagedPage) => page.one('quiz-panel');
const table = (page: StagedPage, label: string) =>
  rowsIn(page, page.one(`table[aria-label="${label}"]`, panel(page)));
const question = (page: StagedPage) => page.one('.question', panel(page));
const sentence = (page: StagedPage) => page.text('.sentence', panel(page));

export const quizChecks: Checks = {
  'a quiz is answered': onPage(async (page) => {
    await page.openTab('quiz');
    expect(page.wished('quiz')?.wish).toEqual({ round: 0 });
    await page.show('quiz', frame);
    expect(sentence(page)).toBe('They … all.');
    expect(page.texts('.words button', panel(page))).toEqual(['1 knew', '2 new']);
    // nobody is told before the answer
    expect(page.all('table[aria-label="Answers"]', panel(page))).toEqual([]);
    expect(table(page, 'Scores').slice(1)).toEqual([
      ['you', '', ''],
      ['net', '', '66.7 %', ''],
      ['bigram', '', '66.7 %', ''],
      ['unigram', '', '50.0 %', ''],
    ]);

    await page.key(question(page), '1');
    expect(sentence(page)).toBe('They knew all.');
    expect(page.text('[role=status]', panel(page))).toBe(`Right: “knew”. ${title}`);
    expect(table(page, 'Answers')).toEqual([
      ['net', '“knew”, 75.0 %', ''],
      ['bigram', '“new”, 75.0 %', ''],
      ['unigram', 'either', ''],
    ]);
    // the first answer counts
    await page.key(question(page), '2');
    await page.press('Next', panel(page));
    expect(sentence(page)).toBe('A … hat.');
    await page.click(page.all('.words button', panel(page))[0]);
    expect(page.text('[role=status]', panel(page))).toBe('No: “new”. Another book');
    await page.press('Next', panel(page));
    await page.key(question(page), '1');
    // it was the last
    expect(page.all('.next', panel(page))).toEqual([]);
    expect(table(page, 'Scores').slice(1)).toEqual([
      ['you', '2 of 3', ''],
      ['net', '2 of 3', '66.7 %', ''],
      ['bigram', '2 of 3', '66.7 %', ''],
      ['unigram', '1.5 of 3', '50.0 %', ''],
    ]);

    const said = page.texts('p.faint', panel(page));
    expect(said).toEqual([
      '3 questions from held-out sentences, 2 of this text, the others of the other built-in books.',
      expect.stringMatching(/^Of each pair either word stood there equally often/),
      'As they stand in this text’s held-out part, it would be right in 90.7 % of 129.',
      expect.stringMatching(/^There are no more: both words have to be English, sound alike/),
    ]);
    // other weights, the same questions: what was answered stays
    await page.press('Measure now', panel(page));
    expect(page.wished('quiz')?.wish).toEqual({ round: 1 });
    const surer = questions.map((one) => ({ ...one, first: { ...one.first, net: 0.25 } }));
    await page.show('quiz', { ...frame, step: 1300, questions: surer });
    expect(page.text('.now', panel(page))).toContain('The net of step 1,300.');
    expect(table(page, 'Scores')[1]).toEqual(['you', '2 of 3', '']);
    expect(table(page, 'Scores')[2]).toEqual(['net', '1 of 3', '33.3 %', '']);
    // other questions: they do not
    await page.show('quiz', { ...frame, questions: [questionOf({ before: 'We ' })] });
    expect(sentence(page)).toBe('We … all.');
    expect(table(page, 'Scores')[1]).toEqual(['you', '', '']);
    const none = { ...frame, questions: [], asTheyStand: { count: 0, unigram: 0 } };
    await page.show('quiz', none);
    expect(page.all('.words button', panel(page))).toEqual([]);
    expect(page.texts('p.faint', panel(page))[0]).toBe(
      '0 questions from held-out sentences of this text.',
    );
  }),
};
