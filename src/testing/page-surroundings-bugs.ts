/** Faults that are planted around the panels: in notices, links, settings without effect, and what is gone. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

/** In notices, links and questions, and in what is asked while nobody looks. */
const elsewhere: PlantedBug[] = [
  ...bugsIn('src/ui/equations/equations-panel.ts', 'equations and their weights', [
    'gates.some(({ negated })',
    'gates.every(({ negated })',
  ]),
  ...bugsIn('src/ui/notices/device-notice.ts', 'notice of what was rebuilt', [
    "if (kind === 'cpu') return msg(str`The threads",
    "if (kind !== 'cpu') return msg(str`The threads",
  ]),
  ...bugsIn('src/ui/notices/engine-note.ts', 'notice of the GPU', [
    'noGpu.isSoftware\n',
    '!noGpu.isSoftware\n',
  ]),
  ...bugsIn('src/ui/text/text-source.ts', 'the text that a link was made with', [
    'detected: ${named}',
    'detected: ${guess.label}',
  ]),
  ...bugsIn('src/ui/state/text-opener.ts', 'the text that a link was made with', [
    'const same = info.tokens === characters && info.hash.startsWith(hash);',
    'const same = info.tokens === characters && info.hash === hash;',
  ]),
  ...bugsIn('src/ui/state/link-sync.ts', 'settings without effect', [
    '  page.settings.subscribe(writeSoon);\n',
    '',
  ]),
  ...bugsIn('src/ui/settings/idle-reason.ts', 'settings without effect', [
    'settings.layers > 1',
    'settings.layers > 0',
  ]),
  ...bugsIn('src/ui/words/settings.ts', 'compared runs', [
    'setting.unit ? `${shown} ${setting.unit}`',
    'setting.unit ? `${shown} ${setting.label}`',
  ]),
  ...bugsIn('src/ui/state/replace-guard.ts', 'weights that would be lost', [
    'if (step === 0 && by.kind',
    'if (step <= 1 && by.kind',
  ]),
  ...bugsIn('src/ui/state/selection.ts', 'pointed unit inside', [
    'Math.min(tokens.length - 1, this.timeStep.value)',
    'Math.min(tokens.length - 2, this.timeStep.value)',
  ]),
  ...bugsIn('src/ui/state/time-ahead.ts', 'time ahead', ['!isBusy && !document.hidden', '!isBusy']),
  ...bugsIn('src/ui/state/kept-step.ts', 'kept step', [
    'if (!isOfAnother) this.set(this.#listed);',
    '',
  ]),
  ...bugsIn('src/ui/gates/gates-panel.ts', 'layer and line of the gates', [
    'hiddenSize, part, layer, direction].join',
    'hiddenSize, part, direction].join',
  ]),
  ...bugsIn('src/ui/inside/inside-panel.ts', 'inside a GRU', [
    "? timed(symbol, 'now', arrow) : symbol",
    "? timed(symbol, 'before', arrow) : symbol",
  ]),
  ...bugsIn('src/cells/lstm.ts', 'scales hold what the cell computes', [
    "help: 'Memory cell.', role: 'memory', scale: 'free'",
    "help: 'Memory cell.', role: 'memory', scale: 'signed'",
  ]),
];

/** What is gone, of a text and of what is looked at. */
const gone: PlantedBug[] = [
  ...bugsIn(
    'src/ui/state/view-store.ts',
    'nothing of a net that is gone',
    ['  shown.frame.clear();\n', ''],
    ["  shown.asked = '';\n", ''],
  ),
  ...bugsIn('src/ui/state/view-store.ts', 'statistics of a GRU', [
    '      forget(shown);\n      shown.isOpen',
    "      shown.asked = '';\n      shown.isOpen",
  ]),
  ...bugsIn('src/ui/state/text-opener.ts', 'nothing of a text that is gone', [
    "before.lines.includes(line) ? '' : line",
    "before.lines.includes(line) ? line : ''",
  ]),
  ...bugsIn(
    'src/ui/state/net-builder.ts',
    'nothing of a text that is gone',
    ['    this.#note.say(sentence);\n', '    if (sentence) this.#note.say(sentence);\n'],
    ['because a test of “${info.avoided.kernels}”', 'because a test of “${info.kernels}”'],
  ),
  ...bugsIn('src/ui/state/ways-out.ts', 'ways out of a refusal', [
    "msg('Read it anyway'), act: readAnyway",
    "msg('Read it anyway'), act: firstPart ?? readAnyway",
  ]),
  ...bugsIn('src/ui/loss/loss-table.ts', 'loss table', [
    'Math.min(rows, curve.steps)',
    'Math.min(rows - 1, curve.steps)',
  ]),
];

/** What comes late, or second, and what waits. */
const late: PlantedBug[] = [
  ...bugsIn('src/ui/state/net-builder.ts', 'net in the form', [
    'if (asked === this.#asked) this.#outlook',
    'this.#outlook',
  ]),
  ...bugsIn('src/ui/state/banner.ts', 'undone steps', [
    'if (!this.value) this.set(banner);',
    'this.set(banner);',
  ]),
  ...bugsIn('src/ui/state/present-run.ts', 'nothing of a net that is gone', [
    '    sample.clear();\n    announcer.forget();\n',
    '    sample.clear();\n',
  ]),
  ...bugsIn('src/ui/state/device-watch.ts', 'notice of what was rebuilt', [
    "    if (status.state === 'stalled') return;\n",
    '',
  ]),
  ...bugsIn('src/ui/state/text-opener.ts', 'ways out of a refusal', [
    '      ...(this.#read && pickTextSettings(this.#read)),\n',
    '',
  ]),
  ...bugsIn('src/ui/state/kept-run-list.ts', 'an earlier run is offered', [
    'use === null && this.#found',
    "use !== 'here' && this.#found",
  ]),
  ...bugsIn('src/ui/state/gradient-curves.ts', 'gradient through a GRU', [
    'slice(-(mostKept - 1))',
    'slice(0, mostKept - 1)',
  ]),
];

/** Other numbers and names. */
const read: PlantedBug[] = [
  ...bugsIn('src/ui/state/curve.ts', 'loss table', [
    'const smoothing = 0.1;',
    'const smoothing = 0.3;',
  ]),
  ...bugsIn('src/ui/through-time/share-words.ts', 'gradient through a GRU', [
    'amount(1 / value)',
    'amount(value)',
  ]),
  ...bugsIn('src/ui/parts/line-chart.ts', 'gradient through a GRU', [
    'title: ([item]) => `${this.xName} ',
    'title: ([item]) => `step ',
  ]),
  ...bugsIn('src/ui/gates/gate-pins.ts', 'pinned gates', [
    'of ${grouped(last)}',
    'of ${grouped(last - 1)}',
  ]),
  ...bugsIn('src/ui/weight/weight-check-panel.ts', 'checked weight', [
    "${each} (${shape.join(' × ')})",
    "${each} (${[...shape].reverse().join(' × ')})",
  ]),
  ...bugsIn('src/ui/parts/bar-chart.ts', 'checked weight', [
    'last : this.pointed - 1,',
    'last : this.pointed - 2,',
  ]),
  ...bugsIn('src/ui/inside/inside-panel.ts', 'inside a GRU that resets after', [
    'new Map([...traces, ...saved].map(',
    'new Map([...traces].map(',
  ]),
];

export const pageSurroundingsBugs: readonly PlantedBug[] = [
  ...elsewhere,
  ...gone,
  ...late,
  ...read,
];
