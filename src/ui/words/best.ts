/** What is said of the best validation, and of a run that waited for a better one in vain. */
import { msg, str } from '@lit/localize';
import type { TrainingProgress } from '../../protocol/training.ts';
import { grouped, lossWords } from '../format.ts';
import type { Term } from './terms.ts';

type Best = NonNullable<TrainingProgress['best']>;

export const bestTerm: Term = {
  name: () => msg('best weights'),
  text: () =>
    msg(
      'The weights with the least validation loss so far. They are kept with the run. A net that goes on after them often learns its text by heart and gets worse on what it has not seen. “Patience” in the training settings pauses training then.',
    ),
};

export function bestWords({ step, loss }: Best): string {
  return msg(str`Best validation loss: ${lossWords(loss)} at step ${grouped(step)}.`);
}

/** @param waited validations that were no better */
export function waitedWords(step: number, waited: number, best: Best | undefined): string {
  const said =
    waited === 1
      ? msg('the validation loss has not improved in 1 validation')
      : msg(str`the validation loss has not improved in ${grouped(waited)} validations`);
  return best
    ? msg(
        str`Paused at step ${grouped(step)}: ${said}; best ${lossWords(best.loss)} at step ${grouped(best.step)}.`,
      )
    : msg(str`Paused at step ${grouped(step)}: ${said}.`);
}
