/** Faults that are planted in what the page shows of a quiz, of one who writes, and of forced truth. */
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
  ...bugsIn(
    'src/ui/typing/typing-panel.ts',
    'somebody writes with the net',
    ['this.isHidden || frame?.text !== this.text', 'this.isHidden || !frame'],
    ['shown[Math.max(0, at)]', 'shown[0]'],
  ),
  ...bugsIn('src/ui/typing/typing-words.ts', 'somebody writes with the net', [
    '1 - row.keys / characters',
    'row.keys / characters',
  ]),
  ...bugsIn('src/ui/score/forcing-part.ts', 'the truth is forced', [
    'at === parted ?',
    'at === 0 ?',
  ]),
  ...bugsIn('src/ui/score/forcing-words.ts', 'the truth is forced', [
    'places.slice(parted + 1)',
    'places.slice(parted)',
  ]),
];
