/** Faults that are planted in what the page shows of forecasts, of written answers and of attention. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

export const pageAnswersBugs: readonly PlantedBug[] = [
  ...bugsIn('src/ui/forecast/forecast-panel.ts', 'a forecast beside naive ones', [
    'if (least === 0)',
    'if (least < 0)',
  ]),
  ...bugsIn(
    'src/ui/forecast/forecast-panel.ts',
    'what is foretold of a series',
    ['x: from + at, y', 'x: at, y'],
    ['grouped(from + aloneFrom + 1)', 'grouped(from + aloneFrom)'],
  ),
  ...bugsIn('src/ui/state/chosen-task.ts', 'what is foretold of several columns', [
    'this.#text.value?.scales ?',
    '!this.#text.value ?',
  ]),
  ...bugsIn('src/ui/data/data-words.ts', 'numbers of the data', [
    'isNumeric || token.numbers ? numberWords(token)',
    '!isNumeric ? numberWords(token)',
  ]),
  ...bugsIn('src/ui/pairs/pairs-panel.ts', 'answers to a typed text', [
    '(isCut || text !== wanted)',
    'text !== wanted',
  ]),
  ...bugsIn(
    'src/ui/state/chosen-task.ts',
    'what a source and its answer are made of',
    ['sourceUnit ?? this.unit', 'unit ?? this.unit'],
    ["part === 'encoder' ? this.lineUnit : this.unit", 'this.unit'],
  ),
  ...bugsIn('src/ui/pairs/attention-panel.ts', 'where a net looks', [
    'row * source.length + column',
    'row * written.length + column',
  ]),
  ...bugsIn('src/ui/parts/labelled-map.ts', 'where a net looks', [
    'pointed && pointed.row < rows.length',
    'pointed && pointed.row <= rows.length',
  ]),
];
