/** Faults that are planted in what the page shows of answers and of look-ahead. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

export const pageTagsBugs: readonly PlantedBug[] = [
  ...bugsIn(
    'src/ui/tags/tags-panel.ts',
    'sentences to try',
    ['aria-pressed=${line === session.gates.line}', 'aria-pressed=${line === tries[0]}'],
    ["session.change('line', line)", "session.change('line', tries[0])"],
  ),
  ...bugsIn(
    'src/ui/tags/tags-panel.ts',
    'scores of answers',
    ["msg('Precision'), overall.precision", "msg('Precision'), overall.recall"],
    ["msg('Recall'), overall.recall", "msg('Recall'), overall.f1"],
    ['<td>${grouped(found)}</td>', '<td>${grouped(gold)}</td>'],
    ['value: bound.f1', 'value: 0.5'],
    ['if (!frame.score) {', 'if (frame.total < 0 || !frame.score) {\n      return html``;'],
  ),
  ...bugsIn(
    'src/ui/tags/tags-words.ts',
    'scores of answers',
    ['counted < total', 'counted <= total'],
    ['fixed(value, 3)', 'fixed(value, 1)'],
  ),
  ...bugsIn(
    'src/ui/state/scores.ts',
    'scores of answers',
    ['filter((point) => point.x < x)', 'filter((point) => point.x !== x)'],
    ['    if (this.value.length > 0) this.set([]);', ''],
  ),
  ...bugsIn('src/ui/state/scores.ts', 'scores of answers', [
    '    needs.net.runs.subscribe(() => this.#curve.clear());\n',
    '',
  ]),
  ...bugsIn(
    'src/ui/tags/tags-words.ts',
    'scores of other kinds',
    ["if (counted === 'entities') return", "if (counted !== 'examples') return"],
    ["counted === 'examples' ? msg('Classes')", "counted === 'words' ? msg('Classes')"],
  ),
  ...bugsIn('src/ui/state/scores.ts', 'scores of other kinds', [
    'bound.lookAhead === lookAhead',
    "bound.lookAhead === 'all'",
  ]),
  ...bugsIn('src/ui/tags/tagged-words.ts', 'scores of other kinds', [
    'given.length !== shown.length',
    'given.length > shown.length',
  ]),
  ...bugsIn(
    'src/ui/tags/tagged-words.ts',
    'answers on examples and on a line',
    ['gold !== null && gold !== given[at]', 'gold === given[at]'],
    ['isSure || isWrong ?', 'isWrong ?'],
    ['share(probabilities[at])', 'share(probabilities[0])'],
    ['gold ${inlineText(gold, 40)}', 'gold ${inlineText(given[at], 40)}'],
    ["isWrong ? '✗ ' : ''", "''"],
  ),
  ...bugsIn(
    'src/ui/tags/tags-words.ts',
    'answers on examples and on a line',
    ['filter(({ isRight }) => !isRight)', 'filter(({ isRight }) => isRight)'],
    ['wrong === examples.length && wrong < counted', 'wrong > examples.length'],
    [
      "task?.unit === 'word'\n    ? msg(str`Not in the vocabulary, read",
      "task?.unit !== 'word'\n    ? msg(str`Not in the vocabulary, read",
    ],
  ),
  ...bugsIn('src/ui/state/scores.ts', 'answers on examples and on a line', [
    '({ line: gates.line })',
    "({ line: '' })",
  ]),
  ...bugsIn('src/ui/state/seen.ts', 'answers on examples and on a line', [
    '    this.#end();\n',
    '',
  ]),
  ...bugsIn(
    'src/ui/state/scores.ts',
    'scores by look-ahead',
    ['step === 0 || ', ''],
    ['before.f1 >= f1', 'before.step > step'],
    ['net.built?.labels, ', ''],
    ['info?.hash, ', ''],
    ['    if (data === this.#data) return;\n', ''],
  ),
  ...bugsIn('src/ui/look-ahead/look-ahead-panel.ts', 'scores by look-ahead', [
    'value === scores.lookAhead;',
    "value === 'all';",
  ]),
  ...bugsIn('src/ui/experiments/lab.ts', 'each look-ahead in turn', [
    "text.isReadFor(settings) ? 'net' : 'text'",
    "'net'",
  ]),
  ...bugsIn(
    'src/ui/experiments/look-ahead-in-turn.ts',
    'each look-ahead in turn',
    ['      await measured(lab);\n', ''],
    ['{ ...settings, lookAhead: value }', 'lab.settings({ lookAhead: value })'],
  ),
  ...bugsIn('src/ui/state/experiments.ts', 'each look-ahead in turn', [
    "isRead ? 'net' : 'text'",
    "'net'",
  ]),
  ...bugsIn('src/ui/state/experiments.ts', 'each look-ahead in turn, with a way back', [
    '      text.cancel();\n',
    '',
  ]),
];
