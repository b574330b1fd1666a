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
    ['latest?.metrics?.[metric.id]', "latest?.metrics?.[main?.id ?? '']"],
    ['<td>${grouped(found)}</td>', '<td>${grouped(gold)}</td>'],
    ['value: bound.value', 'value: 0.5'],
    ['if (heldOut === 0) {', 'if (heldOut < 0) {'],
  ),
  ...bugsIn(
    'src/ui/tags/tags-words.ts',
    'scores of answers',
    ['tokens < total', 'tokens <= total'],
    ['if (!latest?.metrics) return', 'if (!latest) return'],
  ),
  ...bugsIn(
    'src/ui/tags/confusion-map.ts',
    'which class is taken for which',
    ['count / Math.max(1, gold)', 'count / 8'],
    ['given.label, pointed.column', 'given.label, pointed.row'],
    ['b.count - a.count', 'a.count - b.count'],
  ),
  ...bugsIn(
    'src/ui/parts/labelled-map.ts',
    'which class is taken for which',
    ['values[row * columns.length + column]', 'values[column * rows.length + row]'],
    ['column: from.column + move.column', 'column: from.column - move.column'],
  ),
  ...bugsIn('src/ui/state/curve.ts', 'scores of answers', [
    'if (kept.length < this.#validations.length) this.#labels = [];',
    '',
  ]),
  ...bugsIn(
    'src/protocol/catalogue.ts',
    'tasks by the shape of their model',
    ["answersOnce ? 'many to one'", "answersOnce ? 'one to many'"],
    ["  pairs: 'encoder and decoder',\n", ''],
  ),
  ...bugsIn('src/ui/text/task-dialog.ts', 'tasks by the shape of their model', [
    '{ detail: id }',
    '{ detail: this.chosen }',
  ]),
  ...bugsIn('src/protocol/metrics.ts', 'scores of other kinds', ['.every((key)', '.some((key)']),
  ...bugsIn('src/ui/tags/tags-words.ts', 'one answer for all that is read', [
    "answersOnce ? msg('Classes') : msg('Tags')",
    "answersOnce ? msg('Tags') : msg('Classes')",
  ]),
  ...bugsIn('src/ui/state/scores.ts', 'scores of other kinds', [
    'metric === main?.id',
    "metric === 'entity_f1'",
  ]),
  ...bugsIn(
    'src/ui/loss/metric-curve.ts',
    'metrics of validations',
    ['curve.validations.at(-1)?.metrics', 'curve.validations.at(0)?.metrics'],
    ['value: bound.value', 'value: 0.5'],
  ),
  ...bugsIn('src/ui/words/metrics.ts', 'metrics of validations', [
    'other.value > one.value :',
    'other.value < one.value :',
  ]),
  ...bugsIn('src/ui/loss/curve-file.ts', 'metrics of validations', [
    '      ...valuesOf(validation),\n',
    '',
  ]),
  ...bugsIn(
    'src/ui/text/row-facts.ts',
    'settings that the data make idle',
    ["key === 'heldOut' && info", "key !== 'heldOut' && info"],
    ["key === 'gap' && info", "key === 'beam' && info"],
  ),
  ...bugsIn('src/ui/text/text-source.ts', 'settings that the data make idle', [
    "this.session.task.has('symbols') ?",
    'this.session.task.info ?',
  ]),
  ...bugsIn('src/ui/tags/tags-panel.ts', 'one answer for all that is read', [
    "unit === 'character' ? '' : ' '",
    "unit === 'character' ? ' ' : ''",
  ]),
  ...bugsIn('src/ui/state/chosen-task.ts', 'one answer for all that is read', [
    "answersOnce ? 'text' : this.unit",
    "answersOnce ? this.unit : 'text'",
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
  ),
  ...bugsIn('src/ui/words/skipped.ts', 'answers on examples and on a line', [
    "return unit === 'word'",
    "return unit !== 'word'",
  ]),
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
    ['sign * before.value >= sign * value', 'before.step > step'],
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
    ['    await measured(lab);\n', ''],
    ['{ ...settings, lookAhead }', 'lab.settings({ lookAhead })'],
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
