/** The same net reading both ways and forwards only: what later words are worth. */
import { msg, str } from '@lit/localize';
import { grouped } from '../format.ts';
import { metricValue } from '../words/metrics.ts';
import type { Experiment } from './experiment.ts';
import { stepsEach, trainInTurn } from './look-ahead-in-turn.ts';

const [both, forwards] = ['all', '0'] as const;

export const oneDirection: Experiment = {
  id: 'one-direction',
  tasks: ['tagging'],
  name: () => msg('One direction beside both'),
  plan: () =>
    msg(
      str`Trains this net from scratch, reading both ways and then forwards only, ${grouped(stepsEach)} steps each, and compares their F1.`,
    ),

  async setUp(lab) {
    lab.page.openViews.open('tags');
    await trainInTurn(lab, [both, forwards]);
  },

  look: ({ scores }) => {
    const [all, none] = [both, forwards].map((one) =>
      metricValue(scores.best.value.get(one)?.value),
    );
    return msg(
      str`Look at Tags: reading both ways the net reached an F1 of ${all}, reading forwards only ${none}, because often only a later word tells whether a word is a name.`,
    );
  },
};
