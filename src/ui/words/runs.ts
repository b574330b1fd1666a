/** What runs are called in sentences of the page. */
import { msg, str } from '@lit/localize';
import { inlineText } from '../../lib/inline-text.ts';
import type { RunTitle } from '../../protocol/kept-run.ts';
import { grouped, megabytes } from '../format.ts';

const longestName = 60;
/** What tells runs on one text apart comes after its title. */
const longestTitle = 24;

/** @param cellName the cell as people call it */
export function nameOfRun({ name, title, step }: RunTitle, cellName: string): string {
  if (name !== '') return inlineText(name, longestName);
  return msg(str`${inlineText(title, longestTitle)}, ${cellName}, step ${grouped(step)}`);
}

/** "1 step", "235 steps". */
export function countOfSteps(steps: number): string {
  return steps === 1 ? msg('1 step') : msg(str`${grouped(steps)} steps`);
}

const longestList = 5;

/** What went so that the present run could be kept. */
export function droppedRuns(names: readonly string[], budgetBytes: number): string {
  const budget = megabytes(budgetBytes);
  const shown = names.slice(0, longestList).join('; ');
  const more = names.length - longestList;
  if (more > 0) {
    return msg(
      str`To stay within ${budget}, the oldest unnamed runs were removed: ${shown}; and ${grouped(more)} more. Name a run to keep it.`,
    );
  }
  return names.length === 1
    ? msg(
        str`To stay within ${budget}, the oldest unnamed run was removed: ${shown}. Name a run to keep it.`,
      )
    : msg(
        str`To stay within ${budget}, the oldest unnamed runs were removed: ${shown}. Name a run to keep it.`,
      );
}
