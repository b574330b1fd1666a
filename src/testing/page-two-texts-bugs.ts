/** Faults that are planted in what the page shows of two nets on two texts. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

const check = 'two texts are compared';

export const pageTwoTextsBugs: readonly PlantedBug[] = [
  ...bugsIn(
    'src/ui/kept-runs/text-pairs.ts',
    check,
    ['title !== run.title &&', ''],
    ["'hiddenSize', ", ''],
    ['settings.task === firstTask.id &&', ''],
  ),
  ...bugsIn(
    'src/ui/kept-runs/two-texts.ts',
    check,
    ['compare([first.id, second.id])', 'compare([second.id, first.id])'],
    ['({ by }) => by === net', '({ by }) => by !== net'],
    ["row === column ? 'own'", "row !== column ? 'own'"],
  ),
  ...bugsIn('src/ui/kept-runs/two-texts-words.ts', check, ['2 ** bits', 'bits ** 2']),
  ...bugsIn(
    'src/ui/kept-runs/who-wrote-this.ts',
    check,
    ['!named.includes(at)', 'at > 1'],
    ['    if (this.answers.length > this.at) return;\n', ''],
    ['answer === question.by)', 'answer !== question.by)'],
    ['answer === questions[at].by', 'answer !== questions[at].by'],
  ),
];
