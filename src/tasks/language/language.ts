/** Which language? Of lines of the Universal Declaration of Human Rights, by article. */
import { labelledSource } from '../../data/labelled-texts.ts';
import { labelledTask } from '../labelled/labelled-task.ts';

export const language = labelledTask({
  info: {
    id: 'language',
    name: 'Which language?',
    shows:
      'Train a recurrent net to name the language of a line, even of neighbours such as Danish and Norwegian.',
  },
  sources: [labelledSource('languages')],
  load: async () => (await import('../labelled/served-texts.ts')).servedTexts,
});
