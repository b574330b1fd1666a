/** Who was right: the likelier word is the answer, and where both are as likely half of one is right. */
import type { Guesser, QuizQuestion } from '../../protocol/quiz.ts';

export interface Score {
  right: number;
  asked: number;
}

/** How likely the word that stood there was held. */
export function ofWhatStood({ stood, first }: QuizQuestion, guesser: Guesser): number {
  return stood === 0 ? first[guesser] : 1 - first[guesser];
}

export function scoreOf(questions: readonly QuizQuestion[], guesser: Guesser): Score {
  const right = questions.map((one) => {
    const held = ofWhatStood(one, guesser);
    return held === 0.5 ? 0.5 : Number(held > 0.5);
  });
  return { right: right.reduce((sum, one) => sum + one, 0), asked: questions.length };
}
