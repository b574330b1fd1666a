/** More of the faults that are planted in what the page shows: those that a blind round had missed. */
import type { PlantedBug } from './planted-bugs.ts';

type Change = readonly [find: string, replace: string];

export const bugsIn = (file: string, check: string, ...changes: Change[]): PlantedBug[] =>
  changes.map(([find, replace]) => ({ file, find, replace, check }));

/** Of pictures and equations. */
const drawn: PlantedBug[] = [
  ...bugsIn('src/ui/gates/gate-map.ts', 'pinned gates', [
    'this.isHeld(unit)) return',
    'this.isHeld(row)) return',
  ]),
  ...bugsIn('src/ui/equations/equations-panel.ts', 'equations and their weights', [
    'toggleSolo(trace)',
    "toggleSolo('candidate')",
  ]),
];

/** What is gone shows. */
const leftovers: PlantedBug[] = [
  ...bugsIn(
    'src/ui/state/present-run.ts',
    'nothing of a net that is gone',
    ['    curve.clear();\n    sample.clear();\n', '    curve.clear();\n'],
    ['    curve.clear();\n    sample.clear();\n', '    sample.clear();\n'],
    ['    divergence.clear();\n    progress', '    progress'],
  ),
  ...bugsIn('src/ui/state/pins.ts', 'nothing of a net that is gone', [
    '      this.freeAll();\n      if (info)',
    '      if (info)',
  ]),
  ...bugsIn('src/ui/state/curve.ts', 'nothing of a net that is gone', [
    '    this.#validations.length = 0;\n',
    '',
  ]),
  ...bugsIn('src/ui/state/curve.ts', 'nothing of steps that were rewound', [
    '    this.#smoothedCount = 0;\n',
    '',
  ]),
  ...bugsIn(
    'src/ui/state/curve.ts',
    'nothing of steps that were lost with the GPU',
    ['    this.#smoothedCount = this.#steps;\n', ''],
    ['    if (Number.isFinite(last)) this.#smoothed = last;\n', ''],
  ),
  ...bugsIn('src/ui/state/present-run.ts', 'nothing of steps that were lost with the GPU', [
    '    curve.truncate(step);\n',
    '',
  ]),
  ...bugsIn('src/ui/state/curve.ts', 'steps that were never told are a gap', [
    '    for (let step = this.#steps + 1; step < firstStep; step++) this.#put(step, NaN, NaN);\n',
    '',
  ]),
  ...bugsIn('src/ui/state/live-settings.ts', 'what an undo sets is what is trained with', [
    "      this.tell('learningRate');\n",
    '',
  ]),
  ...bugsIn('src/ui/state/progress.ts', 'what an undo sets is what is trained with', [
    "state: 'stopped', tokensPerSecond: 0 }",
    "state: 'stopped' }",
  ]),
  ...bugsIn(
    'src/ui/state/divergence-watch.ts',
    'what an undo sets is what is trained with',
    ["    client.on('training.undone', () => this.clear());\n", ''],
    ["    client.on('failure', () => this.clear());\n", ''],
  ),
  ...bugsIn(
    'src/ui/state/sample-run.ts',
    'nothing of a sample before',
    [
      "      if (this.state.value.phase !== 'drawing') return;\n      for (const [at, piece]",
      '      for (const [at, piece]',
    ],
    ['    this.#counts.set(null);\n    this.#copied.set(null);', '    this.#counts.set(null);'],
    ["if (this.state.value.phase === 'complete') this.#copied", 'this.#copied'],
  ),
  ...bugsIn('src/ui/state/announcer.ts', 'only all that is held out is spoken of', [
    '    if (tokens < total) return;\n',
    '',
  ]),
  ...bugsIn(
    'src/ui/state/view-store.ts',
    'a tab that was closed shows nothing that came meanwhile',
    ["shown.asked === '' || id !== shown.id || textOf(shown) !== shown.asked", 'id !== shown.id'],
  ),
  ...bugsIn('src/ui/state/kept-run-list.ts', 'compared runs', [
    'if (this.#asked.get(id) === step) continue;',
    'if (this.#asked.has(id)) continue;',
  ]),
];

