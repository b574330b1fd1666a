/** The same net with each look-ahead, as many steps each: what it is worth to know what follows. */
import { msg, str } from '@lit/localize';
import { lookAheads } from '../../config/task-settings.ts';
import { grouped } from '../format.ts';
import { lookAheadWords, score } from '../tags/tags-words.ts';
import type { Experiment } from './experiment.ts';
import type { ExperimentPage } from './experiment-page.ts';
import type { Lab } from './lab.ts';

/** Enough for the sentences that are built in. */
export const stepsEach = 500;
const tab = 'look-ahead';

/** It begins in its own tab too. */
export const lookAheadInTurn: Experiment = {
  id: 'look-ahead',
  tasks: ['tagging'],
  name: () => msg('Look-ahead'),
  plan: () =>
    msg(
      str`Trains this net from scratch with each look-ahead, ${grouped(stepsEach)} steps each, and compares its F1 with the best possible.`,
    ),

  async setUp(lab) {
    const { page } = lab;
    page.selection.openTab(tab);
    const settings = page.settings.value;
    for (const { value } of lookAheads) {
      lab.say(
        msg(
          str`Training with a look-ahead of ${lookAheadWords(value)} for ${grouped(stepsEach)} steps …`,
        ),
      );
      await lab.train({ ...settings, lookAhead: value }, stepsEach);
      await measured(lab);
    }
  },

  look: ({ scores }) => {
    const best = scores.best.value;
    const reached = lookAheads.flatMap(({ value }) => {
      const one = best.get(value);
      return one ? [msg(str`${lookAheadWords(value)} ${score(one.f1)}`)] : [];
    });
    const where = msg(
      'Look at Look-ahead: each net comes close to the best possible F1 for its look-ahead.',
    );
    return `${where} ${msg(str`F1: ${reached.join(', ')}.`)}`;
  },
};

/** The answers at the step that the run has come to. */
function measured({ page, until }: Lab): Promise<void> {
  const { progress, scores, selection } = page;
  const isDone = () =>
    scores.frame.value?.step === progress.value.step ||
    // nobody looks any more, or nothing is measured any more
    !isSeen(page) ||
    progress.value.state === 'stopped';
  return until(isDone, [scores.frame, progress, selection.tab, page.openViews.main]);
}

function isSeen({ openViews }: ExperimentPage): boolean {
  return openViews.isOpen(tab) || openViews.isOpen('tags');
}
