/** Still more of the faults that are planted in the page: missed by a second blind round, and what stands beside those. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

/** What was replaced, and what is compared. */
const runs: PlantedBug[] = [
  ...bugsIn(
    'src/ui/state/replaced-run.ts',
    'what took the place of a run',
    ['this.#last.set({ ...value, by: this.#by });', 'this.#last.set({ ...value });'],
    ["    client.on('run.loaded', () => this.#followed());\n", ''],
    ["    client.on('net.ready', () => this.#followed());\n", ''],
  ),
  ...bugsIn(
    'src/ui/state/replaced-run.ts',
    'undo of what was replaced',
    ['      this.#trained = 0;\n', ''],
    ['this.#trained > last.value.what.step', 'this.#trained >= last.value.what.step'],
  ),
  ...bugsIn('src/ui/state/text-opener.ts', 'what took the place of a run', [
    'replaced.because(isOther ? by : ',
    'replaced.because(!isOther ? by : ',
  ]),
  ...bugsIn('src/ui/state/curve.ts', 'compared runs', ['? [{ x, y }]', '? [{ x: x + 1, y }]']),
  ...bugsIn('src/ui/parts/line-chart.ts', 'compared runs', [
    'borderDash: series.dashed ?',
    'borderDash: series.dots ?',
  ]),
  ...bugsIn('src/ui/loss/compared-curves.ts', 'colours of compared runs', [
    '<i class="kept-${colour}">',
    '<i class="kept-${colour + 1}">',
  ]),
  ...bugsIn('src/ui/kept-runs/kept-runs-panel.ts', 'colours of compared runs', [
    '<i class="kept-${compared.colour}">',
    '<i class="kept-${compared.colour + 1}">',
  ]),
  ...bugsIn('src/ui/kept-runs/run-comparison.ts', 'colours of compared runs', [
    'swatch: `kept-${colour}`',
    'swatch: `kept-${colour + 1}`',
  ]),
  ...bugsIn(
    'src/ui/state/kept-run-list.ts',
    'colours of compared runs',
    ['    this.#asked.delete(id);\n', ''],
    ['while (taken.has(colour)) colour++;', 'colour += others.length;'],
    ['one.id === run ? { ...one, curve }', 'one.id !== run ? { ...one, curve }'],
  ),
  ...bugsIn('src/ui/loss/curve-picture.ts', 'curves as a picture', [
    'chart.colour(colour)',
    "chart.colour('--series-train')",
  ]),
  ...bugsIn('src/ui/kept-runs/kept-runs-panel.ts', 'list of kept runs', [
    'kept.delete([run.id]);',
    "kept.delete([kept.list.value?.runs[0].id ?? '']);",
  ]),
  ...bugsIn(
    'src/ui/state/kept-step.ts',
    'kept step',
    ['    this.#unkept.set(null);\n', ''],
    ['      if (problem) return;\n', ''],
  ),
  ...bugsIn('src/ui/kept-runs/kept-runs-panel.ts', 'names of kept runs', [
    'noChange : live(run.name)',
    'noChange : run.name',
  ]),
];

