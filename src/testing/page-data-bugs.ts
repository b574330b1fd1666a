/** Faults that are planted in what the page shows of data: examples, batches, rows, drawn lines. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

const data: PlantedBug[] = [
  ...bugsIn('src/ui/text/brought.ts', 'several files', [
    'joins ? all : all.slice(0, 1)',
    'all.slice(0, 1)',
  ]),
  ...bugsIn('src/ui/data/data-words.ts', 'several files', [
    'start === 1).length',
    'start === 0).length',
  ]),
  ...bugsIn('src/ui/score/pack-run.ts', 'a text is packed and opened', [
    "if (id === this.#id && 'done' in this.#state.peek()) this.#state.set(state)",
    'this.#state.set(state)',
  ]),
  ...bugsIn('src/ui/score/pack-words.ts', 'a text is packed and opened', [
    'Math.abs(gzip - net)) / gzip',
    'net) / gzip',
  ]),
  ...bugsIn(
    'src/ui/statistics/statistics-panel.ts',
    'statistics of rows',
    [
      "if (rows === 1) return isHeldOut ? msg('1 held-out line')",
      "if (rows === 0) return isHeldOut ? msg('1 held-out line')",
    ],
    ["kind === 'values') {", "kind === 'values' || rows === 1) {"],
  ),
  ...bugsIn(
    'src/ui/sample/sample-diary.ts',
    'a diary of lines',
    ['<p class=${kindClass(kind)}>', '<p class="new">'],
    ['isCut ? msg', '!isCut ? msg'],
  ),
  ...bugsIn(
    'src/ui/data/given-sequences.ts',
    'an example of the data',
    ['steps.findLastIndex(({ input }) => input !== null) + 1', 'steps.length'],
    ['steps.filter(({ target }) => target !== null).length', 'steps.length'],
    ['? targets[at]', '? (targets[at + 1] ?? null)'],
  ),
  ...bugsIn('src/ui/data/data-origin.ts', 'where the data come from', [
    "if (kind !== 'builtin')",
    "if (kind === 'paste')",
  ]),
  ...bugsIn('src/ui/data/data-origin.ts', 'what data that are made here are made of', [
    '...(madeOf ?? [])',
    '...[]',
  ]),
  ...bugsIn('src/ui/data/data-words.ts', 'an example of the data', [
    'const at = time + 1;',
    'const at = time;',
  ]),
  ...bugsIn(
    'src/ui/parts/example-choice.ts',
    'another example of the data',
    ['taken - 1', 'taken'],
    ['index >= count - 1', 'index >= count'],
  ),
  ...bugsIn(
    'src/ui/data/data-panel.ts',
    'another example of the data',
    ['    this.session.views.wishSoon();\n', ''],
    ["this.#choose('train', detail)", "this.#choose('train', detail + 1)"],
  ),
  ...bugsIn(
    'src/ui/data/given-sequences.ts',
    'the next batch of the data',
    ['time * batchSize + place', 'time + place * timeSteps'],
    ['time >= lengths[place]', 'time > lengths[place]'],
    ['index: examples[from + at]', 'index: from + at'],
    ['real / (timeSteps * batchSize)', 'real / timeSteps'],
  ),
  ...bugsIn('src/ui/data/data-panel.ts', 'the next batch of the data', [
    'grouped(step + 1)',
    'grouped(step)',
  ]),
  ...bugsIn(
    'src/ui/data/data-panel.ts',
    'streams of a text',
    ['(this.from = to)', '(this.from = to + 1)'],
    ['Math.max(0, from - placesAtOnce)', 'Math.max(0, from - 1)'],
  ),
  ...bugsIn('src/ui/data/data-words.ts', 'streams of a text', ['start === 1', 'start === 0']),
  ...bugsIn(
    'src/ui/data/unused-rows.ts',
    'rows that are not used',
    ['(this.shown += atOnce)', '(this.shown = atOnce)'],
    ['unlistedWords(remarks.length, unlisted)', 'unlistedWords(refused, unlisted)'],
  ),
  ...bugsIn('src/ui/text/row-facts.ts', 'rows that are not used', [
    "leadToTab('data')",
    "leadToTab('unrolled')",
  ]),
];

const tables: PlantedBug[] = [
  ...bugsIn(
    'src/ui/text/row-facts.ts',
    'rows of a table',
    ['<dd>${grouped(longest)}</dd>', '<dd>${grouped(total)}</dd>'],
    ['columns ? column : wholeRow', 'wholeRow'],
  ),
  ...bugsIn('src/ui/text/text-source.ts', 'rows of a table', [
    'info.rows?.heldOut ?? info.heldOutTokens',
    'info.heldOutTokens',
  ]),
  ...bugsIn('src/ui/state/text-opener.ts', 'rows of a table', [
    ", column: '', inputColumns: '' }",
    ' }',
  ]),
  ...bugsIn('src/ui/state/text-opener.ts', 'a refused column', [
    "(key) => key !== 'task'",
    "(key) => key !== 'task' && key !== 'column'",
  ]),
];

const lines: PlantedBug[] = [
  ...bugsIn(
    'src/ui/state/sample-run.ts',
    'drawn lines',
    ['    this.#lines.length = 0;\n', ''],
    ['    this.#counts.set(null);\n', ''],
    ['${prompt}${textOf(line)}\\n`', '${textOf(line)}\\n`'],
    ['isCut ? tokens : tokens.slice(0, -1)', 'tokens'],
  ),
  ...bugsIn(
    'src/ui/sample/line-counts.ts',
    'drawn lines',
    ['const fresh = upTo(isNew);', 'const fresh = upTo(inList);'],
    ['- fresh - known;', '- fresh;'],
  ),
  ...bugsIn('src/ui/sample/drawn-lines.ts', 'drawn lines', [
    'const isEnd = !isCut && at',
    'const isEnd = at',
  ]),
  ...bugsIn(
    'src/ui/sample/drawn-lines.ts',
    'characters of drawn lines',
    ['first += line.tokens.length;', 'first += line.tokens.length - 1;'],
    ['Math.min(starts[to + 1] - 1, ', 'Math.min(starts[to + 1], '],
    ['inLine(line - 1)', 'inLine(line + 1)'],
  ),
  ...bugsIn(
    'src/ui/sample/label-counts.ts',
    'lines drawn by label',
    ['percent(isNew / drawn)', 'percent(agreed / drawn)'],
    ['percent(heldOutAgreed)', 'percent(agreed / drawn)'],
  ),
  ...bugsIn('src/ui/sample/drawn-lines.ts', 'lines drawn by label', [
    'verdict === label',
    'verdict !== label',
  ]),
  ...bugsIn('src/ui/state/sample-run.ts', 'lines drawn by label', [
    'label: drawnLabel',
    'label: prompt',
  ]),
  ...bugsIn(
    'src/ui/sample/first-characters.ts',
    'what lines begin with',
    ['{ value: probability, ', '{ value: share, '],
    ['share * 100, 1', 'share * 10, 1'],
  ),
];

export const pageDataBugs: PlantedBug[] = [...data, ...tables, ...lines];
