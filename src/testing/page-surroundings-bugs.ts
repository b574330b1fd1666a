/** Faults that are planted around the panels: in notices, links, settings without effect, and what is gone. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

/** In notices, links and questions, and in what is asked while nobody looks. */
const elsewhere: PlantedBug[] = [
  ...bugsIn('src/ui/panels/equations-panel.ts', 'equations and their weights', [
    'gates.some(({ negated })',
    'gates.every(({ negated })',
  ]),
  ...bugsIn('src/ui/controls/device-notice.ts', 'notice of what was rebuilt', [
    "if (kind === 'cpu') return msg(str`The threads",
    "if (kind !== 'cpu') return msg(str`The threads",
  ]),
  ...bugsIn('src/ui/controls/engine-note.ts', 'notice of the GPU', [
    'noGpu.isSoftware\n',
    '!noGpu.isSoftware\n',
  ]),
  ...bugsIn('src/ui/controls/text-source.ts', 'the text that a link was made with', [
    'as guessed: ${named}',
    'as guessed: ${guess.label}',
  ]),
  ...bugsIn('src/ui/controllers/text-opener.ts', 'the text that a link was made with', [
    'const same = info.characters === characters && info.hash.startsWith(hash);',
    'const same = info.characters === characters && info.hash === hash;',
  ]),
  ...bugsIn('src/ui/controllers/link-sync.ts', 'settings without effect', [
    '  session.settings.subscribe(writeSoon);\n',
    '',
  ]),
  ...bugsIn('src/ui/controls/idle-reason.ts', 'settings without effect', [
    'settings.layers > 1 ?',
    'settings.layers > 0 ?',
  ]),
  ...bugsIn('src/ui/words/settings.ts', 'compared runs', [
    'setting.unit ? `${shown} ${setting.unit}`',
    'setting.unit ? `${shown} ${setting.label}`',
  ]),
  ...bugsIn('src/ui/controllers/session.ts', 'weights that would be lost', [
    'if (step === 0 && by.kind',
    'if (step <= 1 && by.kind',
  ]),
  ...bugsIn('src/ui/controllers/selection.ts', 'pointed unit inside', [
    'Math.min(characters.length - 1, this.timeStep.value)',
    'Math.min(characters.length, this.timeStep.value)',
  ]),
  ...bugsIn('src/ui/controllers/time-ahead.ts', 'time ahead', [
    '!isBusy && !document.hidden',
    '!isBusy',
  ]),
  ...bugsIn('src/ui/controllers/run-files.ts', 'kept step', [
    'if (!isOfAnother) this.keptStep.set(this.#listedStep);',
    '',
  ]),
  ...bugsIn('src/ui/panels/gates-panel.ts', 'layer and line of the gates', [
    "characters.join(''), hiddenSize, layer].join",
    "characters.join(''), hiddenSize].join",
  ]),
  ...bugsIn('src/ui/panels/inside-panel.ts', 'inside a GRU', [
    "? timed(symbol, 'now') : symbol",
    "? timed(symbol, 'before') : symbol",
  ]),
  ...bugsIn('src/cells/lstm.ts', 'scales hold what the cell computes', [
    "help: 'Memory cell.', scale: 'free'",
    "help: 'Memory cell.', scale: 'signed'",
  ]),
];

/** What is gone, of a text and of what is looked at. */
const gone: PlantedBug[] = [
  ...bugsIn(
    'src/ui/controllers/gates-watch.ts',
    'nothing of a net that is gone',
    ['      this.frame.set(null);\n', ''],
    ["      this.#watched = '';\n", ''],
  ),
  ...bugsIn('src/ui/controllers/statistics-watch.ts', 'statistics of a GRU', [
    '      this.frame.set(null);\n      this.#watch();',
    '      this.#watch();',
  ]),
  ...bugsIn('src/ui/controllers/text-opener.ts', 'nothing of a text that is gone', [
    "before.lines.includes(line) ? '' : line",
    "before.lines.includes(line) ? line : ''",
  ]),
  ...bugsIn(
    'src/ui/controllers/net-builder.ts',
    'nothing of a text that is gone',
    ['    this.#note.say(sentence);\n', '    if (sentence) this.#note.say(sentence);\n'],
    ['because a test of “${info.avoided.kernels}”', 'because a test of “${info.kernels}”'],
  ),
  ...bugsIn('src/ui/controllers/ways-out.ts', 'ways out of a refusal', [
    "msg('Read it anyway'), act: readAnyway",
    "msg('Read it anyway'), act: firstPart ?? readAnyway",
  ]),
  ...bugsIn('src/ui/panels/loss-table.ts', 'loss table', [
    'Math.min(rows, curve.steps)',
    'Math.min(rows - 1, curve.steps)',
  ]),
];

export const pageSurroundingsBugs: readonly PlantedBug[] = [...elsewhere, ...gone];
