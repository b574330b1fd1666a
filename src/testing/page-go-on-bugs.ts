/** Bugs in what the page says of going on: from the best weights, or with another text. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

export const pageGoOnBugs: readonly PlantedBug[] = [
  ...bugsIn(
    'src/ui/second-text/second-text-panel.ts',
    'a second text',
    ['moments: this.moments }', "moments: 'kept' }"],
    ['curve.former.at(-1)', 'curve.validations.at(-1)'],
    ['filter(({ id }) => !text.isOpen(id))', 'slice()'],
  ),
  ...bugsIn('src/ui/state/curve.ts', 'a second text', ['    this.#former.push(result);\n', '']),
  ...bugsIn(
    'src/ui/loss/best-validation.ts',
    'the best weights, and why it paused',
    ['best.step < step', 'best.step > 0'],
    ["undo('best')", 'undo()'],
    ['waitedWords(step, waited, best)', 'waitedWords(step, waited, undefined)'],
  ),
];