/** What is said of a link's text, and what is offered. */
const said: PlantedBug[] = [
  ...bugsIn(
    'src/ui/state/link-follower.ts',
    'a link beside a text of one’s own',
    ['inlineText(text.name, 80)', "inlineText(opener.info.value?.title ?? '', 80)"],
    ['    needs.text.info.subscribe(() => this.#stays.say(null));\n', ''],
  ),
  ...bugsIn('src/ui/state/link-follower.ts', 'a link to the text that is open', [
    "if (text && opener.fits(text)) return { kind: 'same', wanted: null };",
    '',
  ]),
  ...bugsIn(
    'src/ui/state/text-opener.ts',
    'another text than that of the link',
    ['    this.#mismatch.say(null);\n    if (!wanted', '    if (!wanted'],
    ['    this.#mismatch.say(null);\n    this.#needs.open.opened', '    this.#needs.open.opened'],
  ),
  ...bugsIn('src/ui/state/pins.ts', 'what pins change', [
    '    this.#showsDifference.set(false);\n',
    '',
  ]),
  ...bugsIn('src/ui/state/kept-run-list.ts', 'the newest of several runs is offered', [
    'runs.find(({ id, use }) =>',
    'runs.findLast(({ id, use }) =>',
  ]),
];

/** A button, or an answer, that does something else. */
const commanded: PlantedBug[] = [
  ...bugsIn(
    'src/ui/state/training.ts',
    'what the buttons of training ask for',
    ["client.send({ type: 'training.step' });", "client.send({ type: 'training.start' });"],
    ["client.send({ type: 'training.pause' });", "client.send({ type: 'training.rewind' });"],
  ),
  ...bugsIn(
    'src/ui/state/training.ts',
    'what an error offers',
    ["    this.#needs.client.send({ type: 'training.undo', ...(to && { to }) });\n", ''],
    ['    banner.forgetNumbers();\n', ''],
  ),
  ...bugsIn('src/ui/state/net-builder.ts', 'work that is given up', [
    "{ type: 'net.cancel' });\n    this.restoreSettings();",
    "{ type: 'net.cancel' });",
  ]),
  ...bugsIn('src/ui/state/run-files.ts', 'work that is given up', [
    "this.#isBuilding ? 'net.cancel' : 'run.cancel'",
    "this.#isBuilding ? 'run.cancel' : 'net.cancel'",
  ]),
  ...bugsIn('src/ui/state/setting-changes.ts', 'what runs nets is chosen', [
    "    if (effect === 'engine') net.move();\n",
    '',
  ]),
  ...bugsIn(
    'src/ui/state/replace-guard.ts',
    'a file in the place of a net',
    ["answer === 'save' ? saver.saveFirst() : answer === 'replace'", "answer !== 'keep'"],
    ['if (step === 0 && by.kind', 'if (step <= 1 && by.kind'],
  ),
  ...bugsIn('src/ui/state/run-saver.ts', 'a file in the place of a net', [
    'if (id === 0) this.#end(false);',
    'if (id === 0) this.#end(true);',
  ]),
  ...bugsIn('src/ui/state/run-files.ts', 'a run that is given while a text is opened', [
    '    if (text.busy) await text.settled();\n',
    '',
  ]),
  ...bugsIn(
    'src/ui/state/run-files.ts',
    'a run whose net is refused just after another was ready',
    ['this.#isBuilding && net.wished > this.#wishedBefore', 'this.#isBuilding'],
  ),
  ...bugsIn('src/ui/state/run-files.ts', 'a run that read its text otherwise', [
    'this.#read(file, by, true);',
    'this.#read(file, by);',
  ]),
  ...bugsIn(
    'src/ui/state/text-opener.ts',
    'a text in the place of a net',
    ["    if (progress.value.state === 'running') training.pause();\n", ''],
    ["    this.#needs.client.send({ type: 'text.cancel' });\n", ''],
  ),
];

