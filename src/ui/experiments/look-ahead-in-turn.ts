/** The same net with each look-ahead, as many steps each: what it is worth to know what follows. */
import { msg, str } from '@lit/localize';
import { type Settings, settingsTable } from '../../config/settings.ts';
import { grouped } from '../format.ts';
import { lookAheadWords } from '../tags/tags-words.ts';
import { metricValue } from '../words/metrics.ts';
import type { Recipe } from './experiment.ts';
import type { Lab } from './lab.ts';
import { measured } from './measured.ts';
import { stepsEach } from './sizes.ts';

const tab = 'look-ahead';
const lookAheads = settingsTable.lookAhead.choices;

export const lookAheadInTurn: Recipe = {
  async setUp(lab) {
    lab.page.selection.openTab(tab);
    await trainInTurn(
      lab,
      lookAheads.map(({ value }) => value),
    );
  },

  look: ({ scores }) => {
    const best = scores.best.value;
    const reached = lookAheads.flatMap(({ value }) => {
      const one = best.get(value);
      return one ? [msg(str`${lookAheadWords(value)} ${metricValue(one.value)}`)] : [];
    });
    const where = msg(
      'Look at Look-ahead: each net comes close to the best possible F1 for its look-ahead.',
    );
    return `${where} ${msg(str`F1: ${reached.join(', ')}.`)}`;
  },
};

/** As the person has the net, but for its look-ahead. */
export async function trainInTurn(
  lab: Lab,
  choices: readonly Settings['lookAhead'][],
): Promise<void> {
  const settings = lab.page.settings.value;
  for (const lookAhead of choices) {
    const words = lookAheadWords(lookAhead);
    lab.say(msg(str`Training with a look-ahead of ${words} for ${grouped(stepsEach)} steps …`));
    await lab.train({ ...settings, lookAhead }, stepsEach);
    await measured(lab);
  }
}
