/** Which kept runs are nets of one size, each on a text of its own. */
import { firstTask } from '../../config/first-task.ts';
import type { Settings } from '../../config/settings.ts';
import type { KeptRun } from '../../protocol/kept-run.ts';

/** What makes the size of a net, but for its vocabulary, and what its tokens are. */
const sizes = [
  ...(['cell', 'layers', 'hiddenSize', 'input', 'embeddingSize'] as const),
  ...(['initialState', 'window', 'level', 'vocabulary', 'sequences'] as const),
] satisfies (keyof Settings)[];

/** Those that a run can be compared with, in the order of the list. */
export function partnersOf(run: KeptRun, runs: readonly KeptRun[]): KeptRun[] {
  if (run.settings.task !== firstTask.id) return [];
  return runs.filter(
    ({ title, settings }) =>
      settings.task === firstTask.id &&
      title !== run.title &&
      sizes.every((key) => settings[key] === run.settings[key]),
  );
}
