/** What is said of a quiz: who answers, how many questions there are, and why no more. */
import { msg, str } from '@lit/localize';
import type { Guesser, QuizFrame, QuizQuestion } from '../../protocol/quiz.ts';
import { fixed, grouped } from '../format.ts';
import type { Score } from './quiz-score.ts';

export const guesserName = (guesser: Guesser): string =>
  ({ net: msg('net'), bigram: msg('bigram'), unigram: msg('unigram') })[guesser];

export const percent = (share: number): string => msg(str`${fixed(100 * share, 1)} %`);

/** “12 of 16”; halves are of words that are as likely as each other. */
export const outOf = ({ right, asked }: Score): string =>
  msg(str`${right % 1 === 0 ? grouped(right) : fixed(right, 1)} of ${grouped(asked)}`);

/** @param held how likely the first word is held */
export function guessed({ words }: QuizQuestion, held: number): string {
  if (held === 0.5) return msg('either');
  const [word, share] = held > 0.5 ? [words[0], held] : [words[1], 1 - held];
  return msg(str`“${word}”, ${percent(share)}`);
}

/** A text has enough with so many. */
const enough = 100;

/** Where they are from, and why a unigram is right half of the time. */
export function aboutAll({ questions, asTheyStand }: QuizFrame, ownTitle: string): string[] {
  const own = questions.filter(({ title }) => title === ownTitle).length;
  const { count, unigram } = asTheyStand;
  const asked = grouped(questions.length);
  return [
    own < questions.length
      ? msg(
          str`${asked} questions from held-out sentences, ${grouped(own)} of this text, the others of the other built-in books.`,
        )
      : msg(str`${asked} questions from held-out sentences of this text.`),
    msg(
      'Of each pair either word stood there equally often, so that the more frequent one is right half of the time.',
    ),
    ...(count > 0
      ? [
          msg(
            str`As they stand in this text’s held-out part, it would be right in ${percent(unigram)} of ${grouped(count)}.`,
          ),
        ]
      : []),
    ...(questions.length < enough
      ? [
          msg(
            'There are no more: both words have to be English, sound alike and stand in the training part, and each is asked about as often as the rarer of the two is held out. A longer text, a larger held-out part or a larger vocabulary gives more.',
          ),
        ]
      : []),
  ];
}
