/** The same net, the same seed, drawn from timidly and boldly. */
import { msg, str } from '@lit/localize';
import type { Recipe } from './experiment.ts';
import type { ExperimentPage } from './experiment-page.ts';
import { trainedNet } from './nets.ts';
import { high, low } from './sizes.ts';

const isOfLines = ({ settings }: ExperimentPage) =>
  ['lines', 'labelled-names'].includes(settings.value.task);

export const twoTemperatures: Recipe = {
  async setUp(lab) {
    await trainedNet(lab);
    lab.page.openViews.open('sample');
    await lab.choose({ topK: 0, sampleLength: isOfLines(lab.page) ? 20 : 200 });
    for (const temperature of [low, high]) {
      lab.say(msg(str`Drawing at temperature ${temperature} …`));
      await lab.choose({ temperature });
      const text = await lab.draw();
      lab.find({ title: msg(str`Temperature ${temperature}`), text: text.trim() });
    }
  },

  look: (page) =>
    isOfLines(page)
      ? msg(
          str`Compare the two lists, drawn with the same weights: at ${low} the net repeats its safest lines; at ${high} it invents, and many lines are like none of the list.`,
        )
      : msg(
          str`Compare the two samples, drawn with the same weights: at ${low} the net repeats its safest words; at ${high} it invents and misspells.`,
        ),
};