/** Another number, row or place. */
const misread: PlantedBug[] = [
  ...bugsIn(
    'src/ui/loss/curve-file.ts',
    'compared runs',
    ["other.curve.at('smoothed', step),", "other.curve.at('losses', step),"],
    ['validations[index + 1].get(step)?.loss', 'validations[0].get(step)?.loss'],
  ),
  ...bugsIn(
    'src/ui/gates/gate-pins.ts',
    'pins of a layer, and units as a person counts',
    ['pins.holdOf(gates.walk, chosen.id, unit)', 'pins.holdOf({ layer: 1 }, chosen.id, unit)'],
    ['.value=${String(unit + 1)}', '.value=${String(unit)}'],
  ),
  ...bugsIn('src/ui/gates/gate-pins.ts', 'each way of pinning', [
    'unit: this.isLayerWide ? null : unit',
    'unit',
  ]),
  ...bugsIn('src/ui/state/run-files.ts', 'no note on a file whose net is gone', [
    'net.info.subscribe(() => this.#leftOut.say(null));',
    '',
  ]),
  ...bugsIn('src/ui/parts/setting-field.ts', 'what each reset says, and does', [
    '@click=${() => this.emit(standard)}',
    '@click=${() => this.emit(this.setting.default)}',
  ]),
  ...bugsIn(
    'src/ui/state/pins.ts',
    'pins of a layer, and units as a person counts',
    [
      'isOf(other, pin) && other.gate === pin.gate && (pin.unit',
      'other.gate === pin.gate && (pin.unit',
    ],
    ['isOf(other, pin) && other.gate === pin.gate && (pin.unit', 'isOf(other, pin) && (pin.unit'],
  ),
  ...bugsIn('src/ui/gates/gate-map.ts', 'pins of a layer, and units as a person counts', [
    'if (run?.[1] === row) run[1] = row + 1;',
    'if (run?.[1] === row) run[1] = row;',
  ]),
  ...bugsIn('src/ui/gates/gates-panel.ts', 'pointed gate', [
    'this.pointed?.cell?.column === at',
    'this.pointed?.cell?.row === at',
  ]),
  ...bugsIn('src/ui/inside/inside-panel.ts', 'pointed unit inside', [
    '.value=${live(String(value + 1))}',
    '.value=${live(String(value))}',
  ]),
  ...bugsIn('src/ui/state/selection.ts', 'pointed unit inside', [
    '    this.#unit.set(unit);\n    this.#timeStep.set(timeStep);\n',
    '    this.#unit.set(unit);\n',
  ]),
  ...bugsIn('src/ui/kept-runs/run-offer.ts', 'an earlier run is offered', [
    'grouped(offer.step)',
    'String(offer.step)',
  ]),
  ...bugsIn('src/ui/parts/line-chart.ts', 'a spike that is cut off', [
    'highest.y >= point.y',
    'highest.y <= point.y',
  ]),
  ...bugsIn(
    'src/ui/statistics/statistics-panel.ts',
    'gate statistics',
    ['({ at, label: shareWords(at) })', '({ at, label: shareWords(at / high) })'],
    ['shown === at &&', 'shown + 1 === at &&'],
  ),
  ...bugsIn('src/ui/unrolled/unrolled-pieces.ts', 'unrolled net', [
    'sup: `[${layer + 1}]${sup}`',
    'sup: `[${layer}]${sup}`',
  ]),
  ...bugsIn('src/ui/settings/schedule-points.ts', 'learning rate that warms up', [
    '1.25 * Math.max(scheduleSteps, warmupSteps)',
    '1.25 * scheduleSteps',
  ]),
  ...bugsIn('src/ui/state/announcer.ts', 'spoken progress', [
    '    this.#spokenAt = this.#now();\n    this.#words',
    '    this.#words',
  ]),
  ...bugsIn('src/ui/state/present-run.ts', 'nothing of steps that were lost with the GPU', [
    '    this.#needs.progress.halted();\n',
    '',
  ]),
  ...bugsIn('src/ui/state/kept-run-list.ts', 'compared runs', [
    "run !== undefined && run.use !== 'here'",
    'run !== undefined',
  ]),
  ...bugsIn('src/ui/state/view-store.ts', 'checked weight', [' || id !== shown.id', '']),
  ...bugsIn('src/ui/gates/gate-pins.ts', 'pinned gates', [
    'const listed = 4;',
    'const listed = 3;',
  ]),
  ...bugsIn('src/ui/parts/field-remarks.ts', 'a unit and a time step that are not there', [
    'Math.max(range.min, Math.min(range.max, Math.round(typed)))',
    'Math.max(range.min, Math.round(typed))',
  ]),
  ...bugsIn('src/ui/kept-runs/kept-runs-panel.ts', 'a budget that is none', [
    'if (typed >= 1) {',
    'if (typed >= 0) {',
  ]),
  ...bugsIn('src/ui/words/runs.ts', 'runs that went for room', [
    '${grouped(more)} more',
    '${grouped(names.length)} more',
  ]),
];

export const pageMissedBugs: readonly PlantedBug[] = [
  ...drawn,
  ...leftovers,
  ...said,
  ...commanded,
  ...misread,
  // a mean that is a sum, a rule that is not told, the same text twice, an alarm that stays
  ...bugsIn(
    'src/ui/state/sample-run.ts',
    'a sample by rules',
    ['sum + cut, 0) / Math.max(1, all.length)', 'sum + cut, 0)'],
    ["'topP', 'without', 'unknown'", "'without', 'unknown'"],
    ['    this.#refused.set(null);\n    this.#client', '    this.#client'],
  ),
  ...bugsIn(
    'src/ui/sample/sample-cut.ts',
    'a sample by rules',
    ['place: at + 1', 'place: at'],
    ['b.cut - a.cut', 'a.cut - b.cut'],
    ['.filter(({ cut }) => cut > 0)', ''],
  ),
  ...bugsIn('src/ui/sample/token-odds.ts', 'a sample by rules', [
    'fixed(cut * 100, 1)',
    'fixed(cut, 1)',
  ]),
  ...bugsIn('src/ui/sample/sample-beside.ts', 'a sample by rules', [
    'at !== sample.shown.value',
    'at > 0',
  ]),
];