/** On a dark page, and of another layer. */
const seen: PlantedBug[] = [
  ...bugsIn(
    'src/ui/state/view-store.ts',
    'gradient through time',
    [' || id !== shown.id', ''],
    [' || id !== shown.id', ' || id > shown.id'],
  ),
  ...bugsIn('src/ui/state/view-store.ts', 'layer and line of the gates', [
    ' || id !== shown.id',
    '',
  ]),
  ...bugsIn('src/ui/parts/colour-map.ts', 'gradient through time', [
    'dark: tableOf(stops.dark.slice(3))',
    'dark: tableOf(stops.light.slice(3))',
  ]),
  ...bugsIn(
    'src/ui/parts/colour-map.ts',
    'gate scales',
    ['dark: tableOf(stops.dark) }', 'dark: tableOf(stops.light) }'],
    ["'#4f9be6', '#24517f'", "'#24517f', '#4f9be6'"],
  ),
  ...bugsIn('src/ui/inside/inside-panel.ts', 'inside an LSTM', [
    '    const colours = colourTable(theme.shown.value);\n',
    "    const colours = colourTable('light');\n",
  ]),
  ...bugsIn(
    'src/ui/inside/cell-picture.ts',
    'inside an LSTM',
    ["y - 9, number, 'value aside')", "y - 9, fixed(1, 4), 'value aside')"],
    [
      "node.kind === 'now' ? node.trace : node.state",
      "node.kind === 'now' ? 'hidden' : node.state",
    ],
  ),
  ...bugsIn('src/ui/inside/cell-values.ts', 'inside an LSTM', [
    'Math.max(...inputs.map(({ scale }) => scale.high))',
    'Math.min(...inputs.map(({ scale }) => scale.high))',
  ]),
  ...bugsIn(
    'src/ui/unrolled/unrolled-pieces.ts',
    'unrolled net',
    [
      '${visible(expected.symbol)} ${Math.round(100 * expected.probability)} %',
      '${visible(expected.symbol)} ${Math.round(100 * (expected.targetProbability ?? 0))} %',
    ],
    ['direction === 0 ? 0 : total + 1', 'direction === 0 ? 1 : total + 1'],
  ),
  ...bugsIn('src/ui/unrolled/unrolled-panel.ts', 'unrolled net', [
    'x=${column.x - 42}',
    'x=${column.x + 42}',
  ]),
  ...bugsIn('src/ui/parts/share-bar.ts', 'statistics of a GRU', [
    'x=${percent(1 - known(right))}',
    'x=${percent(left)}',
  ]),
  ...bugsIn('src/ui/through-time/through-time-panel.ts', 'gradient through a GRU', [
    'id === memory?.gate',
    'id === cell?.activation',
  ]),
  ...bugsIn('src/ui/through-time/step-factors.ts', 'gradient through time', [
    'points: pointsOf(retained)',
    'points: pointsOf(rest)',
  ]),
  // a meaning that is guessed from what a gate is called
  ...bugsIn('src/ui/through-time/through-time-panel.ts', 'a GRU under invented ids', [
    'id === memory?.gate',
    "id === 'update'",
  ]),
  ...bugsIn('src/ui/gates/gates-panel.ts', 'a GRU under invented ids', [
    'solo ?? this.#cell?.activation',
    "solo ?? 'hidden'",
  ]),
  ...bugsIn('src/ui/gates/gates-panel.ts', 'an LSTM under invented ids', [
    'class="trace ${info.role}',
    'class="trace ${info.id}',
  ]),
  ...bugsIn('src/ui/statistics/statistics-panel.ts', 'an LSTM under invented ids', [
    "class=\"${info?.role ?? ''}",
    'class="${own.id}',
  ]),
  ...bugsIn('src/ui/inside/cell-picture.ts', 'an LSTM under invented ids', [
    'class="gate ${role}"',
    'class="gate ${trace}"',
  ]),
  ...bugsIn('src/ui/state/gradient-curves.ts', 'gradient through a GRU', [
    '      this.#endRun(true);\n      this.#latest = null;\n',
    '      this.#latest = null;\n',
  ]),
  ...bugsIn('src/ui/gates/trace-label.ts', 'gates of an LSTM', [
    '${info.symbol}: ${traceName(info.role)}',
    '${info.symbol}: ${traceName(cell?.traces[0].role ?? info.role)}',
  ]),
  ...bugsIn(
    'src/ui/weight/weight-check-panel.ts',
    'checked weight',
    ['w: row ${row + 1} of', 'w: row ${row} of'],
    ['at: (time + 0.5) / summands.length', 'at: (time + 1) / summands.length'],
  ),
  ...bugsIn('src/ui/state/weight-choice.ts', 'checked weight', [
    'name: known, place: null, nudge',
    'name: known, place: this.chosen.value.place, nudge',
  ]),
  ...bugsIn('src/ui/parts/bar-chart.ts', 'checked weight', [
    'Math.floor(((event.clientX - left) / width) * this.bars.length)',
    'Math.ceil(((event.clientX - left) / width) * this.bars.length)',
  ]),
];

/** What is said of a weight. */
const said = bugsIn(
  'src/ui/weight/weight-words.ts',
  'checked weight',
  [
    'feature ${times.feature + 1} of the ${unitName(unit)}',
    'feature ${times.feature} of the ${unitName(unit)}',
  ],
  ['number ${times.feature + 1} of the', 'number ${times.feature} of the'],
  ['into.unit + 1, walkName(into)', 'into.layer + 1, walkName(into)'],
  ['${symbol} of unit ${times.unit + 1}', '${symbol} of unit ${times.state + 1}'],
  ['before the sigmoid', 'before the softmax'],
);

