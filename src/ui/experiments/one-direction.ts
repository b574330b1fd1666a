/** The same net reading both ways and forwards only: what later words are worth. */
import { msg, str } from '@lit/localize';
import { metricValue } from '../words/metrics.ts';
import type { Recipe } from './experiment.ts';
import { trainInTurn } from './look-ahead-in-turn.ts';

const [both, forwards] = ['all', '0'] as const;

export const oneDirection: Recipe = {
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
