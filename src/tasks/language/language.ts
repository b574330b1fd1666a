/** Which language? Of lines of the Universal Declaration of Human Rights, by article. */
import { fetchLabelledTexts, labelledSource } from '../../data/labelled-texts.ts';
import { trigrams } from '../../data/rivals/trigrams.ts';
import { labelledTask } from '../labelled/labelled-task.ts';

export const language = labelledTask({
  info: {
    id: 'language',
    name: 'Which language?',
    shows:
      'Train a recurrent net to name the language of a line, even of neighbours such as Danish and Norwegian.',
  },
  sources: [labelledSource('languages')],
  read: (id, { signal }) => fetchLabelledTexts(id, signal),
  rival: trigrams,
});