/** What is set, and what is told. */
const set: PlantedBug[] = [
  ...bugsIn('src/ui/state/net-builder.ts', 'settings that are tuned while a net is built', [
    'tuning: tuningOf(now)',
    'tuning: tuningOf(built)',
  ]),
  ...bugsIn('src/ui/state/live-settings.ts', 'settings that are tuned while a net is built', [
    'info && sample.tune(settings.value)',
    '!info && sample.tune(settings.value)',
  ]),
  ...bugsIn('src/ui/state/live-settings.ts', 'settings that are tuned', [
    "if (key === 'background') this.#tellHidden();",
    "if (key === 'background') return;",
  ]),
  ...bugsIn(
    'src/ui/parts/number-field.ts',
    'what a field makes of a number',
    ['Math.log(value / min)) / Math.log(max / min)', 'Math.log(value)) / Math.log(max / min)'],
    ['min * (max / min) ** share', 'min + (max - min) * share'],
    ["this.remark?.on === this.#value ? this.remark.words : ''", "this.remark?.words ?? ''"],
  ),
  ...bugsIn(
    'src/ui/state/run-files.ts',
    'settings of a run that was loaded',
    ['...pickRunSettings(settings), line }', 'line }'],
    ['    curve.append(curves.losses);\n', ''],
    ['const more = names.length - shown.length;', 'const more = names.length;'],
  ),
  ...bugsIn('src/ui/state/ways-out.ts', 'ways out of a refusal', [
    '${settingLabel(key)} ${changes[key]}',
    '${settingLabel(key)} ${key}',
  ]),
  ...bugsIn('src/ui/text/text-source.ts', 'a text that a link was made with', [
    'characters)}, hash ${hash}',
    'characters)}, hash ${name}',
  ]),
  ...bugsIn('src/ui/settings/schedule-curve.ts', 'learning rate over the steps', [
    'learningRateAt(settings, step)',
    'learningRateAt(settings, step + 1)',
  ]),
  ...bugsIn('src/ui/state/announcer.ts', 'spoken progress', [
    'Training stopped at step ${grouped(step)}',
    'Training stopped at step ${grouped(this.#spokenAt)}',
  ]),
  ...bugsIn('src/ui/state/present-run.ts', 'nothing of steps that were lost with the GPU', [
    '    sample.diary.truncate(step);\n',
    '',
  ]),
  ...bugsIn('src/ui/state/pins.ts', 'pins of a layer, and units as a person counts', [
    'if (this.#holdAny(pins)) this',
    'if (pins.length > 0) this',
  ]),
  ...bugsIn(
    'docs/reliability.md',
    'constants of docs/reliability.md',
    ['Is kept every 30 s or 500 steps', 'Is kept every 60 s or 500 steps'],
    ['500 MB, or a tenth of', '400 MB, or a tenth of'],
    ['checked every 100 steps and 5 s', 'checked every 50 steps and 5 s'],
  ),
  ...bugsIn('src/config/view-settings.ts', 'constants of src/config/view-settings.ts', [
    'in at most 5 % of the time',
    'in at most 15 % of the time',
  ]),
];

/** What is read in an update, and not tracked: it is not drawn anew when it changes. */
const untracked: PlantedBug[] = [
  ...bugsIn('src/ui/state/store.ts', 'training bar', [
    'return this.#signal.value;',
    'return this.peek();',
  ]),
  ...bugsIn('src/ui/state/curve.ts', 'loss table', ['    void this.#version.value;\n', '']),
  ...bugsIn('src/ui/loss/validation-words.ts', 'loss read-outs', [
    'pins.list.value.length > 0 ?',
    'pins.list.peek().length > 0 ?',
  ]),
  ...bugsIn('src/ui/notices/spoken-progress.ts', 'spoken progress', [
    'announcer.words.value',
    'announcer.words.peek()',
  ]),
  ...bugsIn('src/ui/notices/work-progress.ts', 'work under way', [
    'const work = this.session.work.value;',
    'const work = this.session.work.peek();',
  ]),
];

export const pageBesideBugs: readonly PlantedBug[] = [
  ...runs,
  ...seen,
  ...said,
  ...set,
  ...untracked,
];
