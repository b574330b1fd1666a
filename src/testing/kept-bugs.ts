/** The faults that are planted in what the page shows of kept runs, of an undo and of a run that diverges. */
import type { PlantedBug } from './planted-bugs.ts';

export const keptBugs: readonly PlantedBug[] = [
  {
    file: 'src/ui/kept-runs/kept-runs-panel.ts',
    find: 'lossWords(run.loss),',
    replace: 'lossWords(run.validationLoss),',
    check: 'list of kept runs',
  },
  {
    file: 'src/ui/kept-runs/kept-runs-panel.ts',
    find: '${megabytes(usedBytes)} of ${megabytes(budgetBytes)} used.',
    replace: '${megabytes(usedBytes)} of ${megabytes(defaultBudgetBytes)} used.',
    check: 'room for kept runs',
  },
  {
    file: 'src/ui/kept-runs/kept-runs-panel.ts',
    find: "const uses = { here: msg('here'), elsewhere: msg('in another tab') };",
    replace: "const uses = { elsewhere: msg('here'), here: msg('in another tab') };",
    check: 'list of kept runs',
  },
  {
    file: 'src/ui/kept-runs/kept-runs-panel.ts',
    find: 'kept.setBudget(taken * megabyte)',
    replace: 'kept.setBudget(taken * 1024 * 1024)',
    check: 'room for kept runs',
  },
  {
    file: 'src/ui/kept-runs/run-comparison.ts',
    find: 'validationLoss: curve.validations.at(-1)?.loss ?? null',
    replace: 'validationLoss: curve.validations.at(0)?.loss ?? null',
    check: 'compared runs',
  },
  {
    file: 'src/ui/loss/compared-curves.ts',
    find: "points: curve.points('smoothed', logX) }",
    replace: "points: curve.points('losses', logX) }",
    check: 'compared runs',
  },
  {
    file: 'src/ui/kept-runs/undo-bar.ts',
    find: 'replacedBy(value.by, value.what.step)',
    replace: 'replacedBy(value.by, 0)',
    check: 'undo of what was replaced',
  },
  {
    file: 'src/ui/state/replaced-run.ts',
    find: 'this.#trained > last.value.what.step',
    replace: 'this.#trained >= 1',
    check: 'undo of what was replaced',
  },
  {
    file: 'src/ui/notices/divergence-notice.ts',
    find: 'grouped(undoStep)',
    replace: 'grouped(session.progress.value.step)',
    check: 'a run that diverges',
  },
  {
    file: 'src/ui/notices/divergence-words.ts',
    find: '100 * divergence.share',
    replace: 'divergence.share',
    check: 'a run that diverges',
  },
  {
    file: 'src/ui/state/divergence-watch.ts',
    find: '    if (this.news.value) this.#dismissed.add(this.news.value.divergence.code);\n',
    replace: '',
    check: 'a run that diverges',
  },
  {
    file: 'src/lib/format.ts',
    find: 'size < 100 ? digits : mostDigits - 1',
    replace: 'size < 100 ? digits : mostDigits',
    check: 'large and small numbers',
  },
  {
    file: 'src/ui/state/kept-run-list.ts',
    find: 'runs.find(({ id, use }) => use === null && this.#found?.has(id))',
    replace: 'runs.find(({ use }) => use === null)',
    check: 'an earlier run is offered',
  },
];
