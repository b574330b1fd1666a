/** Faults that are planted in what the page shows of a quiz. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

const check = 'a quiz is answered';

export const pageQuizBugs: readonly PlantedBug[] = [
  ...bugsIn(
    'src/ui/quiz/quiz-score.ts',
    check,
    ['first[guesser] : 1 - first[guesser]', '1 - first[guesser] : first[guesser]'],
    ['held === 0.5 ? 0.5 : Number', 'Number'],
  ),
  ...bugsIn(
    'src/ui/quiz/quiz-panel.ts',
    check,
    ['answer === questions[at].stood)', 'answer !== questions[at].stood)'],
    ['    if (this.answers.length > this.at) return;\n', ''],
    ['this.answers = [];\n', 'this.answers = this.answers.slice(0, 1);\n'],
  ),
  ...bugsIn('src/ui/quiz/quiz-words.ts', check, ['[words[0], held] :', '[words[1], held] :']),
];
