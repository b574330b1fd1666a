/** Faults that are planted in what a class needs: open views, links, the wall, experiments. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

const looks: PlantedBug[] = [
  ...bugsIn('src/ui/state/open-views.ts', 'views that a link opens', [
    '    else this.#selection.closeTab();\n',
    '',
  ]),
  ...bugsIn('src/ui/state/link-follower.ts', 'views that a link opens', [
    'openViews.adopt(link.views);',
    '[];',
  ]),
  ...bugsIn('src/ui/state/open-views.ts', 'views that are closed and opened', [
    'return this.main.value.length > 1;',
    'return this.main.value.length > 0;',
  ]),
  ...bugsIn(
    'src/ui/state/link-sync.ts',
    'views that are closed and opened',
    ['  page.openViews.main.subscribe(writeSoon);\n', ''],
    ['  page.selection.tab.subscribe(writeSoon);\n', ''],
  ),
  ...bugsIn(
    'src/ui/state/link-sync.ts',
    'a link that the browser tells of late',
    ['    if (location.hash !== known) return;\n', ''],
    ['    clearTimeout(timer);\n    known = location.hash;\n', '    clearTimeout(timer);\n'],
  ),
  ...bugsIn('src/ui/state/link-sync.ts', 'pins of a link', [
    '  page.pins.list.subscribe(writeSoon);\n',
    '',
  ]),
  ...bugsIn(
    'src/ui/state/pins.ts',
    'pins of a link',
    ['    if (isForNext) return;\n', ''],
    ['    this.#wanted = [];\n    if (wanted', '    if (wanted'],
    ['this.gates.some(({ id }) => id === pin.gate)', 'true'],
  ),
  ...bugsIn('src/ui/state/pins.ts', 'pins of a link whose net does not come', [
    '    needs.net.calledOff.subscribe(() => (this.#wanted = []));\n',
    '',
  ]),
  ...bugsIn('src/ui/state/text-opener.ts', 'pins of a link whose net does not come', [
    '    if (this.busy) this.#needs.net.callOff();\n',
    '',
  ]),
  ...bugsIn('src/ui/state/link-sync.ts', 'a link that is copied', [
    'const fragment = fragmentOf(page);',
    "const fragment = location.hash.replace('#', '');",
  ]),
  ...bugsIn('src/ui/bar/copy-link.ts', 'a link that is copied', [
    "[msg('Link copied.'), limits]",
    "[msg('Link copied.')]",
  ]),
  ...bugsIn(
    'src/ui/state/presentation.ts',
    'the page on a wall',
    ['event.defaultPrevented || ', ''],
    ['altKey && !ctrlKey', '!ctrlKey'],
  ),
  ...bugsIn('src/ui/state/link-sync.ts', 'the page on a wall', [
    'const fragment = fragmentOf(page);',
    'const fragment = fragmentOf(page, presentation.shown.value);',
  ]),
];

const experiments: PlantedBug[] = [
  ...bugsIn('src/ui/state/experiments.ts', 'pin the forget gate of a net that is there', [
    '    pins.adopt(before.pins, isReplaced);\n',
    '',
  ]),
  ...bugsIn('src/ui/experiments/nets.ts', 'pin the forget gate of a net that is there', [
    "progress.value.step < enough) await train(lab, small, msg('an LSTM'), enough);\n}\n\n/** The net",
    "progress.value.step > enough) await train(lab, small, msg('an LSTM'), enough);\n}\n\n/** The net",
  ]),
  ...bugsIn('src/ui/state/experiments.ts', 'an experiment with a new net', [
    '    openViews.adopt(before.views);\n',
    '',
  ]),
  ...bugsIn('src/ui/experiments/lab.ts', 'an experiment with a new net', [
    'changes.train(steps);',
    'changes.train();',
  ]),
  ...bugsIn('src/ui/experiments/lab.ts', 'an experiment with a new net', [
    "const ownGroups = ['text', 'engine'];",
    "const ownGroups = ['engine'];",
  ]),
  ...bugsIn(
    'src/ui/state/experiments.ts',
    'an experiment that takes the place of a run',
    ['before.replaced === 1) {', 'before.replaced === 2) {'],
    ['    settings.adopt(before.settings);\n', ''],
  ),
  ...bugsIn('src/ui/state/experiments.ts', 'an RNN beside an LSTM', [
    'if (!before.compared.includes(id)) kept',
    'if (before.compared.includes(id)) kept',
  ]),
  ...bugsIn('src/ui/kept-runs/undo-bar.ts', 'an experiment that takes the place of a run', [
    ' || this.session.experiments.now.value',
    '',
  ]),
  ...bugsIn('src/ui/experiments/two-temperatures.ts', 'two temperatures', [
    'topK: 0, sampleLength:',
    'topK: 1, sampleLength:',
  ]),
  ...bugsIn('src/ui/state/curve.ts', 'clip off', [
    'value > norm) [step, norm] = [index + 1, value]',
    'value > norm) [step, norm] = [index, value]',
  ]),
  ...bugsIn('src/ui/state/experiments.ts', 'an RNN beside an LSTM', [
    'this.#replaces = isTrained || before.replaced === 0;',
    'this.#replaces = before.replaced === 0;',
  ]),
  ...bugsIn(
    'src/ui/experiments/side-by-side.ts',
    'two nets side by side',
    ['    await measured(lab);\n', ''],
    ['      if (kept !== null) await overlay(lab, kept);\n', ''],
  ),
  ...bugsIn('src/ui/state/experiments.ts', 'an experiment whose net is not built', [
    'this.#replaces = isTrained || before.replaced === 0;',
    'before.replaced++;',
  ]),
  ...bugsIn('src/ui/state/experiments.ts', 'an experiment whose net is not built', [
    '      net.cancel();\n',
    '',
  ]),
  ...bugsIn('src/ui/state/experiments.ts', 'experiments that cannot go on', [
    'if (!this.#lab?.builds) this.stay();',
    '',
  ]),
];

export const pageClassBugs: readonly PlantedBug[] = [...looks, ...experiments];
