/** What is wrong with what the browser keeps, in sentences. */
import { msg, str } from '@lit/localize';
import { inlineText } from '../../lib/inline-text.ts';
import type { KeptProblem, RunTitle } from '../../protocol/kept-run.ts';
import { grouped, megabytes } from '../format.ts';

export function keptProblem(problem: KeptProblem, nameOf: (run: RunTitle) => string): string {
  switch (problem.code) {
    case 'no storage':
      return msg(
        'This browser keeps no runs for this page, as in a private window. Save the run as a file before you close the page.',
      );
    case 'older page':
      return msg(
        'An older version of this page is open in another tab, so no runs are kept here. Close that tab, then reload this one.',
      );
    case 'busy':
      return msg('Another tab is busy with the kept runs. Try again in a moment.');
    case 'quota exceeded':
      return msg(
        str`The browser has no room for this run (${megabytes(problem.values.bytes)}), so it is not kept. Delete kept runs, or save this one as a file.`,
      );
    case 'over budget': {
      const { bytes, usedBytes, budgetBytes } = problem.values;
      return msg(
        str`This run is not kept: it needs ${megabytes(bytes)}, and kept runs already take ${megabytes(usedBytes)} of ${megabytes(budgetBytes)}. Delete kept runs or raise the budget.`,
      );
    }
    case 'not written':
      return msg(
        str`This run could not be kept: ${told(problem.values.reason)}. Save it as a file to be safe.`,
      );
    case 'not savable':
      return msg(str`This run cannot be saved: ${told(problem.values.reason)}.`);
    case 'gone':
      return msg('This run was deleted, here or in another tab.');
    case 'unreadable': {
      const reason = told(problem.values.reason);
      return msg(
        str`${nameOf(problem.values)} cannot be read: ${reason}. Delete it to free its room.`,
      );
    }
    case 'text missing': {
      const count = grouped(problem.values.characters);
      return msg(
        str`The text of ${nameOf(problem.values)} was not kept (${count} characters). Open that text, then open the run again.`,
      );
    }
    case 'text settings':
      return msg(
        str`${nameOf(problem.values)} read this text with other settings: ${problem.values.settings}. Read the text with them to open the run.`,
      );
    case 'used elsewhere':
      return msg(
        str`${nameOf(problem.values)} is trained in another tab. Close that tab before you delete it.`,
      );
    case 'nothing replaced':
      return msg('There is no earlier run to go back to.');
  }
}

/** In the midst of a sentence of ours. */
function told(reason: string): string {
  return inlineText(reason, 300).replace(/[.\s]+$/, '');
}
