/** What a net would write instead: the answers that a beam finds beside the greedy one. */
import { msg, str } from '@lit/localize';
import type { Recipe } from './experiment.ts';
import { trainedNet } from './nets.ts';
import { wide } from './sizes.ts';

export const wideBeam: Recipe = {
  async setUp(lab) {
    await trainedNet(lab);
    lab.page.openViews.open('pairs');
    await lab.choose({ beam: wide });
  },

  look: () =>
    msg(
      str`Look at the answers to the typed text: with a beam of ${wide} the net gives as many, each with its probability; set Beam to 1 and only the greedy one is left.`,
    ),
};
